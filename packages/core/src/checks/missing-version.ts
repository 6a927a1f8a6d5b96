import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";

export const missingVersion: Check = {
  id: "missing-version",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "The policy has no Version",
  why: "Without `Version`, IAM takes the policy as `2008-10-17`: policy variables such as `${aws:username}` are then plain text.",
  fix: 'Add `"Version": "2012-10-17"` as the first member.',
  learnMoreLink: policyChecksPage("general-warning-missing-version"),
  bad: ['«{ "Statement": [{ "Effect": "Allow", "Action": "redshift:DescribeClusters", "Resource": "*" }] }»'],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:DescribeClusters", "Resource": "*" }] }',
  ],
  needs: ["incomplete"],
  *run(policy) {
    // What a broken text lacks may be what could not be read.
    if (policy.features.has("fault")) return;
    if (policy.node.kind !== "object" || policy.node.members.some(({ key }) => key.value === "Version")) return;
    yield {
      at: policy.node,
      details: 'The policy has no `Version`, so IAM reads it by the rules of 2008. Add `"Version": "2012-10-17"`.',
    };
  },
};
