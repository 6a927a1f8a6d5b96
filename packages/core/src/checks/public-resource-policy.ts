import type { Check } from "../check.ts";
import { letsStrangersIn, namesCaller } from "../facts/caller-condition.ts";
import { isAllow, type PolicyDocument, type Statement } from "../policy/document.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { deniesOthers } from "../redshift/closed-to-others.ts";
import { allows, beginsWithRedshift } from "../redshift/redshift-action.ts";

const namespace = '"arn:aws:redshift-serverless:us-west-2:210000000001:namespace/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"';

export const publicResourcePolicy: Check = {
  id: "public-resource-policy",
  findingType: "SECURITY_WARNING",
  policyTypes: ["resource"],
  title: "Every AWS account may use the namespace, the snapshot or the key",
  why: "The policy of a Redshift namespace says which accounts may share data or set up integrations with it, that of a snapshot of Redshift Serverless which may restore it, that of a KMS key who may use what it encrypts. A `*` principal stands for every account there is; `kms:ViaService` does not change that, since every account can come through Redshift.",
  fix: "Name the accounts, or ask for your organization under `StringEquals` on `aws:PrincipalOrgID`, for a key also for your account on `kms:CallerAccount`.",
  learnMoreLink: awsPage.zeroEtl,
  bad: [
    {
      policyType: "resource",
      resourceType: "AWS::RedshiftServerless::Namespace",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «"*"», "Action": "redshift:CreateInboundIntegration" }] }',
    },
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «"*"», "Action": "redshift:*", "Resource": ${namespace} }] }`,
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "redshift-serverless:RestoreFromSnapshot", "Resource": "arn:aws:redshift-serverless:us-west-2:210000000001:snapshot/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "redshift.us-west-2.amazonaws.com" }, "Bool": { "kms:GrantIsForAWSResource": "true" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "redshift.us-west-2.amazonaws.com" } } }] }',
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «"*"», "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace}, "Condition": { "StringLike": { "aws:PrincipalOrgID": "o-*" } } }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «"*"», "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }, { "Effect": "Deny", "Principal": "*", "Action": "redshift:DeleteInboundIntegration", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }`,
    {
      policyType: "resource",
      resourceType: "AWS::KMS::Key",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "Bool": { "kms:GrantIsForAWSResource": "true" } } }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::KMS::Key",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::KMS::Key",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "StringNotEquals": { "kms:CallerAccount": "210000000002" }, "StringEquals": { "aws:RequestedRegion": "us-west-2" } } }] }',
    },
  ],
  good: [
    {
      policyType: "resource",
      resourceType: "AWS::KMS::Key",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:aws:datazone:domainId": "dzd_4bxk29fj3mq7zp" } } }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "redshift.us-west-2.amazonaws.com", "aws:PrincipalTag/domain": "dzd_4bxk29fj3mq7zp" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "redshift.us-west-2.amazonaws.com", "kms:CallerAccount": "210000000001" } } }] }',
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "210000000002" }, "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace}, "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }] }`,
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": ["redshift-data:*", "kms:*"], "Resource": "*" }] }',
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }, { "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }`,
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement) || statement.conditions.some(namesCaller)) continue;
      if (!isOfNamespace(statement, policy) && !isOfKey(statement, policy)) continue;
      if (deniesOthers(policy, statement)) continue;
      const { bare, entries = [] } = statement.principal ?? {};
      const named = entries.flatMap(({ type, values }) => (type === "AWS" ? values : []));
      const anyone = [...(bare === undefined ? [] : [bare]), ...named].find(({ value }) => value === "*");
      if (anyone === undefined) continue;
      yield {
        at: anyone,
        details:
          "Principals of any AWS account are allowed these actions. Name the accounts, or ask for your organization under `StringEquals` on `aws:PrincipalOrgID`.",
      };
    }
  },
};

/** Policies of VPC endpoints, which look alike, name no namespace and no snapshot; those of one need not. */
function isOfNamespace({ action, resource }: Statement, { resourceType }: PolicyDocument): boolean {
  const isNamed =
    resource === undefined
      ? resourceType?.startsWith("AWS::Redshift") === true
      : resource.values.some(({ value }) => namespaceArn.test(value));
  return isNamed && action?.values.some(beginsWithRedshift) === true;
}

const namespaceArn = /^arn:[^:]*:redshift(?:-serverless)?:[^:]*:[^:]*:(?:namespace|datashare|snapshot)[:/]/;

/** Without the type of the resource, a key's policy is known by a condition that only such have. */
function isOfKey(statement: Statement, { resourceType }: PolicyDocument): boolean {
  // What other conditions, as on the encryption context, leave open is not known.
  const limitsNobody = statement.conditions.every(
    (condition) => limitingNobody.has(condition.lowerKey) || letsStrangersIn(condition),
  );
  if (resourceType === "AWS::KMS::Key") {
    return allows(statement, "kms:Decrypt") || (limitsNobody && allows(statement, "kms:CreateGrant"));
  }
  return (
    limitsNobody &&
    statement.conditions.some(({ lowerKey }) => lowerKey === "kms:viaservice") &&
    statement.action?.values.some(({ value }) => value.toLowerCase().startsWith("kms:")) === true
  );
}

const limitingNobody: ReadonlySet<string> = new Set(["kms:grantisforawsresource", "kms:viaservice"]);
