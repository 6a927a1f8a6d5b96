import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import type { Condition } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";

const redshift = '{ "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] }';

export const externalIdLikeWithoutWildcard: Check = {
  id: "external-id-like-without-wildcard",
  findingType: "SUGGESTION",
  policyTypes: ["trust"],
  title: "`StringLike` compares database users that are written out",
  why: "Without a wildcard, `StringLike` does what `StringEquals` does. AWS's guide printed `StringLike` for database users once and prints `StringEquals` now. Under that, a `*` that gets into a value later matches nobody; under `StringLike` it opens the role.",
  fix: "Write `StringEquals`.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    trusting(
      redshift,
      '{ «"StringLike"»: { "sts:ExternalId": ["arn:aws:redshift:us-west-2:210000000001:dbuser:my-cluster/user1", "arn:aws:redshift:us-west-2:210000000001:dbuser:my-cluster/user2"] } }',
    ),
    trusting(
      redshift,
      '{ «"StringLike"»: { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl", "aws:PrincipalTag/team": "etl-*" } }',
    ),
  ],
  good: [
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl" } }',
    ),
    trusting(
      redshift,
      '{ "StringLike": { "sts:ExternalId": ["arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl", "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl_*"] } }',
    ),
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringLike": { "sts:ExternalId": "org-7d0c" } }'),
  ],
  needs: ["like"],
  *run(policy) {
    for (const { redshift, externalIds, users } of roleGrants(policy)) {
      if (redshift.length === 0 || users.length === 0) continue;
      for (const condition of externalIds) {
        const { operator, operatorName, values } = condition;
        if (operator?.base.name !== "StringLike" || values.length === 0) continue;
        if (values.some(({ value }) => hasWildcard(value) || value.includes("${"))) continue;
        const equals = operatorName.value.replace(/like/i, "Equals");
        yield {
          at: operatorName,
          details: `No value has a wildcard here, so ${quoteWhole(operatorName.value)} does what \`${equals}\` does, which AWS prints now. Write \`${equals}\`.`,
          ...(isAlone(condition, equals) ? { replacement: JSON.stringify(equals) } : {}),
        };
      }
    }
  },
};

/** Whether its operator can be renamed: it has no other key, and the new name is not taken. */
function isAlone({ statement, operatorName, member }: Condition, newName: string): boolean {
  return statement.conditions.every((other) =>
    other.operatorName === operatorName ? other.member === member : other.operatorName.value !== newName,
  );
}
