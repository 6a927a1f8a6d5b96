import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { emptyConditions } from "../policy/empty-condition.ts";
import { quote } from "../quote.ts";

export const emptyArrayConditionForanyvalue: Check = {
  id: "empty-array-condition-foranyvalue",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "ForAnyValue has no values",
  why: "With an empty list, `ForAnyValue` never holds, so that the statement never applies.",
  fix: "Write the values, or remove the statement.",
  learnMoreLink: policyChecksPage("suggestion-empty-array-condition-foranyvalue"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": «[]» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } } }] }',
  ],
  needs: ["condition", "empty"],
  *run(policy) {
    for (const { key, member } of emptyConditions(policy, "for-any-value")) {
      yield {
        at: member.value,
        details: `\`ForAnyValue\` with no values for ${quote(key)} never holds, so the statement never applies. Write the values.`,
      };
    }
  },
};
