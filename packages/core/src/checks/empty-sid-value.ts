import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";

export const emptySidValue: Check = {
  id: "empty-sid-value",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A Sid is empty",
  why: "An empty Sid names nothing.",
  fix: "Give the statement a Sid, or remove the element.",
  learnMoreLink: policyChecksPage("suggestion-empty-sid-value"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": «""», "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }] }',
  ],
  needs: ["empty"],
  *run(policy) {
    for (const { sid } of policy.statements) {
      if (sid?.value === "") yield { at: sid, details: "The Sid is empty. Give it a value, or remove it." };
    }
  },
};
