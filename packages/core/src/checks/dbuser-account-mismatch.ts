import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isAccountId } from "../policy/arn.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { sourceAccounts, sourceArns } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isForRedshiftOnly, roleGrants } from "../redshift/role-grant.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';

export const dbuserAccountMismatch: Check = {
  id: "dbuser-account-mismatch",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "The database user's account contradicts the rest of the statement",
  why: "A database user, its cluster or workgroup, `aws:SourceAccount` and the account in `aws:SourceArn` are all of one account. Conditions that name two accounts cannot hold together.",
  fix: "Write the same account in all of them.",
  learnMoreLink: awsPage.confusedDeputy,
  bad: [
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"», "aws:SourceAccount": "210000000002" } }',
    ),
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"» }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:210000000002:cluster:analytics" } }',
    ),
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000002-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl"» } }',
    ),
  ],
  good: [
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", "aws:SourceAccount": "210000000001" } }',
    ),
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-2024-trial/etl" } }',
    ),
    trusting(
      redshift,
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:*:210000000001:dbuser:*/*" }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:*:cluster:*" } }',
    ),
  ],
  contradiction: true,
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      if (grant.users.length === 0 || grant.redshift.length === 0) continue;
      // An impossible account has a finding of its own.
      const accounts = sourceAccounts(grant.statement).filter(({ value }) => isAccountId(value) || hasWildcard(value));
      const arns = sourceArns(grant.statement).filter(({ account }) => isAccountId(account) || hasWildcard(account));
      const meets = (account: string, pattern: string): boolean =>
        matchesPattern(pattern, account) || matchesPattern(account, pattern);
      for (const { value, serverless, account } of grant.users) {
        if (serverless !== undefined && !meets(account, serverless.account)) {
          const details = `The ARN names two accounts, ${quoteWhole(account)} and ${quoteWhole(serverless.account)}; a workgroup's database users are in its own account, so no user has it. Write the same account twice.`;
          yield { at: value, details };
          continue;
        }
        if (!isForRedshiftOnly(grant)) continue;
        const [source] = accounts;
        if (source !== undefined && !accounts.some((other) => meets(account, other.value))) {
          const details = `The database user is in account ${quoteWhole(account)}, but \`aws:SourceAccount\` asks for ${quoteWhole(source.value)}: both cannot hold. Write one account in both.`;
          yield { at: value, details, related: [{ at: source, label: "asks for another account" }] };
          continue;
        }
        const [arn] = arns;
        if (arn !== undefined && !arns.some((other) => meets(account, other.account))) {
          const details = `The database user is in account ${quoteWhole(account)}, but \`aws:SourceArn\` asks for account ${quoteWhole(arn.account)}: both cannot hold. Write one account in both.`;
          yield { at: value, details, related: [{ at: arn.value, label: "is in another account" }] };
        }
      }
    }
  },
};
