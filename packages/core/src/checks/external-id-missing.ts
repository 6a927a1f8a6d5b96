import { assumedAccount } from "../assumed-values.ts";
import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { aboutTheRequest, namesCaller } from "../facts/caller-condition.ts";
import { parseArn } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { AwsPrincipal } from "../policy/aws-principal.ts";
import type { Condition, PolicyDocument, Statement } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isClosedByDeny, isHeldToSome } from "../redshift/closed-by-deny.ts";
import { isExampleAccount } from "../redshift/example-values.ts";
import { isMisspeltExternalId } from "../redshift/misspelt-key.ts";
import { type RoleGrant, roleGrants } from "../redshift/role-grant.ts";
import { vendorOf } from "../redshift/vendors.ts";
import { rememberLast } from "../remember-last.ts";

export const externalIdMissing: Check = {
  id: "external-id-missing",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Another account can assume the role without an ExternalId",
  why: "A vendor assumes the roles of many customers. Without an `sts:ExternalId` condition, another customer of the vendor who knows the role's ARN can have the vendor use it for them: the confused deputy. Roles and users named one by one, as role chaining does, are left alone unless they are a known vendor's.",
  fix: "Add `StringEquals` on `sts:ExternalId` with the value that the vendor shows for you. If the account is your own, name the role that needs the access instead of the whole account.",
  learnMoreLink: awsPage.thirdParty,
  bad: [
    trusting('{ "AWS": «"arn:aws:iam::568237466542:root"» }'),
    trusting('{ "AWS": ["arn:aws:iam::210000000001:role/etl", «"210000000002"»] }'),
    trusting('{ "AWS": «"arn:aws:iam::595280932656:role/segment-s3-integration-production-access"» }'),
    trusting('{ "AWS": «"422074288268"» }', '{ "Bool": { "aws:SecureTransport": "true" } }'),
    trusting('{ "AWS": «"210000000002"» }', '{ "Bool": { "aws:SecureTransport": "true" } }'),
    trusting('{ "AWS": «"210000000002"» }', '{ "StringLike": { "sts:RoleSessionName": "*" } }'),
    trusting('{ "AWS": «"210000000002"» }', '{ "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }'),
    trusting('{ "AWS": «"210000000002"» }', '{ "NotIpAddress": { "aws:SourceIp": "192.0.2.0/24" } }'),
    trusting('{ "AWS": «"210000000002"» }', '{ "IpAddress": { "aws:SourceIp": "0.0.0.0/0" } }'),
    trusting('{ "AWS": «"210000000002"» }', '{ "Bool": { "aws:PrincipalIsAWSService": "false" } }'),
    trusting(
      '{ "AWS": «"210000000002"» }',
      '{ "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"568237466542"» }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "568237466542" }, "Condition": { "StringEquals": { "sts:ExternalId": "org-old" } }, "Action": "sts:AssumeRole" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"568237466542"» }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Condition": { "Null": { "sts:ExternalId": "true" } }, "Action": "sts:AssumeRole" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"568237466542"» }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Condition": { "StringNotLike": { "sts:ExternalId": "*" } }, "Action": "sts:AssumeRole" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"568237466542"» }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "422074288268" }, "Condition": { "StringNotEquals": { "sts:ExternalId": "ws-7d0c" } }, "Action": "sts:AssumeRole" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"568237466542"» }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "568237466542" }, "Condition": { "StringNotEquals": { "sts:ExternalId": "org-7d0c" }, "NotIpAddress": { "aws:SourceIp": "192.0.2.0/24" } }, "Action": "sts:AssumeRole" }] }',
  ],
  good: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { "sts:ExternalId": "7d0c5f5e-org" } }'),
    trusting('{ "AWS": "arn:aws:iam::210000000001:role/RoleA" }'),
    trusting('{ "AWS": "arn:aws:iam::210000000001:user/analyst" }'),
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }'),
    trusting('{ "AWS": "210000000001" }', '{ "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } }'),
    trusting('{ "AWS": "210000000001" }', '{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }'),
    trusting('{ "Service": "redshift.amazonaws.com" }'),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::595280932656:role/segment-s3-integration-production-access" }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "595280932656" }, "Condition": { "StringNotEquals": { "sts:ExternalId": "hT7bKq2Zx" } }, "Action": "sts:AssumeRole" }] }',
    trusting(
      '{ "AWS": "arn:aws:iam::210000000001:root" }',
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
  ],
  *run(policy) {
    const grants = roleGrants(policy).filter(({ aws }) => aws.length > 0);
    if (grants.length === 0) return;
    for (const grant of grants) {
      const { statement } = grant;
      if (grant.externalIds.length > 0 || statement.conditions.some(isMisspeltExternalId)) continue;
      for (const principal of grant.aws) {
        const isClosed = isClosedByDeny(policy, principal);
        if (isClosed && isHeldToSome(policy, principal)) continue;
        const how = isClosed
          ? "with whatever ExternalId, since the Deny asks only that one be sent"
          : "without an ExternalId";
        const details = detailsFor(principal, grant, policy, how);
        if (details !== undefined) yield { at: principal.value, details };
      }
    }
  },
};

function detailsFor(
  principal: AwsPrincipal,
  grant: RoleGrant,
  policy: PolicyDocument,
  how: string,
): string | undefined {
  const { account, partition, kind } = principal;
  if (account === undefined) return undefined;
  const vendor = vendorOf(account, partition);
  if (vendor !== undefined) {
    return `${vendor.name} (account ${account}) can assume the role ${how}, so ${vendor.name}'s other customers could have it used for them. Add \`StringEquals\` on \`sts:ExternalId\` with your value (${vendor.externalId}).`;
  }
  if (kind !== "account" || isLimited(grant.statement) || ownAccounts(policy).has(account)) return undefined;
  const example = isExampleAccount(account) ? " It is an example account of AWS's documentation." : "";
  return `Every principal of account ${account} that its administrators allow can assume the role, ${how}.${example} If the account is not yours, add \`StringEquals\` on \`sts:ExternalId\` with the value that its owner gives you; if it is, name the role or user instead of the account.`;
}

const isLimited = rememberLast(({ conditions }: Statement): boolean => conditions.some(limitsCaller));

function limitsCaller(condition: Condition): boolean {
  const { lowerKey, operator, values } = condition;
  if (operator === undefined) return true;
  if (aboutTheRequest.has(lowerKey) || !asksForValues(condition) || holdsWithoutKey(condition)) return false;
  if (operator.base.type === "IpAddress") return namesCaller(condition);
  return !(operator.base.wildcards && values.some(({ value }) => /^\*+$/.test(value)));
}

/**
 * Accounts that the policy itself shows to be the role's: the one that a template is deployed to, those of its SAML and
 * OIDC providers, and of Redshift's own sources.
 */
const ownAccounts = rememberLast((policy: PolicyDocument): ReadonlySet<string> => {
  const own = new Set<string>([assumedAccount]);
  for (const statement of policy.statements) {
    for (const entry of statement.principal?.entries ?? []) {
      if (entry.type !== "Federated") continue;
      for (const { value } of entry.values) own.add(parseArn(value)?.account ?? "");
    }
  }
  for (const grant of roleGrants(policy)) {
    if (grant.redshift.length === 0) continue;
    for (const user of grant.users) own.add(user.account);
    for (const condition of grant.statement.conditions) {
      if (condition.lowerKey === "aws:sourceaccount") for (const { value } of condition.values) own.add(value);
    }
  }
  return own;
});
