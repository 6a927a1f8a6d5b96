import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";

export const emptyArrayAction: Check = {
  id: "empty-array-action",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A statement lists no action",
  why: "A statement with an empty list of actions is about nothing and has no effect.",
  fix: "List the actions, or remove the statement.",
  learnMoreLink: policyChecksPage("suggestion-empty-array-action"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «[]», "Resource": "*" }, { "Effect": "Deny", "NotAction": «[]», "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:ListAllMyBuckets"], "Resource": "*" }] }',
  ],
  needs: ["empty"],
  *run(policy) {
    for (const { action, notAction } of policy.statements) {
      for (const list of [action, notAction]) {
        const value = list?.member.value;
        if (value?.kind !== "array" || value.items.length > 0) continue;
        yield { at: value, details: "The list of actions is empty, so the statement does nothing. Name the actions." };
      }
    }
  },
};
