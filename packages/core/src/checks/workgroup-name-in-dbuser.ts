import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isWorkgroupName } from "../redshift/db-user.ts";
import { isForRedshiftOnly, roleGrants } from "../redshift/role-grant.ts";
import { vendorAlone } from "../redshift/vendor-grant.ts";

const both = '{ "Service": ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] }';

export const workgroupNameInDbuser: Check = {
  id: "workgroup-name-in-dbuser",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "A Serverless database user is written with the workgroup's name",
  why: "The ARN of a Serverless database user holds the account and the workgroup's ID, a UUID: `dbuser:serverless-<account>-<workgroup id>/<user>`. Older pages printed the workgroup's name; that form does not match today.",
  fix: "Write the workgroup ID. `aws redshift-serverless get-workgroup` shows it as `workgroupId`.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    trusting(
      both,
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-my-workgroup/etl"» } }',
    ),
    trusting(
      both,
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-analytics/etl"» } }',
    ),
    trusting(
      both,
      '{ "StringLike": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-analytics-*/*"» } }',
    ),
    trusting(
      '{ "Service": "redshift-serverless.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:my-workgroup/etl"» } }',
    ),
  ],
  good: [
    trusting(
      both,
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl" } }',
    ),
    trusting(
      both,
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      // Of a vendor, who sends no database user's ARN, another check tells.
      if (grant.users.length === 0 || vendorAlone(grant) !== undefined) continue;
      const serverlessOnly =
        isForRedshiftOnly(grant) && grant.redshift.every(({ service }) => service === "redshift-serverless");
      for (const user of grant.users) {
        const name = user.serverless?.workgroup ?? user.cluster;
        const isName =
          user.serverless !== undefined
            ? isWorkgroupName(name)
            : !hasWildcard(name) && (serverlessOnly || name.startsWith("serverless-"));
        if (!isName) continue;
        yield {
          at: user.value,
          details: `${quoteWhole(name)} looks like a workgroup's name, and a Serverless database user's ARN holds the workgroup's ID, a UUID. Write ${quoteWhole(`dbuser:serverless-${user.account}-<workgroup id>/${user.user}`)}.`,
        };
      }
    }
  },
};
