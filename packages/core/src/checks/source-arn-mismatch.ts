import type { Check } from "../check.ts";
import { isAccountId } from "../policy/arn.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { regions as knownRegions } from "../policy/region.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { trusting } from "../redshift/example-text.ts";
import { isForRedshiftOnly, type RoleGrant, roleGrants } from "../redshift/role-grant.ts";
import { type SourceArn, sourceAccounts, sourceArns } from "../redshift/source.ts";

const cluster = '"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"';

export const sourceArnMismatch: Check = {
  id: "source-arn-mismatch",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "`aws:SourceArn` contradicts the rest of the statement",
  why: "The cluster or workgroup in `aws:SourceArn` has one account and one Region. When the statement trusts the Redshift of another Region, names database users of another Region, or asks for another `aws:SourceAccount`, no request meets all of it.",
  fix: "Make the Region and the account the same everywhere in the statement.",
  learnMoreLink: awsPage.confusedDeputy,
  bad: [
    trusting('{ "Service": "redshift.us-east-1.amazonaws.com" }', `{ "ArnLike": { "aws:SourceArn": «${cluster}» } }`),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      `{ "ArnLike": { "aws:SourceArn": «${cluster}» }, "StringEquals": { "aws:SourceAccount": "210000000002" } }`,
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      `{ "ArnLike": { "aws:SourceArn": «${cluster}» }, "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-east-1:210000000001:dbuser:analytics/etl" } }`,
    ),
  ],
  good: [
    trusting(
      '{ "Service": "redshift.us-west-2.amazonaws.com" }',
      `{ "ArnLike": { "aws:SourceArn": ${cluster} }, "StringEquals": { "aws:SourceAccount": "210000000001" } }`,
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:210000000001:cluster:*" } }',
    ),
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      if (grant.statement.conditions.length === 0 || !isForRedshiftOnly(grant)) continue;
      for (const arn of sourceArns(grant.statement)) {
        // A Region or account that is none has a finding of its own.
        if (!isPossible(arn)) continue;
        const contradiction = contradictionOf(arn, grant);
        if (contradiction === undefined) continue;
        yield {
          at: arn.value.node,
          details: `\`${arn.value.value}\` ${contradiction}: no request meets both. Make them agree.`,
        };
      }
    }
  },
};

function isPossible({ region, account }: SourceArn): boolean {
  return (hasWildcard(region) || knownRegions.has(region)) && (hasWildcard(account) || isAccountId(account));
}

function contradictionOf(arn: SourceArn, grant: RoleGrant): string | undefined {
  const regions = grant.redshift.map(({ region }) => region);
  const isKnown = (region: string | undefined): boolean => region !== undefined && knownRegions.has(region);
  if (regions.every(isKnown) && !regions.some((region) => matchesPattern(arn.region, region as string))) {
    return `is in \`${arn.region}\`, but only the Redshift of \`${regions.join("`, `")}\` is trusted`;
  }
  const accounts = sourceAccounts(grant.statement).filter(({ value }) => isAccountId(value) || hasWildcard(value));
  const meets = (a: string, b: string): boolean => matchesPattern(a, b) || matchesPattern(b, a);
  if (arn.account !== "" && accounts.length > 0 && !accounts.some(({ value }) => meets(arn.account, value))) {
    return `is in account \`${arn.account}\`, but \`aws:SourceAccount\` asks for \`${accounts[0]?.value}\``;
  }
  const { users, asked } = grant;
  // A contradiction of accounts stands at the database user.
  if (users.length === 0 || users.length < asked.length) return undefined;
  if (users.some(({ region }) => meets(arn.region, region))) return undefined;
  return `is in \`${arn.region}\`, but the database users are in \`${users[0]?.region}\``;
}
