import type { OperatorType } from "./condition-operator.ts";

/**
 * What a policy has, noted while it is read: a check about something that the policy does not have is not run.
 * The types of operators stand for conditions that use them.
 */
export type PolicyFeature =
  | "condition"
  | "principal"
  | "sid"
  | "variable"
  /** `NotAction`, `NotResource` or `NotPrincipal`. */
  | "opposite"
  /** An operator under which `*` and `?` are wildcards. */
  | "like"
  | "unknown-operator"
  /** An empty array, an empty object or an empty Sid. */
  | "empty"
  | "malformed"
  | "repeated"
  | OperatorType
  // These are found by means of the service data: see `facts/feature.ts`.
  | "unknown-action"
  | "odd-resource"
  | "redundancy"
  | "wide-grant";

/** `$` and `{` may also be written as `\u0024` and `\u007b`. */
export function mayHoldVariables(text: string): boolean {
  return text.includes("${") || text.includes("\\u");
}
