import type { PathElement } from "../finding.ts";
import { type UnknownValue, unknownStatements } from "../partly-known.ts";
import type { FoundPolicy, UnreadPolicy } from "../source.ts";
import { parseJson } from "../syntax/json.ts";
import { memberOf, type Node, type Range } from "../syntax/node.ts";
import { withService } from "../terraform/policy-type.ts";
import type { TerraformPolicyType } from "./document-types.ts";
import type { PolicyOfData } from "./policy-document-data.ts";
import type { Resolver } from "./resolve.ts";
import type { HclText } from "./syntax.ts";
import { withStandIns } from "./to-node.ts";
import { writesStatements } from "./written-policy.ts";

/** A policy as JSON text in a string or a here document. */
export function policyOfText(
  filled: HclText,
  resolver: Resolver,
  name: string,
  policyPath: readonly PathElement[],
  type: TerraformPolicyType,
): FoundPolicy | UnreadPolicy | undefined {
  const { text: value, unknown } = withStandIns(filled);
  const { root, problems } = parseJson(value.value);
  const at = (offset: number): number => value.offsets[Math.min(offset, value.value.length)] as number;
  // The text of another file, at the place of its reference.
  const isElsewhere = filled.offsets.at(-1) === filled.start;
  const mapRange = ({ start, end }: Range): Range =>
    isElsewhere ? { start: filled.start, end: filled.end } : { start: at(start), end: Math.max(at(start), at(end)) };
  const [template] = filled.templates;
  if (root === undefined || memberOf(root, "Statement") === undefined) {
    if (template !== undefined) return notKnown(name, policyPath, template, unknown[0]?.because ?? "", resolver);
    return /^\s*\{/.test(value.value) || writesStatements(value.value)
      ? unread(name, policyPath, value, "its text is no JSON object with a `Statement` at its top")
      : undefined;
  }
  const policy: FoundPolicy = {
    kind: "policy",
    name,
    policyPath,
    node: root,
    text: value.value,
    problems,
    ...withService(type, root),
    mapRange,
    mapReplacement: (replacement) => {
      if (resolver.hasReplaced || /[$%\n]/.test(replacement)) return undefined;
      return filled.isQuoted ? JSON.stringify(replacement).slice(1, -1) : replacement;
    },
    ...assuming(resolver),
  };
  if (template === undefined) return policy;
  // A stand-in outside of a string is a fault, and then nothing is certain.
  const statements = problems.length === 0 ? unknownStatements(root, unknown) : undefined;
  return {
    ...notKnown(name, policyPath, template, unknown[0]?.because ?? "", resolver),
    ...(statements === undefined ? {} : { partly: [{ policy, unknownStatements: statements }] }),
  };
}

/** A policy of objects and lists, as `jsonencode` and `aws_iam_policy_document` take it. */
export function policyOfValue(
  node: Node,
  unknown: readonly UnknownValue[],
  resolver: Resolver,
  text: string,
  name: string,
  policyPath: readonly PathElement[],
  type: TerraformPolicyType,
  { lacking = [], apart }: Pick<PolicyOfData, "lacking" | "apart"> = {},
): FoundPolicy | UnreadPolicy {
  const [first] = [...lacking, ...unknown];
  const policy: FoundPolicy = {
    kind: "policy",
    name,
    policyPath,
    node,
    text,
    sharesPlaces: true,
    ...withService(type, node),
    // A plain string is written alike in both languages.
    mapReplacement: (replacement) =>
      !resolver.hasReplaced && apart === undefined && /^"[^"\\$%&]*"$/.test(replacement) ? replacement : undefined,
    ...assuming(resolver),
  };
  if (first === undefined) return policy;
  const statements = unknownStatements(node, unknown, apart);
  return {
    ...notKnown(name, policyPath, first.at, first.because, resolver),
    ...(statements === undefined ? {} : { partly: [{ policy, unknownStatements: statements }] }),
  };
}

function assuming({ assumptions }: Resolver): Pick<FoundPolicy, "assuming"> {
  return assumptions.size === 0 ? {} : { assuming: [...assumptions] };
}

/** A policy that only Terraform can work out, with what to give where that is all that lacks. */
export function notKnown(
  name: string,
  policyPath: readonly PathElement[],
  at: Range,
  because: string,
  resolver: Resolver,
): UnreadPolicy {
  const [, own, each] = /`(?:\$\{~?\s*)?(?:var\.([\p{L}_][\p{L}\p{N}_-]*)|(each)\.)/u.exec(because) ?? [];
  const variable = each === undefined ? own : resolver.behindEach;
  return unread(name, policyPath, at, because, variable && resolver.toGive(variable));
}

/** A policy that is there and cannot be told, with the reason. `instead` is what may be done beside reading the plan. */
export function unread(
  name: string,
  policyPath: readonly PathElement[],
  { start, end }: Range,
  because: string,
  instead?: string,
): UnreadPolicy {
  const advice = instead === undefined ? "Validate" : `${instead}, or validate`;
  const details = `This policy cannot be worked out from the file: ${because}. ${advice} the plan (\`terraform show -json\`), where every value is known.`;
  return { kind: "unread", name, policyPath, at: { start, end }, code: "UNRESOLVED", details };
}
