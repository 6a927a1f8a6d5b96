import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { sourceArns } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const dbuserInSourceArn: Check = {
  id: "dbuser-in-source-arn",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "A database user's ARN stands in `aws:SourceArn`",
  why: "`aws:SourceArn` carries the cluster or workgroup that the request comes from. The database user's ARN is the ExternalId of the request, so the condition never holds.",
  fix: "Move the ARN to `sts:ExternalId` under `StringEquals`, or name the cluster.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"» } }',
    ),
  ],
  good: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" } }',
    ),
  ],
  *run(policy) {
    for (const { redshift, statement } of roleGrants(policy)) {
      if (redshift.length === 0) continue;
      for (const { resource, value } of sourceArns(statement)) {
        if (!/^dbuser[:/]/.test(resource)) continue;
        yield {
          at: value,
          details: `\`aws:SourceArn\` carries a cluster or workgroup, never a database user such as ${quoteWhole(value.value)}. Put the user's ARN in \`sts:ExternalId\`.`,
        };
      }
    }
  },
};
