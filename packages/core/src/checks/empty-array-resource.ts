import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";

export const emptyArrayResource: Check = {
  id: "empty-array-resource",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A statement lists no resource",
  why: "A statement with an empty list of resources is about nothing and has no effect.",
  fix: "List the ARNs, or remove the statement.",
  learnMoreLink: policyChecksPage("suggestion-empty-array-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «[]» }, { "Effect": "Deny", "Action": "s3:GetObject", "NotResource": «[ ]» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["*"] }] }',
  ],
  needs: ["empty"],
  *run(policy) {
    for (const { resource, notResource } of policy.statements) {
      for (const list of [resource, notResource]) {
        const value = list?.member.value;
        if (value?.kind !== "array" || value.items.length > 0) continue;
        yield { at: value, details: "The list of resources is empty, so the statement does nothing. Name the ARNs." };
      }
    }
  },
};
