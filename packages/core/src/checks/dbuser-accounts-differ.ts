import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isAccountId } from "../policy/arn.ts";
import { awsPage } from "../redshift/aws-page.ts";
import type { DbUserValue } from "../redshift/db-user.ts";
import { isForRedshiftOnly, roleGrants } from "../redshift/role-grant.ts";

export const dbuserAccountsDiffer: Check = {
  id: "dbuser-accounts-differ",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "Database users of several accounts cannot all use the role",
  why: "A role can be attached only to clusters and workgroups of its own account. Database users of any other account never use it through the Redshift service.",
  fix: "Keep the users of the role's own account. For another account, make a role there and chain the two.",
  learnMoreLink: awsPage.chaining,
  bad: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": [«1:"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"», «2:"arn:aws:redshift:us-west-2:210000000002:dbuser:analytics/etl"»] } }',
    ),
  ],
  good: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": ["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", "arn:aws:redshift:us-east-1:210000000001:dbuser:reports/etl"] } }',
    ),
    trusting(
      '{ "AWS": "arn:aws:iam::210000000003:role/RoleA" }',
      '{ "StringEquals": { "sts:ExternalId": ["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", "arn:aws:redshift:us-west-2:210000000002:dbuser:analytics/etl"] } }',
    ),
  ],
  contradiction: true,
  *run(policy) {
    const firstOf = new Map<string, DbUserValue>();
    for (const grant of roleGrants(policy)) {
      if (grant.users.length === 0 || !isForRedshiftOnly(grant)) continue;
      for (const user of grant.users) {
        if (isAccountId(user.account) && !firstOf.has(user.account)) firstOf.set(user.account, user);
      }
    }
    if (firstOf.size < 2) return;
    yield {
      at: [...firstOf.values()].map(({ value }) => value),
      details: `The database users are in accounts \`${[...firstOf.keys()].join("`, `")}\`, but a role can be attached only in its own account. Keep that account's users; chain roles for the others.`,
    };
  },
};
