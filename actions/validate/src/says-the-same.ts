import { type FindPoliciesOptions, plainValue, policiesIn, type TextFile } from "@redshift-guard/core";

/** Whether the file's policies are the same with either of two surroundings. */
export function saysTheSame(file: TextFile, one: FindPoliciesOptions, other: FindPoliciesOptions): boolean {
  return contentOf(file, one) === contentOf(file, other);
}

function contentOf(file: TextFile, options: FindPoliciesOptions): string {
  const { policies, unread } = policiesIn(file, options);
  return JSON.stringify([
    policies.map(({ name, policy }) => [name, policy.type, policy.resourceType, plainValue(policy.node)]),
    unread.map(({ name, outcome }) => [name, outcome.finding.findingDetails]),
  ]);
}
