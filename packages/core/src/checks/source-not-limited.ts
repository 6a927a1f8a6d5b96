import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { Condition, PolicyDocument } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { sourceArnValues } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type RoleGrant, roleDenials, roleGrants } from "../redshift/role-grant.ts";
import { deniesOtherOwners, namesOwner } from "../redshift/source-owner.ts";
import { rememberLast } from "../remember-last.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';

export const sourceNotLimited: Check = {
  id: "source-not-limited",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "The condition on the source lets other accounts' clusters in",
  why: "`aws:SourceAccount` and `aws:SourceArn` keep Redshift from assuming the role for somebody else's cluster. A `Not` operator lets in all but the one that is named, `…IfExists` also whoever comes without the key, and an ARN with `*` for the account every account.",
  fix: "Ask for your account under `StringEquals` on `aws:SourceAccount`, and for the cluster under `ArnLike` on `aws:SourceArn`.",
  learnMoreLink: awsPage.confusedDeputy,
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { "aws:SourceArn": «"arn:aws:redshift:*:*:cluster:*"» } } }, { "Effect": "Deny", "Principal": { "Service": "glue.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "aws:SourceAccount": "210000000001" } } }] }',
    trusting(redshift, '{ "StringNotEquals": { "aws:SourceAccount": «"210000000001"» } }'),
    trusting(redshift, '{ "StringEqualsIfExists": { "aws:SourceAccount": «"210000000001"» } }'),
    trusting(
      redshift,
      '{ "ArnNotLike": { "aws:SourceArn": «"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"» } }',
    ),
    trusting(redshift, '{ "ArnLike": { "aws:SourceArn": «"arn:aws:redshift:*:*:cluster:*"» } }'),
    trusting(redshift, '{ "StringLike": { "aws:SourceArn": «"arn:aws:redshift:*"» } }'),
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:*:cluster:*" } } }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:SourceAccount": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:*:cluster:*" } } }, { "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "aws:SourceAccount": "210000000001" } } }] }',
    trusting(
      redshift,
      '{ "StringEquals": { "aws:SourceAccount": "210000000001" }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:*:cluster:analytics" } }',
    ),
    trusting(
      redshift,
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:210000000001:*" }, "ArnNotLike": { "aws:SourceArn": "arn:aws:redshift:*:210000000001:cluster:staging" } }',
    ),
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:*:cluster:analytics" } }',
    ),
    trusting('{ "Service": "glue.amazonaws.com" }', '{ "StringNotEquals": { "aws:SourceAccount": "210000000001" } }'),
  ],
  needs: ["condition"],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      if (grant.redshift.length === 0 || isLimited(grant) || deniesOthers(policy)) continue;
      for (const condition of grant.statement.conditions) {
        const reason = reasonOf(condition);
        const [value] = condition.values;
        if (reason === undefined || value === undefined) continue;
        yield {
          at: value,
          details: `${reason} Ask for your own account under \`StringEquals\` on \`aws:SourceAccount\`.`,
        };
      }
      for (const value of sourceArnValues(grant.statement)) {
        if (!isOfAnyAccount(value.value)) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} lets Redshift assume the role for clusters of every account. Write your account into the ARN, or ask for it under \`StringEquals\` on \`aws:SourceAccount\`.`,
        };
      }
    }
  },
};

const sourceKeys: ReadonlySet<string> = new Set(["aws:sourceaccount", "aws:sourcearn"]);

/** Whether the statement asks for the account or the organization of the cluster, or for database users of an account. */
function isLimited({ statement, users }: RoleGrant): boolean {
  return (users.length > 0 && users.every(({ account }) => isAccountId(account))) || statement.conditions.some(limits);
}

function limits(condition: Condition): boolean {
  const { lowerKey, values } = condition;
  if (!asksForValues(condition) || holdsWithoutKey(condition)) return false;
  return namesOwner(lowerKey, values);
}

function isOfAnyAccount(arn: string): boolean {
  const account = parseArn(arn)?.account;
  return account === undefined ? hasWildcard(arn) && !/\d{12}/.test(arn) : /^[*?]+$/.test(account);
}

const deniesOthers = rememberLast((policy: PolicyDocument): boolean =>
  roleDenials(policy).some(({ statement }) => deniesOtherOwners(statement)),
);

function reasonOf({ lowerKey, key, operator, operatorName }: Condition): string | undefined {
  if (!sourceKeys.has(lowerKey) || operator === undefined || operator.base.type === "Null") return undefined;
  const name = quoteWhole(operatorName.value);
  if (operator.base.negated) return `${name} on ${quoteWhole(key)} lets in every source but those that are named.`;
  return operator.ifExists ? `${name} also holds for a request without ${quoteWhole(key)}.` : undefined;
}
