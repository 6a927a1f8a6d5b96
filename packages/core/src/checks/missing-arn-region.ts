import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { formatsOf } from "../facts/resource-arns.ts";
import { quoteWhole } from "../quote.ts";

export const missingArnRegion: Check = {
  id: "missing-arn-region",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A resource ARN needs a Region",
  why: "ARNs of this kind of resource always have a Region. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write the Region, or `*`.",
  learnMoreLink: policyChecksPage("error-missing-arn-region"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:aws:redshift::111122223333:cluster:sales"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ssm:StartSession", "Resource": ["*", «"arn:aws:ssm::111122223333:document/MyDocument"»] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:DescribeJob", "Resource": «"arn:aws:s3::111122223333:job/1"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "arn:aws:iam::111122223333:role/etl", "arn:aws:redshift:*:111122223333:cluster:sales", "arn:aws:redshift::111122223333:nothing:x"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const arn of oddLists(policy, services).arns) {
      if (arn.region !== "") continue;
      const formats = formatsOf(arn, services);
      if (formats === undefined || formats.length === 0 || formats.some(({ region }) => region === "")) continue;
      yield {
        at: arn.value,
        details: `${quoteWhole(arn.value.value)} has no Region, and ARNs of ${quoteWhole(arn.service)} for this kind of resource have one. Write the Region, or \`*\`.`,
      };
    }
  },
};
