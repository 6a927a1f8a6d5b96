import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { formatsOf, isOwnedByAws } from "../facts/resource-arns.ts";
import { quoteWhole } from "../quote.ts";

export const missingArnAccount: Check = {
  id: "missing-arn-account",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A resource ARN needs an account",
  why: "ARNs of this kind of resource always have an account. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write the twelve digits of the account, or `*`.",
  learnMoreLink: policyChecksPage("error-missing-arn-account"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:aws:redshift:us-east-1::cluster:sales"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": [«"arn:aws:kms:*::key/*"»] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [«"arn:aws:s3:us-east-1::accesspoint/reports"»] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:*::parameter/*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ssm:StartSession", "Resource": ["arn:aws:ssm:us-east-1::document/AWS-RunShellScript", "arn:aws:securityhub:us-east-1::product/aws/guardduty", "arn:aws:s3:::reports", "arn:aws:redshift:us-east-1:*:cluster:sales"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const arn of oddLists(policy, services).arns) {
      if (arn.account !== "" || isOwnedByAws(arn)) continue;
      const formats = formatsOf(arn, services);
      if (formats === undefined || formats.length === 0 || formats.some(({ account }) => account === "")) continue;
      yield {
        at: arn.value,
        details: `${quoteWhole(arn.value.value)} has no account, and ARNs of ${quoteWhole(arn.service)} for this kind of resource have one. Write the account's twelve digits, or \`*\`.`,
      };
    }
  },
};
