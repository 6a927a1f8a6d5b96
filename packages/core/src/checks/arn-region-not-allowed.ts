import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { formatsOf, isOpen } from "../facts/resource-arns.ts";
import { quoteWhole } from "../quote.ts";

export const arnRegionNotAllowed: Check = {
  id: "arn-region-not-allowed",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A resource ARN has a Region where its service has none",
  why: "Resources of global services, and S3 buckets, have ARNs without a Region. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Leave the Region empty and keep its colon: `arn:aws:iam::111122223333:role/etl`.",
  learnMoreLink: policyChecksPage("error-arn-region-not-allowed"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": «"arn:aws:iam:us-east-1:111122223333:role/etl"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [«"arn:aws:s3:us-east-1::reports/*"»] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:us-east-1:111122223333:accesspoint/reports", "arn:aws:waf:*:*:webacl/*"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const arn of oddLists(policy, services).arns) {
      if (arn.region === "" || isOpen(arn.region)) continue;
      const formats = formatsOf(arn, services);
      if (formats === undefined || formats.length === 0 || formats.some(({ region }) => region !== "")) continue;
      yield {
        at: arn.value,
        details: `${quoteWhole(arn.value.value)} names the Region ${quoteWhole(arn.region)}, but ARNs of ${quoteWhole(arn.service)} for this kind of resource have none. Leave the field empty.`,
        replacement: JSON.stringify(arn.value.value.replace(`:${arn.region}:`, "::")),
      };
    }
  },
};
