import type { Check } from "../check.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { Condition } from "../policy/document.ts";
import { matchesPattern } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isHeldToItsValues } from "../redshift/closed-by-deny.ts";
import { type RedshiftService, type RoleGrant, roleGrants } from "../redshift/role-grant.ts";
import { rememberLast } from "../remember-last.ts";

const both = '{ "Service": ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] }';
const assuming = (principal: string, action: string, condition = ""): string =>
  `{ "Effect": "Allow", "Principal": ${principal}, "Action": ${action}${condition} }`;
const twoStatements = (first: string, second: string): string =>
  `{ "Version": "2012-10-17", "Statement": [${first}, ${second}] }`;
const asking = (region: string): string =>
  `, "Condition": { "StringEquals": { "sts:ExternalId": "arn:aws:redshift:${region}:210000000001:dbuser:analytics/etl" } }`;

export const dbuserRestrictionCancelled: Check = {
  id: "dbuser-restriction-cancelled",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Another statement lets every database user use the role",
  why: "By default every database user of the clusters that have the role can use it. A condition on `sts:ExternalId` restricts it to some, but statements are alternatives: beside one without a condition, or with none but the account, the restriction has no effect.",
  fix: "Remove the statement without the condition, or the list of users if all are meant.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    twoStatements(
      assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2")),
      assuming('{ "Service": «"redshift.amazonaws.com"» }', '"sts:AssumeRole"'),
    ),
    twoStatements(
      assuming('{ "Service": ["events.amazonaws.com", «"redshift.amazonaws.com"»] }', '"sts:AssumeRole"'),
      assuming(both, '["sts:AssumeRole", "sts:TagSession"]', asking("us-west-2")),
    ),
    twoStatements(
      assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2")),
      assuming(
        '{ "Service": «"redshift.amazonaws.com"» }',
        '"sts:AssumeRole"',
        ', "Condition": { "StringEquals": { "aws:SourceAccount": "210000000001" } }',
      ),
    ),
    twoStatements(
      assuming('{ "Service": «"redshift.us-west-2.amazonaws.com"» }', '"sts:AssumeRole"'),
      assuming('{ "Service": "redshift.us-west-2.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2")),
    ),
  ],
  good: [
    twoStatements(
      assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2")),
      assuming(
        '{ "Service": "redshift.amazonaws.com" }',
        '"sts:AssumeRole"',
        ', "Condition": { "StringEquals": { "aws:SourceAccount": "210000000002" } }',
      ),
    ),
    twoStatements(
      assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2")),
      assuming(
        '{ "Service": "redshift.amazonaws.com" }',
        '"sts:AssumeRole"',
        ', "Condition": { "StringEquals": { "aws:SourceAccount": "210000000001" }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:210000000001:cluster:reports" } }',
      ),
    ),
    twoStatements(
      assuming(both, '"sts:AssumeRole"', asking("us-west-2")),
      assuming(both, '["sts:TagSession", "sts:SetContext", "sts:SetSourceIdentity"]'),
    ),
    twoStatements(
      assuming('{ "Service": "redshift.us-east-1.amazonaws.com" }', '"sts:AssumeRole"'),
      assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2")),
    ),
    twoStatements(
      assuming('{ "Service": "events.amazonaws.com" }', '"sts:AssumeRole"'),
      assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2")),
    ),
    twoStatements(
      assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"'),
      assuming('{ "AWS": "arn:aws:iam::210000000001:role/RoleA" }', '"sts:AssumeRole"', asking("us-west-2")),
    ),
    twoStatements(
      `${assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"')}, ${assuming('{ "Service": "redshift.amazonaws.com" }', '"sts:AssumeRole"', asking("us-west-2"))}`,
      assuming('{ "AWS": "*" }', '"sts:AssumeRole"', asking("us-west-2"))
        .replace("Allow", "Deny")
        .replace("StringEquals", "StringNotEquals"),
    ),
  ],
  needs: ["statements", "condition"],
  *run(policy) {
    const grants = roleGrants(policy);
    const restricted = restrictedBy(grants);
    if (restricted.size === 0) return;
    for (const open of grants) {
      const { conditions } = open.statement;
      if (!conditions.every(isAboutAccount)) continue;
      for (const service of open.redshift) {
        const cancelled = restricted.get(nameOf(service));
        if (cancelled === undefined || !conditions.every((condition) => isMetByUsers(condition, cancelled))) continue;
        // A Deny of all others keeps the list.
        if (isHeldToItsValues(policy, service)) continue;
        yield {
          at: service.value,
          details: `Through ${quoteWhole(service.value.value)} in this statement every database user can use the role, so the list of users in another statement restricts nothing. Remove one of the two.`,
          related: relatedTo(cancelled),
        };
        break;
      }
    }
  },
};

/** The role's own account, which its clusters all have. */
function isAboutAccount(condition: Condition): boolean {
  return condition.lowerKey === "aws:sourceaccount" && asksForValues(condition);
}

/** More are not compared: policies come from whoever writes them. */
const mostAccounts = 20;

/** The accounts of the database users that a grant lists. */
const accountsOf = rememberLast(({ users }: RoleGrant): readonly string[] =>
  [...new Set(users.map(({ account }) => account))].slice(0, mostAccounts),
);

/** Whether requests of the database users' account meet it. */
function isMetByUsers({ operator, values }: Condition, restricted: RoleGrant): boolean {
  const wildcards = operator?.base.wildcards === true;
  return accountsOf(restricted).some((account) =>
    values.some(({ value }) => (wildcards ? matchesPattern(value, account) : value === account)),
  );
}

/** The first grant that lists users for a service in a Region, and for the service in whatever Region. */
function restrictedBy(grants: readonly RoleGrant[]): ReadonlyMap<string, RoleGrant> {
  const first = new Map<string, RoleGrant>();
  for (const grant of grants) {
    if (grant.users.length === 0) continue;
    for (const { service, region } of grant.redshift) {
      for (const name of [nameOf({ service, region }), nameOf({ service, region: undefined })]) {
        if (!first.has(name)) first.set(name, grant);
      }
    }
  }
  return first;
}

/** The principal without a Region is every Region's. */
function nameOf({ service, region }: Pick<RedshiftService, "service" | "region">): string {
  return region === undefined ? service : `${service} in ${region}`;
}

function relatedTo({ users }: RoleGrant) {
  return users.slice(0, 1).map(({ value }) => ({ at: value, label: "restricts nothing beside it" }));
}
