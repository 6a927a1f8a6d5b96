import type { Check } from "../check.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { looksLikeDbUser } from "../redshift/db-user.ts";
import { trusting } from "../redshift/example-text.ts";
import { exampleExternalId } from "../redshift/example-values.ts";
import { impossibleCharacter } from "../redshift/external-id.ts";
import { isForRedshiftOnly, roleGrants } from "../redshift/role-grant.ts";

export const externalIdNotDbuser: Check = {
  id: "external-id-not-dbuser",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "Redshift sends a database user's ARN as ExternalId, not this",
  why: "When Redshift assumes a role for a query, the ExternalId is the ARN of the database user who runs it. An identifier of the kind that vendors hand out is not sent by Redshift.",
  fix: "List the database users: `arn:aws:redshift:<region>:<account>:dbuser:<cluster>/<user>`. If the value is a vendor's ExternalId, the principal should be the vendor's account.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": «"5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"» } }',
    ),
    trusting(
      '{ "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] }',
      '{ "StringLike": { "sts:ExternalId": ["arn:aws:redshift:us-west-2:210000000001:dbuser:c1/*", «"etl"»] } }',
    ),
  ],
  good: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl" } }',
    ),
    trusting('{ "Service": "redshift.amazonaws.com" }', '{ "StringLike": { "sts:ExternalId": "*:dbuser:c1/etl" } }'),
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      if (grant.asked.length === 0 || !isForRedshiftOnly(grant)) continue;
      for (const { value, node } of grant.asked) {
        // What other checks say more precisely: not even a text STS accepts, an example, an ARN gone wrong.
        if (/^(?:arn:|[*?]|..?$|$)/.test(value) || value.includes("*") || looksLikeDbUser(value)) continue;
        if (impossibleCharacter(value, true) !== undefined || exampleExternalId(value) !== undefined) continue;
        yield {
          at: node,
          details: `Redshift sends the ARN of the database user as ExternalId, so \`${value}\` is not expected to match. Write \`arn:aws:redshift:<region>:<account>:dbuser:<cluster>/<user>\`, or name the vendor's account as principal.`,
        };
      }
    }
  },
};
