import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { quoteWhole } from "../quote.ts";

export const deprecatedGlobalConditionKey: Check = {
  id: "deprecated-global-condition-key",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A global condition key is deprecated",
  why: "AWS keeps deprecated keys out of new features and may stop filling them.",
  fix: "Use the key that replaced it: `aws:PrincipalArn` instead of `aws:ARN`.",
  learnMoreLink: policyChecksPage("general-warning-deprecated-global-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ArnLike": { «"aws:arn"»: "arn:aws:iam::111122223333:role/*" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy) {
    for (const { lowerKey, key, member } of policy.conditions) {
      if (lowerKey !== "aws:arn") continue;
      yield { at: member.key, details: `${quoteWhole(key)} is deprecated. Use \`aws:PrincipalArn\` instead.` };
    }
  },
};
