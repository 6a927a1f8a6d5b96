import type { OperatorType } from "../policy/condition-operator.ts";
import type { Condition } from "../policy/document.ts";
import type { ServiceConditionKey } from "../service-reference/service-reference.ts";

const typesOf: Readonly<Record<string, readonly OperatorType[]>> = {
  String: ["String"],
  ARN: ["Arn", "String"],
  Bool: ["Bool"],
  Numeric: ["Numeric"],
  Date: ["Date"],
  IPAddress: ["IpAddress"],
};

/** Keys whose values can be compared in a second way. */
const more: Readonly<Record<string, OperatorType>> = {
  "aws:RequestTag/": "Numeric",
  "aws:PrincipalTag/": "Numeric",
  "aws:EpochTime": "Numeric",
  "kms:ValidTo": "Numeric",
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-ec2instancesourceprivateip
  "aws:Ec2InstanceSourcePrivateIPv4": "String",
};

/**
 * The operator types that can compare the key's values; undefined when the key's type is not known here.
 * An ARN is text as well: AWS takes `StringEquals` on it.
 */
export function fittingTypes(key: ServiceConditionKey): readonly OperatorType[] | undefined {
  const types = typesOf[key.type.replace("ArrayOf", "")];
  const second = more[key.name];
  return types === undefined || second === undefined ? types : [...types, second];
}

export function isArnKey(key: ServiceConditionKey): boolean {
  return key.type.endsWith("ARN");
}

/** The operator's type in words for a sentence. */
export function typeInWords(type: OperatorType): string {
  return type === "Bool" ? "Boolean" : type === "Arn" ? "ARN" : type === "IpAddress" ? "IP address" : type;
}

/** The same operator of another type, where there is one: `StringLike` to `ArnLike`. */
export function asArnOperator({ operator, operatorName }: Condition): string | undefined {
  if (operator?.base.type !== "String" || !operator.base.wildcards) return undefined;
  return operatorName.value.replace(/String(Not)?Like/i, (_, not: string | undefined) => `Arn${not ?? ""}Like`);
}
