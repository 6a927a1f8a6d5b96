import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { starConditions } from "../policy/star-condition.ts";
import { quote } from "../quote.ts";

export const equivalentToNullTrue: Check = {
  id: "equivalent-to-null-true",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A condition only asks whether the key is absent",
  why: "Every value matches `*`, so that a `Not…` condition holds only when the request lacks the key. `Null` says that plainly.",
  fix: 'Write `"Null": { key: "true" }`.',
  learnMoreLink: policyChecksPage("suggestion-equivalent-to-null-true"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringNotLike": { "aws:RequestTag/team": «"*"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringNotLikeIfExists": { "aws:RequestTag/team": «"*"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "Null": { "aws:RequestTag/team": "true" }, "StringNotLike": { "aws:RequestTag/stage": "prod*" } } }] }',
  ],
  needs: ["star-value"],
  *run(policy) {
    for (const { key, operatorName, values } of starConditions(policy, "key-is-absent")) {
      yield {
        at: values,
        details: `\`${operatorName.value}\` with \`*\` only asks whether ${quote(key)} is absent. Write it as \`Null\` with the value \`true\`.`,
      };
    }
  },
};
