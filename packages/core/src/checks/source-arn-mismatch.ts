import type { Check, Problem } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isAccountId } from "../policy/arn.ts";
import type { Statement, Value } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { regions as knownRegions } from "../policy/region.ts";
import { type SourceArn, sourceAccounts, sourceArns } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type DbUserValue, isWorkgroupName } from "../redshift/db-user.ts";
import { isForRedshiftOnly, type RedshiftService, type RoleGrant, roleGrants } from "../redshift/role-grant.ts";

const cluster = '"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"';

const writing = (condition: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme-audit/*", "Condition": { ${condition} } }] }`;

export const sourceArnMismatch: Check = {
  id: "source-arn-mismatch",
  findingType: "ERROR",
  policyTypes: ["trust", "resource"],
  title: "`aws:SourceArn` contradicts the rest of the statement",
  why: "The cluster or workgroup in `aws:SourceArn` has one account and one Region. When the statement trusts the Redshift of another Region, names database users of another Region or cluster, or asks for another `aws:SourceAccount`, no request meets all of it.",
  fix: "Make the Region, the account and the cluster the same everywhere in the statement.",
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
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      `{ "ArnLike": { "aws:SourceArn": «${cluster}» }, "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:reporting/etl" } }`,
    ),
    trusting('{ "Service": "redshift-serverless.amazonaws.com" }', `{ "ArnLike": { "aws:SourceArn": «${cluster}» } }`),
    trusting(
      '{ "Service": "states.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": «"arn:aws:states:us-west-2:210000000002:stateMachine:*"» }, "StringEquals": { "aws:SourceAccount": "210000000001" } }',
    ),
    {
      policyType: "resource",
      policy: writing(
        `"StringEquals": { "aws:SourceAccount": "210000000002" }, "ArnLike": { "aws:SourceArn": «${cluster}» }`,
      ),
    },
  ],
  good: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      `{ "ArnLike": { "aws:SourceArn": ${cluster} }, "StringLike": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:ana*/etl" } }`,
    ),
    trusting(
      '{ "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] }',
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift-serverless:us-west-2:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20" }, "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl" } }',
    ),
    trusting(
      '{ "Service": "redshift.us-west-2.amazonaws.com" }',
      `{ "ArnLike": { "aws:SourceArn": ${cluster} }, "StringEquals": { "aws:SourceAccount": "210000000001" } }`,
    ),
    trusting(
      '{ "Service": ["redshift.amazonaws.com", "states.amazonaws.com"] }',
      '{ "ArnLike": { "aws:SourceArn": ["arn:aws:states:*:210000000001:stateMachine:*", "arn:aws:s3:::staging"] }, "StringEquals": { "aws:SourceAccount": "210000000001" } }',
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:210000000001:cluster:*" } }',
    ),
    {
      policyType: "resource",
      policy: writing(
        '"StringEquals": { "aws:SourceAccount": ["210000000001", "210000000002"] }, "ArnLike": { "aws:SourceArn": ["arn:aws:redshift:us-west-2:210000000001:cluster:*", "arn:aws:s3:::staging"] }',
      ),
    },
  ],
  contradiction: true,
  needs: ["condition"],
  *run(policy) {
    if (policy.type === "resource") {
      for (const statement of policy.statements) yield* accountProblems(statement);
      return;
    }
    for (const grant of roleGrants(policy)) {
      if (grant.statement.conditions.length === 0) continue;
      if (!isForRedshiftOnly(grant)) {
        yield* accountProblems(grant.statement);
        continue;
      }
      const accounts = possibleAccounts(grant.statement);
      const regions = [...new Set(grant.redshift.map(({ region }) => region))];
      for (const arn of sourceArns(grant.statement)) {
        // An impossible Region or account has a finding of its own.
        if (!isPossible(arn)) continue;
        const contradiction = contradictionOf(arn, grant, { accounts, regions });
        if (contradiction === undefined) continue;
        yield problemAt(arn, contradiction);
      }
    }
  },
};

function possibleAccounts(statement: Statement): Value[] {
  return sourceAccounts(statement).filter(({ value }) => isAccountId(value) || hasWildcard(value));
}

/** More are not compared. */
const mostAccounts = 100;

/** Of any service's sources: that their accounts are not those that the statement asks for. */
function* accountProblems(statement: Statement): Iterable<Problem> {
  if (statement.conditions.length < 2) return;
  const accounts = possibleAccounts(statement);
  if (accounts.length === 0 || accounts.length > mostAccounts) return;
  for (const arn of sourceArns(statement)) {
    const isAccount = hasWildcard(arn.account) || isAccountId(arn.account);
    const contradiction = isAccount ? contradictionOfAccounts(arn, accounts) : undefined;
    if (contradiction !== undefined) yield problemAt(arn, contradiction);
  }
}

function problemAt({ value }: SourceArn, contradiction: string): Problem {
  return { at: value, details: `${quoteWhole(value.value)} ${contradiction}: no request meets both. Make them agree.` };
}

function contradictionOfAccounts({ account }: SourceArn, accounts: readonly Value[]): string | undefined {
  if (account === "" || accounts.length === 0 || accounts.some(({ value }) => meets(account, value))) return undefined;
  return `is in account ${quoteWhole(account)}, but \`aws:SourceAccount\` asks for ${quoteWhole(accounts[0]?.value ?? "")}`;
}

function meets(a: string, b: string): boolean {
  return matchesPattern(a, b) || matchesPattern(b, a);
}

function isPossible({ region, account }: SourceArn): boolean {
  return (hasWildcard(region) || knownRegions.has(region)) && (hasWildcard(account) || isAccountId(account));
}

/** What a statement asks of the source beside its ARN. */
interface Asked {
  readonly accounts: readonly Value[];
  /** Of the principals; undefined for the global name. */
  readonly regions: readonly (string | undefined)[];
}

function contradictionOf(arn: SourceArn, grant: RoleGrant, { accounts, regions }: Asked): string | undefined {
  const isKnown = (region: string | undefined): boolean => region !== undefined && knownRegions.has(region);
  if (regions.every(isKnown) && !regions.some((region) => matchesPattern(arn.region, region as string))) {
    return `is in ${quoteWhole(arn.region)}, but only the Redshift of \`${regions.join("`, `")}\` is trusted`;
  }
  const ofAccounts = contradictionOfAccounts(arn, accounts);
  if (ofAccounts !== undefined) return ofAccounts;
  const cluster = /^cluster:(.+)$/.exec(arn.resource)?.[1];
  if (arn.service === "redshift" && cluster !== undefined && grant.redshift.every(isServerless)) {
    return "is a cluster, but only Redshift Serverless is trusted";
  }
  const { users, asked } = grant;
  // A contradiction of accounts stands at the database user.
  const first = users[0];
  if (first === undefined || users.length < asked.length) return undefined;
  if (!users.some(({ region }) => meets(arn.region, region))) {
    return `is in ${quoteWhole(arn.region)}, but the database users are in ${quoteWhole(first.region)}`;
  }
  const workgroup = arn.service === "redshift-serverless" ? /^workgroup\/(.+)$/.exec(arn.resource)?.[1] : undefined;
  // A workgroup's name says nothing about its ID.
  const isOther = (user: DbUserValue): boolean =>
    cluster !== undefined
      ? !meets(cluster, user.cluster)
      : workgroup !== undefined &&
        !isWorkgroupName(workgroup) &&
        !isWorkgroupName(user.serverless?.workgroup ?? "") &&
        !meets(`serverless-${arn.account}-${workgroup}`, user.cluster);
  return users.every(isOther) ? `is not the cluster of the database users, ${quoteWhole(first.cluster)}` : undefined;
}

function isServerless({ service }: RedshiftService): boolean {
  return service === "redshift-serverless";
}
