import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { looksLikeDbUser } from "../redshift/db-user.ts";
import { exampleExternalId } from "../redshift/example-values.ts";
import { impossibleCharacter } from "../redshift/external-id.ts";
import { isForRedshiftOnly, type RoleGrant, roleGrants } from "../redshift/role-grant.ts";

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
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": [«"etl*"», «"arn:aws:iam::210000000001:user/etl"»] } }',
    ),
  ],
  good: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl" } }',
    ),
    trusting('{ "Service": "redshift.amazonaws.com" }', '{ "StringLike": { "sts:ExternalId": "*:dbuser:c1/etl" } }'),
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "ar?:*:dbuser:c1/etl" } }',
    ),
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      if (grant.asked.length === 0 || !isForRedshiftOnly(grant)) continue;
      for (const value of grant.asked) {
        // What other checks say more precisely: not even a text STS accepts, an example, an ARN gone wrong.
        if (canBeginArn(value.value) || /^..?$|^$/.test(value.value) || looksLikeDbUser(value.value)) continue;
        if (impossibleCharacter(value.value, true) !== undefined || exampleExternalId(value.value) !== undefined)
          continue;
        if (hasWildcard(value.value) && !isPattern(value.value, grant)) continue;
        yield {
          at: value,
          details: `Redshift sends the ARN of the database user as ExternalId, so ${quoteWhole(value.value)} is not expected to match. Write \`arn:aws:redshift:<region>:<account>:dbuser:<cluster>/<user>\`, or name the vendor's account as principal.`,
        };
      }
    }
  },
};

/** Whether the text or pattern can be an ARN of Redshift's, by its beginning; other services' are no database users. */
function canBeginArn(text: string): boolean {
  const written = /^[^*?]*/.exec(text)?.[0] ?? "";
  if (written.startsWith("arn:")) {
    const [, , service, ...rest] = written.split(":");
    return rest.length === 0 || service?.startsWith("redshift") === true;
  }
  return written !== text && "arn:".startsWith(written);
}

/** Whether the value's operator knows wildcards; where it does not, they have a finding of their own. */
function isPattern(text: string, { externalIds }: RoleGrant): boolean {
  return externalIds.some(
    ({ operator, values }) => operator?.base.wildcards === true && values.some(({ value }) => value === text),
  );
}
