import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { quoteWhole } from "../quote.ts";

export const unsupportedGlobalConditionKey: Check = {
  id: "unsupported-global-condition-key",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "`aws:ARN` is no condition key any more",
  why: "AWS no longer fills `aws:ARN`, so that the condition does not do what it did.",
  fix: "Use `aws:PrincipalArn` for the ARN of the caller, or `aws:SourceArn` for the ARN of the resource on whose behalf a service calls.",
  learnMoreLink: policyChecksPage("error-unsupported-global-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ArnLike": { «"aws:ARN"»: "arn:aws:iam::111122223333:role/*" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy) {
    for (const { lowerKey, key, member } of policy.conditions) {
      if (lowerKey !== "aws:arn") continue;
      yield {
        at: member.key,
        details: `${quoteWhole(key)} is not supported. Use \`aws:PrincipalArn\` for the caller's ARN, or \`aws:SourceArn\` for that of the resource on whose behalf a service calls.`,
      };
    }
  },
};
