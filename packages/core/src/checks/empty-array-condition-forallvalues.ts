import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { emptyConditions } from "../policy/empty-condition.ts";
import { quote } from "../quote.ts";

export const emptyArrayConditionForallvalues: Check = {
  id: "empty-array-condition-forallvalues",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "ForAllValues has no values",
  why: "With an empty list, `ForAllValues` holds only when the request does not have the key; `Null` says that plainly.",
  fix: 'Write the values, or use `"Null": { key: "true" }`.',
  learnMoreLink: policyChecksPage("suggestion-empty-array-condition-forallvalues"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": «[]» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } } }] }',
  ],
  needs: ["condition", "empty"],
  *run(policy) {
    for (const { key, member } of emptyConditions(policy, "for-all-values")) {
      yield {
        at: member.value,
        details: `\`ForAllValues\` with no values holds only where the request lacks ${quote(key)}. If that is meant, write it as \`Null\` with the value \`true\`.`,
      };
    }
  },
};
