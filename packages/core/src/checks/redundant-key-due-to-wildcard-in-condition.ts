import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { starConditions } from "../policy/star-condition.ts";
import { quote } from "../quote.ts";

export const redundantKeyDueToWildcardInCondition: Check = {
  id: "redundant-key-due-to-wildcard-in-condition",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A condition always holds",
  why: "Every value matches `*`, and with `IfExists` or `ForAllValues` the condition also holds when the key is absent: it limits nothing.",
  fix: "Remove the key, or write the values that are meant.",
  learnMoreLink: policyChecksPage("suggestion-redundant-key-due-to-wildcard-in-condition"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLikeIfExists": { "aws:PrincipalTag/team": «"*"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAllValues:StringLike": { "aws:TagKeys": [«"*"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAllValues:StringLike": { "aws:TagKeys": ["team*"] }, "StringLike": { "aws:PrincipalTag/team": "*" } } }] }',
  ],
  needs: ["star-value"],
  *run(policy) {
    for (const { key, operatorName, values } of starConditions(policy, "always")) {
      yield {
        at: values,
        details: `\`${operatorName.value}\` with \`*\` always holds, so that ${quote(key)} limits nothing. Remove the key.`,
      };
    }
  },
};
