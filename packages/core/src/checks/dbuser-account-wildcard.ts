import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isAccountId } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { Condition, Statement } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { sourceAccounts, sourceArns } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { looksLikeDbUser, readDbUser } from "../redshift/db-user.ts";
import { isAnyExternalId } from "../redshift/external-id.ts";
import { isStar } from "../redshift/redshift-action.ts";
import { roleGrants } from "../redshift/role-grant.ts";

const asking = (value: string): string =>
  trusting('{ "Service": "redshift.amazonaws.com" }', `{ "StringLike": { "sts:ExternalId": ${value} } }`);

export const dbuserAccountWildcard: Check = {
  id: "dbuser-account-wildcard",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "The pattern matches database users of every account",
  why: "Under `StringLike` a `*` matches any characters, colons and slashes included. Where it stands for the account, or reaches across it, database users of all accounts match.",
  fix: "Write the role's own account: `arn:aws:redshift:<region>:<account>:dbuser:<cluster>/<user>`.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    asking('«"arn:aws:redshift:us-west-2:*:dbuser:analytics/etl"»'),
    asking('«"arn:aws:redshift:*:dbuser:analytics/etl"»'),
    asking('«"*/etl"»'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:*:dbuser:analytics/etl"», "aws:SourceAccount": "*" } }',
    ),
  ],
  good: [
    asking('"arn:aws:redshift:*:210000000001:dbuser:*/*"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/*"'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:*:*:dbuser:analytics/etl" }, "StringEquals": { "aws:SourceAccount": "210000000001" } }',
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:us-west-2:*:dbuser:*/etl" }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" } }',
    ),
    asking('"arn:aws:redshift:*:*:dbuser:serverless-210000000001-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl"'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:us-west-2:*:dbuser:analytics/etl" }, "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" } }',
    ),
  ],
  *run(policy) {
    for (const { redshift, externalIds, statement } of roleGrants(policy)) {
      if (redshift.length === 0 || externalIds.length === 0 || namesItsAccount(statement)) continue;
      for (const condition of externalIds) {
        if (!asksForValues(condition) || condition.operator?.base.wildcards !== true) continue;
        for (const value of condition.values) {
          if (
            !value.value.includes("*") ||
            isAnyExternalId(value.value) ||
            value.value.includes("${") ||
            // Digits that are no account have a finding of their own.
            /:[\d-]{4,}:|:dbuser:serverless-\d{12}-/.test(value.value)
          )
            continue;
          if (!looksLikeDbUser(value.value) && !/^(?:\*|arn:)/.test(value.value)) continue;
          // Where the account has no wildcard of its own, one before or behind it reaches across.
          const reach = hasWildcard(readDbUser(value)?.account ?? "")
            ? "since the account is left open"
            : "since `*` also matches `:` and `/`";
          yield {
            at: value,
            details: `${quoteWhole(value.value)} matches database users of every account, ${reach}. Write the account's 12 digits.`,
          };
        }
      }
    }
  },
};

/** Whether the statement holds the requests to certain accounts or organizations, whatever its ExternalId. */
function namesItsAccount(statement: Statement): boolean {
  if (statement.conditions.some(namesOrganization)) return true;
  const accounts = sourceAccounts(statement);
  if (accounts.length > 0 && !accounts.some(({ value }) => isStar(value))) return true;
  const arns = sourceArns(statement);
  return arns.length > 0 && arns.every(({ account }) => isAccountId(account));
}

function namesOrganization(condition: Condition): boolean {
  const { lowerKey, values } = condition;
  if (lowerKey !== "aws:sourceorgid" && lowerKey !== "aws:sourceorgpaths") return false;
  return asksForValues(condition) && !holdsWithoutKey(condition) && !values.some(({ value }) => isStar(value));
}
