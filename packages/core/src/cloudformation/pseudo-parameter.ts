import { assumedAccount, assumedPartition, assumedRegion, assumedUrlSuffix, assumedUuid } from "../assumed-values.ts";
import { asParameterValue, type GivenValues, givenValue } from "../given-values.ts";
import { regions } from "../policy/region.ts";

/** What the checks see where nobody gives another value. */
const assumed: Readonly<Record<string, string>> = {
  "AWS::AccountId": assumedAccount,
  "AWS::Region": assumedRegion,
  "AWS::Partition": assumedPartition,
  "AWS::URLSuffix": assumedUrlSuffix,
  "AWS::StackName": "stack",
  "AWS::StackId": `arn:${assumedPartition}:cloudformation:${assumedRegion}:${assumedAccount}:stack/stack/${assumedUuid}`,
};

export interface PseudoParameter {
  readonly value: string;
  /** Whether nobody gave it, and nothing that was given says it. */
  readonly isAssumed: boolean;
}

/**
 * What a pseudo parameter gives; undefined for other names. A Region that is given says the partition.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function pseudoParameter(name: string, values: GivenValues): PseudoParameter | undefined {
  const standard = Object.hasOwn(assumed, name) ? assumed[name] : undefined;
  if (standard === undefined) return undefined;
  const given = asParameterValue(givenValue(values, name) ?? null);
  if (typeof given === "string") return { value: given, isAssumed: false };
  const region = name === "AWS::Partition" ? givenValue(values, "AWS::Region") : undefined;
  const partition = typeof region === "string" ? regions.get(region)?.partition : undefined;
  if (partition !== undefined) return { value: partition, isAssumed: false };
  return { value: name === "AWS::StackId" ? whereDeployed(standard, values) : standard, isAssumed: true };
}

/** A text of ours, such as the ARN that a resource has, with the account, Region and partition that are given. */
export function whereDeployed(text: string, values: GivenValues): string {
  const actual = (name: string): string => pseudoParameter(name, values)?.value ?? "";
  return text
    .replaceAll(`arn:${assumedPartition}:`, () => `arn:${actual("AWS::Partition")}:`)
    .replaceAll(assumedRegion, () => actual("AWS::Region"))
    .replaceAll(assumedAccount, () => actual("AWS::AccountId"));
}
