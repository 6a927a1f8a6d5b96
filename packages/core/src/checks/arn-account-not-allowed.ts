import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { formatsOf } from "../facts/resource-arns.ts";
import { isAccountId } from "../policy/arn.ts";
import { quoteWhole } from "../quote.ts";

export const arnAccountNotAllowed: Check = {
  id: "arn-account-not-allowed",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A resource ARN has an account where its service has none",
  why: "Names of S3 buckets are unique across all accounts, and their ARNs have no account; a few other services are alike. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Leave the account empty and keep its colon: `arn:aws:s3:::reports`.",
  learnMoreLink: policyChecksPage("error-arn-account-not-allowed"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3::111122223333:reports/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "route53:GetHostedZone", "Resource": [«"arn:aws:route53::111122223333:hostedzone/Z1"»] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:us-east-1:111122223333:accesspoint/reports", "arn:aws:s3::*:logs*"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const arn of oddLists(policy, services).arns) {
      if (!isAccountId(arn.account)) continue;
      const formats = formatsOf(arn, services);
      if (formats === undefined || formats.length === 0 || formats.some(({ account }) => account !== "")) continue;
      yield {
        at: arn.value,
        details: `${quoteWhole(arn.value.value)} names the account ${quoteWhole(arn.account)}, but ARNs of ${quoteWhole(arn.service)} for this kind of resource have none. Leave the field empty.`,
        replacement: JSON.stringify(arn.value.value.replace(`:${arn.account}:`, "::")),
      };
    }
  },
};
