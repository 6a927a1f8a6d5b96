import { documentFault } from "./access/document-fault.ts";
import type { ParsedPolicy } from "./parse-policy.ts";

/** What keeps a policy from being one that IAM would store. */
export interface PolicyFault {
  /** Offset in the policy's text. */
  readonly at: number;
  /** A sentence. */
  readonly details: string;
}

/** Why a policy is not compared: IAM stores no such document, and what a half-read one means would be a guess. */
export function policyFault({ problems, policy }: Pick<ParsedPolicy, "problems" | "policy">): PolicyFault | undefined {
  const [first] = problems;
  if (first !== undefined) return { at: first.at.start, details: first.details };
  const [repeated] = policy.repeated;
  if (repeated !== undefined) {
    const details = `\`${repeated.key.value}\` is written twice in one object; keep one of the two.`;
    return { at: repeated.key.start, details };
  }
  const fault = documentFault(policy);
  if (fault === undefined)
    return policy.statements.length === 0 ? { at: policy.node.start, details: "It has no statement." } : undefined;
  return { at: policy.node.start, details: `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.` };
}
