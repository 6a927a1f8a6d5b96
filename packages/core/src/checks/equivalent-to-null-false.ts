import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { starConditions } from "../policy/star-condition.ts";
import { quote } from "../quote.ts";

export const equivalentToNullFalse: Check = {
  id: "equivalent-to-null-false",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A condition only asks whether the key is there",
  why: "Every value matches `*`, so that the condition holds whenever the request has the key. `Null` says that plainly.",
  fix: 'Write `"Null": { key: "false" }`.',
  learnMoreLink: policyChecksPage("suggestion-equivalent-to-null-false"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*", "Condition": { "StringLike": { "aws:ResourceTag/team": «"*"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*", "Condition": { "StringLike": { "aws:ResourceTag/team": [«"*"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*", "Condition": { "Null": { "aws:ResourceTag/team": "false" }, "StringLike": { "aws:ResourceTag/cost": "c*", "aws:ResourceTag/stage": ["*", "prod"] } } }] }',
  ],
  needs: ["star-value"],
  *run(policy) {
    for (const { key, operatorName, values } of starConditions(policy, "key-exists")) {
      yield {
        at: values,
        details: `\`${operatorName.value}\` with \`*\` only asks whether ${quote(key)} is there. Write it as \`Null\` with the value \`false\`.`,
      };
    }
  },
};
