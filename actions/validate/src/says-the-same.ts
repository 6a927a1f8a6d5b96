import { type FindPoliciesOptions, plainValue, policiesIn, type TextFile } from "@redshift-guard/core";

/** All that is read from the file, as a text to compare. */
export function saidIn(file: TextFile, options: FindPoliciesOptions): string {
  const { policies, unread } = policiesIn(file, options);
  return JSON.stringify([
    policies.map(({ name, policy }) => [name, policy.type, policy.resourceType, plainValue(policy.node)]),
    unread.map(({ name, outcome }) => [name, outcome.finding.findingDetails]),
  ]);
}
