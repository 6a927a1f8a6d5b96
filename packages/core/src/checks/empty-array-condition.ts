import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { emptyConditions } from "../policy/empty-condition.ts";
import { quote } from "../quote.ts";

export const emptyArrayCondition: Check = {
  id: "empty-array-condition",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A condition key has no values",
  why: "Without values there is nothing to compare with, and the condition does not do what its key suggests.",
  fix: "Write the values, or remove the key.",
  learnMoreLink: policyChecksPage("suggestion-empty-array-condition"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": «[]» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": ["o-a1b2c3d4e5"] }, "StringEqualsIfExists": { "aws:SourceVpc": [] } } }] }',
  ],
  needs: ["condition", "empty"],
  *run(policy) {
    for (const { key, member } of emptyConditions(policy, "plain")) {
      yield {
        at: member.value,
        details: `${quote(key)} has no values to compare with. Write them, or remove the key.`,
      };
    }
  },
};
