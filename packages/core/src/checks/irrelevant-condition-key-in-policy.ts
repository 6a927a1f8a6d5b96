import { type Check, policyChecksPage } from "../check.ts";
import { attachedResource } from "../facts/attached-resource.ts";
import { quoteWhole } from "../quote.ts";

export const irrelevantConditionKeyInPolicy: Check = {
  id: "irrelevant-condition-key-in-policy",
  findingType: "SUGGESTION",
  policyTypes: ["resource"],
  title: "A condition key says nothing in the policy of this resource",
  why: "`s3:ResourceAccount` is the account of the bucket, and the bucket's own policy can only be met by requests to that bucket.",
  fix: "Remove the key here, and use it in identity-based policies.",
  learnMoreLink: policyChecksPage("suggestion-irrelevant-condition-key-in-policy"),
  bad: [
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { «"s3:ResourceAccount"»: "111122223333" } } }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "s3:ResourceAccount": "111122223333" } } }] }',
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } } }] }',
    },
  ],
  needs: ["condition"],
  *run(policy) {
    const attached = attachedResource(policy);
    if (attached?.service.startsWith("s3") !== true) return;
    for (const { lowerKey, key, member } of policy.conditions) {
      if (lowerKey !== "s3:resourceaccount") continue;
      yield {
        at: member.key,
        details: `${quoteWhole(key)} always has the same value in the policy of ${attached.words}. Remove it here, and use it in identity-based policies.`,
      };
    }
  },
};
