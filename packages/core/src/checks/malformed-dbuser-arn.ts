import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { faultOfDbUser, looksLikeDbUser } from "../redshift/db-user.ts";
import { isExternalId } from "../redshift/external-id.ts";
import { roleGrants } from "../redshift/role-grant.ts";
import { vendorAlone } from "../redshift/vendor-grant.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';
const asking = (value: string): string => trusting(redshift, `{ "StringEquals": { "sts:ExternalId": ${value} } }`);

export const malformedDbuserArn: Check = {
  id: "malformed-dbuser-arn",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "No database user has this ARN",
  why: "Redshift compares the text with the database user's ARN: `arn:aws:redshift:<region>:<account>:dbuser:<cluster>/<user>`, or `dbuser:serverless-<account>-<workgroup id>/<user>` for a Serverless workgroup. Any other form never matches.",
  fix: "Correct the part that the finding names.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    asking('«"arn:aws:redshift:us-west-2:dbuser:analytics/etl"»'),
    asking('«"arn:aws:redshift:us-west2:210000000001:dbuser:analytics/etl"»'),
    asking('«"arn:aws:redshift:us-west-2:21000000001:dbuser:analytics/etl"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:db-user:analytics/etl"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser/analytics/etl"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser:Analytics/etl"»'),
    asking('«"arn:aws:redshift-serverless:us-west-2:210000000001:dbuser:analytics/etl"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser:a5d7c5b7-2d36-4a51-9f63-6a2a9f4c1d20/etl"»'),
  ],
  good: [
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/IAMR:Admin"'),
    asking(
      '"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl"',
    ),
    asking('"arn:aws-cn:redshift:cn-north-1:210000000001:dbuser:analytics/etl"'),
    trusting(redshift, '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:*:210000000001:dbuser:*/*" } }'),
    trusting(redshift, '{ "StringLike": { "sts:ExternalId": "*:210000000001:dbuser:analytics/etl" } }'),
    trusting(
      redshift,
      '{ "StringEqualsIgnoreCase": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:Analytics/etl" } }',
    ),
  ],
  *run(policy) {
    // A vendor sends no database user's ARN, as another check tells.
    const ofVendors = new Set(
      roleGrants(policy).flatMap((grant) =>
        grant.asked.length === 0 || vendorAlone(grant) === undefined ? [] : grant.asked,
      ),
    );
    for (const condition of policy.conditions) {
      if (!isExternalId(condition) || condition.operator?.base.type === "Null") continue;
      for (const value of condition.values) {
        if (ofVendors.has(value) || !looksLikeDbUser(value.value)) continue;
        const fault = faultOfDbUser(value.value);
        if (fault === undefined) continue;
        // Where case is ignored, a text that differs from a user's ARN in nothing else matches it.
        if (condition.operator?.base.ignoreCase === true && fault.meant?.toLowerCase() === value.value.toLowerCase())
          continue;
        const remedy = fault.meant === undefined ? "Correct it." : `Write ${quoteWhole(fault.meant)}.`;
        const problem = {
          at: value,
          details: `No database user has the ARN ${quoteWhole(value.value)}: ${fault.reason}. ${remedy}`,
        };
        yield fault.meant === undefined ? problem : { ...problem, replacement: JSON.stringify(fault.meant) };
      }
    }
  },
};
