import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";

export const missingAction: Check = {
  id: "missing-action",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A statement has no Action",
  why: "A statement must say which actions it is about; IAM refuses one without `Action` or `NotAction`.",
  fix: "Add `Action` with the actions that the statement allows or denies.",
  learnMoreLink: policyChecksPage("error-missing-action"),
  bad: ['{ "Version": "2012-10-17", "Statement": [«{ "Effect": "Allow", "Resource": "*" }»] }'],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }, { "Effect": "Deny", "NotAction": "s3:*", "Resource": "*" }] }',
  ],
  needs: ["incomplete"],
  *run(policy) {
    // What a broken text lacks may be what could not be read.
    if (policy.features.has("fault")) return;
    for (const { action, notAction, node } of policy.statements) {
      if (action !== undefined || notAction !== undefined) continue;
      yield { at: node, details: "The statement names no action. Add an `Action` or `NotAction` element." };
    }
  },
};
