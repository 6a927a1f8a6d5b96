import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type RedshiftService, type RoleGrant, roleGrants } from "../redshift/role-grant.ts";
import { plainValue } from "../syntax/node.ts";

const twoStatements = (first: string, second: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${first}, "Action": "sts:AssumeRole" }, { "Effect": "Allow", ${second}, "Action": "sts:AssumeRole" }] }`;

export const globalPrincipalBesideRegional: Check = {
  id: "global-principal-beside-regional",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "The global Redshift principal cancels the restriction to Regions",
  why: "`redshift.amazonaws.com` is Redshift in every Region. Beside it, a list of `redshift.<region>.amazonaws.com` restricts nothing.",
  fix: "Remove `redshift.amazonaws.com` to keep the restriction, or the regional names if every Region is meant. An opt-in Region is not counted: its regional name can be needed beside the global one.",
  learnMoreLink: awsPage.regions,
  bad: [
    trusting('{ "Service": [«"redshift.amazonaws.com"», "redshift.us-east-1.amazonaws.com"] }'),
    twoStatements(
      '"Principal": { "Service": ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] }',
      '"Principal": { "Service": «"redshift.amazonaws.com"» }',
    ),
  ],
  good: [
    trusting('{ "Service": ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] }'),
    trusting('{ "Service": ["redshift.amazonaws.com", "redshift.ap-east-1.amazonaws.com"] }'),
    trusting('{ "Service": ["redshift.amazonaws.com", "scheduler.redshift.amazonaws.com"] }'),
    twoStatements(
      '"Principal": { "Service": "redshift.us-east-1.amazonaws.com" }',
      '"Principal": { "Service": "redshift.amazonaws.com" }, "Condition": { "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
  ],
  *run(policy) {
    const grants = roleGrants(policy);
    const restrictions = restrictionsBy(grants);
    if (restrictions.size === 0) return;
    const all = [...restrictions.values()].flat().sort((a, b) => a.value.start - b.value.start);
    for (const grant of grants) {
      const everywhere = grant.redshift.find(({ service, region }) => service === "redshift" && region === undefined);
      if (everywhere === undefined) continue;
      // Without a condition it does whatever others do; with one, what others do under the same.
      const isOpen = grant.statement.conditions.length === 0;
      const cancelled = isOpen ? all : (restrictions.get(conditionOf(grant)) ?? []);
      if (cancelled.length === 0) continue;
      const names = cancelled.map(({ value }) => `${quoteWhole(value.value)}`).join(", ");
      yield {
        at: everywhere.value,
        details: `${quoteWhole(everywhere.value.value)} is Redshift in every Region, so ${names} ${cancelled.length === 1 ? "restricts" : "restrict"} nothing. Remove the global name, or the regional ones if every Region is meant.`,
        related: cancelled.map(({ value }) => ({ at: value, label: "restricts nothing beside the global name" })),
      };
    }
  },
};

/** The regional principals of a policy, by the condition of their statement. */
function restrictionsBy(grants: readonly RoleGrant[]): ReadonlyMap<string, readonly RedshiftService[]> {
  const found = new Map<string, RedshiftService[]>();
  for (const grant of grants) {
    const own = grant.redshift.filter(isRestriction);
    if (own.length === 0) continue;
    const condition = conditionOf(grant);
    const others = found.get(condition);
    if (others === undefined) found.set(condition, own);
    else for (const each of own) others.push(each);
  }
  return found;
}

function isRestriction({ service, region }: RedshiftService): boolean {
  return service === "redshift" && region !== undefined && regions.get(region)?.optIn === false;
}

function conditionOf({ statement }: RoleGrant): string {
  return statement.condition === undefined ? "" : JSON.stringify(plainValue(statement.condition.value));
}
