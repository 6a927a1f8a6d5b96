import { expect, test } from "vitest";
import type { PolicyType } from "../policy/document.ts";
import type { ResourceType } from "../policy/resource-type.ts";
import { validatePolicy } from "../validate.ts";
import { checks } from "./index.ts";

/*
 * Policies as people write them, of every type, that Access Analyzer has no fault to find with: none of its errors,
 * security warnings and warnings may speak, and its suggestions only where the row names them.
 */
interface Row {
  readonly name: string;
  readonly suggestions?: readonly string[];
  readonly statements: readonly object[];
}

const bucket = "arn:aws:s3:::amzn-s3-demo-bucket";
const objects = `${bucket}/*`;
const account = "111122223333";
const root = { AWS: `arn:aws:iam::${account}:root` };
const org = "o-a1b2c3d4e5";
const github = "token.actions.githubusercontent.com";
const eks = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E";
const oidc = (provider: string) => ({ Federated: `arn:aws:iam::${account}:oidc-provider/${provider}` });
const saml = { Federated: `arn:aws:iam::${account}:saml-provider/Okta` };
const allow = (principal: unknown, action: unknown, resource: unknown, condition?: object) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const trust = (principal: unknown, action: unknown, condition?: object) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const deny = (action: unknown, resource: unknown, condition?: object) => ({
  Effect: "Deny",
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const denyAll = (action: unknown, resource: unknown, condition: object) => ({
  ...deny(action, resource, condition),
  Principal: "*",
});
const grant = (action: unknown, resource: unknown, condition?: object) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

const buckets: readonly Row[] = [
  { name: "public read", statements: [allow("*", "s3:GetObject", objects)] },
  {
    name: "public read from an address range",
    statements: [allow("*", ["s3:GetObject"], [objects], { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })],
  },
  {
    name: "public read but for some addresses",
    statements: [
      allow("*", "s3:GetObject", objects, {
        IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "2001:DB8:1234:5678::/64"] },
        NotIpAddress: { "aws:SourceIp": ["192.0.2.188/32", "2001:DB8:1234:5678:ABCD::/80"] },
      }),
    ],
  },
  {
    name: "CloudFront with origin access control",
    statements: [
      {
        Sid: "AllowCloudFrontServicePrincipalReadOnly",
        ...allow({ Service: "cloudfront.amazonaws.com" }, "s3:GetObject", objects, {
          StringEquals: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/EDFDVBD6EXAMPLE` },
        }),
      },
    ],
  },
  {
    name: "CloudFront with origin access identity",
    statements: [
      allow(
        { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC" },
        "s3:GetObject",
        objects,
      ),
    ],
  },
  {
    name: "load balancer access logs by account",
    statements: [allow({ AWS: "arn:aws:iam::127311923021:root" }, "s3:PutObject", `${bucket}/AWSLogs/${account}/*`)],
  },
  {
    name: "load balancer access logs by service",
    statements: [
      allow(
        { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        "s3:PutObject",
        `${bucket}/AWSLogs/${account}/*`,
        { ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:us-east-1:${account}:loadbalancer/*` } },
      ),
    ],
  },
  {
    name: "CloudTrail",
    statements: [
      allow({ Service: "cloudtrail.amazonaws.com" }, "s3:GetBucketAcl", bucket, {
        StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:us-east-1:${account}:trail/management` },
      }),
      allow({ Service: "cloudtrail.amazonaws.com" }, "s3:PutObject", `${bucket}/AWSLogs/${account}/*`, {
        StringEquals: {
          "s3:x-amz-acl": "bucket-owner-full-control",
          "aws:SourceArn": `arn:aws:cloudtrail:us-east-1:${account}:trail/management`,
        },
      }),
    ],
  },
  {
    name: "AWS Config",
    statements: [
      allow({ Service: "config.amazonaws.com" }, ["s3:GetBucketAcl", "s3:ListBucket"], bucket, {
        StringEquals: { "AWS:SourceAccount": account },
      }),
      allow({ Service: "config.amazonaws.com" }, "s3:PutObject", `${bucket}/AWSLogs/${account}/Config/*`, {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "AWS:SourceAccount": account },
      }),
    ],
  },
  {
    name: "VPC flow logs",
    statements: [
      allow({ Service: "delivery.logs.amazonaws.com" }, "s3:PutObject", `${bucket}/AWSLogs/${account}/*`, {
        StringEquals: { "aws:SourceAccount": account, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:*` },
      }),
    ],
  },
  {
    name: "server access logs",
    statements: [
      allow({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject", `${bucket}/logs/*`, {
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-source" },
        StringEquals: { "aws:SourceAccount": account },
      }),
    ],
  },
  {
    name: "inventory",
    statements: [
      allow({ Service: "s3.amazonaws.com" }, "s3:PutObject", [objects], {
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-source" },
        StringEquals: { "aws:SourceAccount": account, "s3:x-amz-acl": "bucket-owner-full-control" },
      }),
    ],
  },
  {
    name: "mail from SES",
    statements: [
      allow({ Service: "ses.amazonaws.com" }, "s3:PutObject", objects, {
        StringEquals: { "AWS:SourceAccount": account },
        ArnLike: { "AWS:SourceArn": `arn:aws:ses:us-east-1:${account}:receipt-rule-set/rules:receipt-rule/mail` },
      }),
    ],
  },
  {
    name: "Redshift audit logs",
    statements: [
      allow({ Service: "redshift.amazonaws.com" }, ["s3:PutObject", "s3:GetBucketAcl"], [bucket, objects], {
        StringEquals: { "aws:SourceArn": `arn:aws:redshift:us-east-1:${account}:cluster:sales` },
      }),
    ],
  },
  {
    name: "no plain HTTP",
    statements: [denyAll("s3:*", [bucket, objects], { Bool: { "aws:SecureTransport": "false" } })],
  },
  {
    name: "no old TLS",
    statements: [denyAll("s3:*", [bucket, objects], { NumericLessThan: { "s3:TlsVersion": "1.2" } })],
  },
  {
    name: "encryption required",
    statements: [
      denyAll("s3:PutObject", objects, { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } }),
      denyAll("s3:PutObject", objects, { Null: { "s3:x-amz-server-side-encryption": "true" } }),
    ],
  },
  {
    name: "one KMS key required",
    statements: [
      denyAll("s3:PutObject", objects, {
        ArnNotEqualsIfExists: {
          "s3:x-amz-server-side-encryption-aws-kms-key-id": `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        },
      }),
    ],
  },
  {
    name: "another account with full control for the owner",
    statements: [
      allow({ AWS: [account, "arn:aws:iam::444455556666:role/writer"] }, ["s3:PutObject", "s3:PutObjectAcl"], objects, {
        StringEquals: { "s3:x-amz-acl": ["bucket-owner-full-control"] },
      }),
    ],
  },
  {
    name: "the organization",
    statements: [
      allow("*", ["s3:GetObject", "s3:ListBucket"], [bucket, objects], { StringEquals: { "aws:PrincipalOrgID": org } }),
    ],
  },
  {
    name: "an organizational unit",
    statements: [
      allow({ AWS: "*" }, "s3:GetObject", objects, {
        "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${org}/r-ab12/ou-ab12-11111111/*`] },
      }),
    ],
  },
  {
    name: "one VPC endpoint only",
    statements: [
      denyAll("s3:*", [bucket, objects], { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }),
      allow(root, "s3:*", [bucket, objects]),
    ],
  },
  {
    name: "one VPC only, but for administrators",
    statements: [
      denyAll(["s3:GetObject", "s3:PutObject"], objects, {
        StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-11223344556677889" },
        ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/Admin` },
        Bool: { "aws:ViaAWSService": "false" },
      }),
    ],
  },
  {
    name: "home prefixes of users",
    statements: [
      allow(root, "s3:ListBucket", bucket, {
        StringLike: { "s3:prefix": ["home/${aws:username}/*"] },
      }),
      allow(root, ["s3:GetObject", "s3:PutObject"], `${bucket}/home/\${aws:username}/*`),
    ],
  },
  {
    name: "MFA for deletion",
    statements: [
      denyAll("s3:DeleteObject", objects, { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }),
      denyAll("s3:DeleteObject", objects, { NumericGreaterThan: { "aws:MultiFactorAuthAge": 3600 } }),
    ],
  },
  {
    name: "everybody but one role refused",
    statements: [
      {
        Effect: "Deny",
        NotPrincipal: { AWS: [`arn:aws:iam::${account}:role/loader`, `arn:aws:iam::${account}:root`] },
        Action: "s3:*",
        Resource: [bucket, objects],
      },
    ],
  },
  {
    name: "replication from another account",
    statements: [
      allow(
        { AWS: `arn:aws:iam::${account}:role/service-role/replication` },
        ["s3:ReplicateObject", "s3:ReplicateDelete"],
        objects,
      ),
      allow(
        { AWS: `arn:aws:iam::${account}:role/service-role/replication` },
        ["s3:GetBucketVersioning", "s3:PutBucketVersioning"],
        bucket,
      ),
    ],
  },
  {
    name: "canonical user",
    statements: [
      allow(
        { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
        "s3:GetObject",
        objects,
      ),
    ],
  },
  {
    name: "access point delegation",
    statements: [
      allow({ AWS: "*" }, "*", [bucket, objects], { StringEquals: { "s3:DataAccessPointAccount": account } }),
    ],
  },
];

const resources: readonly Row[] = [
  { name: "KMS: the account", statements: [{ Sid: "Enable IAM User Permissions", ...allow(root, "kms:*", "*") }] },
  {
    name: "KMS: key users and grants",
    statements: [
      allow(
        { AWS: `arn:aws:iam::${account}:role/KeyUser` },
        ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        "*",
      ),
      allow(
        { AWS: `arn:aws:iam::${account}:role/KeyUser` },
        ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        "*",
        {
          Bool: { "kms:GrantIsForAWSResource": "true" },
        },
      ),
    ],
  },
  {
    name: "KMS: via a service",
    statements: [
      allow("*", ["kms:Decrypt", "kms:GenerateDataKey*"], "*", {
        StringEquals: { "kms:CallerAccount": account, "kms:ViaService": "s3.us-east-1.amazonaws.com" },
      }),
    ],
  },
  {
    name: "KMS: CloudWatch Logs",
    statements: [
      allow(
        { Service: "logs.us-east-1.amazonaws.com" },
        ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        "*",
        {
          StringLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:us-east-1:${account}:*` },
          StringEquals: { "aws:SourceAccount": account },
        },
      ),
    ],
  },
  {
    name: "SQS: messages of a topic",
    statements: [
      allow({ Service: "sns.amazonaws.com" }, "sqs:SendMessage", `arn:aws:sqs:us-east-1:${account}:orders`, {
        ArnEquals: { "aws:SourceArn": `arn:aws:sns:us-east-1:${account}:orders` },
      }),
    ],
  },
  {
    name: "SQS: events of a bucket",
    statements: [
      allow({ Service: "s3.amazonaws.com" }, "SQS:SendMessage", `arn:aws:sqs:us-east-1:${account}:uploads`, {
        ArnLike: { "aws:SourceArn": bucket },
        StringEquals: { "aws:SourceAccount": account },
      }),
    ],
  },
  {
    name: "SQS: owner",
    statements: [{ Sid: "__owner_statement", ...allow(root, "SQS:*", `arn:aws:sqs:us-east-1:${account}:orders`) }],
  },
  {
    name: "SNS: default policy",
    statements: [
      {
        Sid: "__default_statement_ID",
        ...allow(
          { AWS: "*" },
          ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:Subscribe", "SNS:Publish"],
          `arn:aws:sns:us-east-1:${account}:orders`,
          { StringEquals: { "AWS:SourceOwner": account } },
        ),
      },
    ],
  },
  {
    name: "SNS: alarms",
    statements: [
      allow({ Service: "cloudwatch.amazonaws.com" }, "SNS:Publish", `arn:aws:sns:us-east-1:${account}:alarms`, {
        ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:us-east-1:${account}:alarm:*` },
        StringEquals: { "aws:SourceAccount": account },
      }),
    ],
  },
  {
    name: "Lambda: a bucket",
    statements: [
      allow(
        { Service: "s3.amazonaws.com" },
        "lambda:InvokeFunction",
        `arn:aws:lambda:us-east-1:${account}:function:load`,
        {
          StringEquals: { "AWS:SourceAccount": account },
          ArnLike: { "AWS:SourceArn": bucket },
        },
      ),
    ],
  },
  {
    name: "Lambda: an API",
    statements: [
      allow(
        { Service: "apigateway.amazonaws.com" },
        "lambda:InvokeFunction",
        `arn:aws:lambda:us-east-1:${account}:function:load`,
        { ArnLike: { "AWS:SourceArn": `arn:aws:execute-api:us-east-1:${account}:a1b2c3d4e5/*/GET/orders` } },
      ),
    ],
  },
  {
    name: "Lambda: a function URL",
    statements: [
      allow("*", "lambda:InvokeFunctionUrl", `arn:aws:lambda:us-east-1:${account}:function:load`, {
        StringEquals: { "lambda:FunctionUrlAuthType": "NONE" },
      }),
    ],
  },
  {
    name: "Secrets Manager: another account",
    statements: [allow({ AWS: "arn:aws:iam::444455556666:role/app" }, "secretsmanager:GetSecretValue", "*")],
  },
  {
    name: "EventBridge: the organization",
    statements: [
      allow("*", "events:PutEvents", `arn:aws:events:us-east-1:${account}:event-bus/central`, {
        StringEquals: { "aws:PrincipalOrgID": org },
      }),
    ],
  },
  {
    name: "API Gateway: addresses",
    statements: [
      allow("*", "execute-api:Invoke", `arn:aws:execute-api:us-east-1:${account}:a1b2c3d4e5/*`),
      {
        Effect: "Deny",
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: `arn:aws:execute-api:us-east-1:${account}:a1b2c3d4e5/*`,
        Condition: { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } },
      },
    ],
  },
  {
    name: "Glue: data catalog",
    statements: [
      allow(
        { AWS: "arn:aws:iam::444455556666:root" },
        ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"],
        [
          `arn:aws:glue:us-east-1:${account}:catalog`,
          `arn:aws:glue:us-east-1:${account}:database/sales`,
          `arn:aws:glue:us-east-1:${account}:table/sales/*`,
        ],
      ),
    ],
  },
  {
    name: "OpenSearch: a role",
    statements: [
      allow(
        { AWS: `arn:aws:iam::${account}:role/search` },
        "es:ESHttp*",
        `arn:aws:es:us-east-1:${account}:domain/logs/*`,
      ),
    ],
  },
  {
    name: "Backup vault",
    statements: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "backup:DeleteRecoveryPoint",
        Resource: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": [`arn:aws:iam::${account}:role/BackupAdmin`] } },
      },
    ],
  },
];

const trusts: readonly Row[] = [
  { name: "EC2", statements: [trust({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole")] },
  {
    name: "several services",
    statements: [trust({ Service: ["redshift.amazonaws.com", "glue.amazonaws.com"] }, ["sts:AssumeRole"])],
  },
  {
    name: "Redshift for one account",
    statements: [
      trust({ Service: "redshift.amazonaws.com" }, "sts:AssumeRole", {
        StringEquals: { "aws:SourceAccount": account },
      }),
    ],
  },
  {
    name: "a vendor with an external ID",
    statements: [
      trust({ AWS: "arn:aws:iam::444455556666:root" }, "sts:AssumeRole", {
        StringEquals: { "sts:ExternalId": "a1b2c3d4" },
      }),
    ],
  },
  {
    name: "another account with MFA",
    statements: [trust({ AWS: "444455556666" }, "sts:AssumeRole", { Bool: { "aws:MultiFactorAuthPresent": "true" } })],
  },
  {
    name: "roles of the organization",
    statements: [
      trust({ AWS: "*" }, "sts:AssumeRole", {
        StringEquals: { "aws:PrincipalOrgID": org },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy-*" },
      }),
    ],
  },
  {
    name: "session tags",
    statements: [
      trust({ AWS: `arn:aws:iam::${account}:role/broker` }, ["sts:AssumeRole", "sts:TagSession"], {
        StringEquals: { "aws:RequestTag/team": "bi" },
      }),
    ],
  },
  {
    name: "SAML",
    statements: [
      trust(saml, "sts:AssumeRoleWithSAML", { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } }),
    ],
  },
  {
    name: "SAML with session tags",
    statements: [
      trust(saml, ["sts:AssumeRoleWithSAML", "sts:TagSession"], {
        StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" },
      }),
    ],
  },
  {
    name: "IAM Identity Center",
    statements: [
      trust(
        { Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_a1b2c3d4e5f6_DO_NOT_DELETE` },
        ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
      ),
    ],
  },
  {
    name: "GitHub Actions, one branch",
    suggestions: ["CONFIRM_AUDIENCE_CLAIM_TYPE"],
    statements: [
      trust(oidc(github), "sts:AssumeRoleWithWebIdentity", {
        StringEquals: {
          [`${github}:aud`]: "sts.amazonaws.com",
          [`${github}:sub`]: "repo:octo-org/octo-repo:ref:refs/heads/main",
        },
      }),
    ],
  },
  {
    name: "EKS service account",
    suggestions: ["CONFIRM_AUDIENCE_CLAIM_TYPE"],
    statements: [
      trust(oidc(eks), "sts:AssumeRoleWithWebIdentity", {
        StringEquals: { [`${eks}:sub`]: "system:serviceaccount:default:etl", [`${eks}:aud`]: "sts.amazonaws.com" },
      }),
    ],
  },
  {
    name: "EKS pod identity",
    statements: [trust({ Service: "pods.eks.amazonaws.com" }, ["sts:AssumeRole", "sts:TagSession"])],
  },
  {
    name: "Cognito",
    statements: [
      trust({ Federated: "cognito-identity.amazonaws.com" }, "sts:AssumeRoleWithWebIdentity", {
        StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-dead-beef-cafe-123456790ab" },
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
      }),
    ],
  },
  {
    name: "Google",
    statements: [
      trust({ Federated: "accounts.google.com" }, "sts:AssumeRoleWithWebIdentity", {
        StringEquals: { "accounts.google.com:aud": "66677788899900pro0" },
      }),
    ],
  },
  {
    name: "Roles Anywhere",
    statements: [
      trust({ Service: "rolesanywhere.amazonaws.com" }, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], {
        StringEquals: { "aws:PrincipalTag/x509Subject/OU": "Engineering" },
        ArnEquals: {
          "aws:SourceArn": `arn:aws:rolesanywhere:us-east-1:${account}:trust-anchor/a1b2c3d4-5678-90ab-cdef-111111111111`,
        },
      }),
    ],
  },
  {
    name: "a role and a service",
    statements: [
      trust({ AWS: [`arn:aws:iam::${account}:role/admin`], Service: ["lambda.amazonaws.com"] }, "sts:AssumeRole"),
    ],
  },
  {
    name: "source identity",
    statements: [
      trust(root, ["sts:AssumeRole", "sts:SetSourceIdentity"], { StringLike: { "sts:SourceIdentity": "user-*" } }),
    ],
  },
  {
    name: "everybody else refused",
    statements: [
      trust(root, "sts:AssumeRole"),
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { StringNotEquals: { "aws:PrincipalOrgID": org } },
      },
    ],
  },
];

const scps: readonly Row[] = [
  { name: "FullAWSAccess", statements: [grant("*", "*")] },
  { name: "stay in the organization", statements: [deny("organizations:LeaveOrganization", "*")] },
  {
    name: "some Regions only",
    statements: [
      {
        Effect: "Deny",
        NotAction: ["iam:*", "organizations:*", "route53:*", "cloudfront:*", "sts:*", "support:*"],
        Resource: "*",
        Condition: {
          StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
          ArnNotLike: { "aws:PrincipalARN": ["arn:aws:iam::*:role/Role1AllowedToBypassThisSCP"] },
        },
      },
    ],
  },
  { name: "no root user", statements: [deny("*", "*", { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::*:root"] } })] },
  {
    name: "instance types",
    statements: [
      deny("ec2:RunInstances", ["arn:aws:ec2:*:*:instance/*"], { StringNotEquals: { "ec2:InstanceType": "t3.micro" } }),
    ],
  },
  {
    name: "tags required",
    statements: [
      deny("ec2:RunInstances", ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:volume/*"], {
        Null: { "aws:RequestTag/CostCenter": "true" },
      }),
    ],
  },
  {
    name: "logs kept",
    statements: [
      deny(
        ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:DeleteConfigRule", "guardduty:DeleteDetector"],
        "*",
      ),
    ],
  },
  {
    name: "a role kept",
    statements: [
      deny(
        ["iam:AttachRolePolicy", "iam:DeleteRole", "iam:UpdateAssumeRolePolicy"],
        ["arn:aws:iam::*:role/OrganizationAccountAccessRole"],
        {
          ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/AdminRole" },
        },
      ),
    ],
  },
  {
    name: "MFA for stopping",
    statements: [
      deny(["ec2:StopInstances", "ec2:TerminateInstances"], "*", {
        BoolIfExists: { "aws:MultiFactorAuthPresent": false },
      }),
    ],
  },
  {
    name: "no sharing outside",
    statements: [
      deny(["ram:CreateResourceShare", "ram:UpdateResourceShare"], "*", {
        Bool: { "ram:RequestedAllowsExternalPrincipals": "true" },
      }),
    ],
  },
  {
    name: "all but one resource",
    statements: [{ Effect: "Deny", Action: "s3:DeleteBucket", NotResource: "arn:aws:s3:::scratch-*" }],
  },
  {
    name: "old metadata service",
    statements: [
      deny("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", {
        StringNotEquals: { "ec2:MetadataHttpTokens": "required" },
      }),
    ],
  },
  {
    name: "public S3 settings",
    statements: [deny(["s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock"], "*")],
  },
];

const rcps: readonly Row[] = [
  { name: "RCPFullAWSAccess", statements: [allow("*", "*", "*")] },
  {
    name: "identities of the organization",
    statements: [
      denyAll(["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:AssumeRole"], "*", {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": org },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      }),
    ],
  },
  {
    name: "confused deputy",
    statements: [
      denyAll(["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:*"], "*", {
        StringNotEqualsIfExists: { "aws:SourceOrgID": org },
        Null: { "aws:SourceAccount": "false" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "true" },
      }),
    ],
  },
  {
    name: "no plain HTTP",
    statements: [
      denyAll(["sts:*", "s3:*", "sqs:*", "secretsmanager:*", "kms:*"], "*", {
        BoolIfExists: { "aws:SecureTransport": "false" },
      }),
    ],
  },
  {
    name: "providers of the organization",
    statements: [
      denyAll("sts:AssumeRoleWithWebIdentity", "*", {
        StringNotEqualsIfExists: { [`${github}:sub`]: "repo:octo-org/octo-repo:ref:refs/heads/main" },
        Null: { [`${github}:sub`]: "false" },
      }),
    ],
  },
  {
    name: "TLS version",
    statements: [denyAll("s3:*", "*", { NumericLessThan: { "s3:TlsVersion": ["1.2"] } })],
  },
];

const identities: readonly Row[] = [
  { name: "read a bucket", statements: [grant(["s3:GetObject", "s3:ListBucket"], [bucket, objects])] },
  {
    name: "own home",
    statements: [
      grant("s3:ListBucket", bucket, { StringLike: { "s3:prefix": ["", "home/", "home/${aws:username}/*"] } }),
      grant("s3:*Object", "arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:username}/*"),
    ],
  },
  {
    name: "own credentials",
    statements: [
      grant(["iam:ChangePassword", "iam:GetUser", "iam:*AccessKey*"], "arn:aws:iam::*:user/${aws:username}"),
      grant(["iam:ListUsers", "iam:GetAccountPasswordPolicy"], "*"),
    ],
  },
  {
    name: "MFA for all but setting it up",
    statements: [
      {
        Effect: "Deny",
        NotAction: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"],
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ],
  },
  {
    name: "pass one role",
    statements: [
      grant("iam:PassRole", `arn:aws:iam::${account}:role/redshift-copy`, {
        StringEquals: { "iam:PassedToService": "redshift.amazonaws.com" },
      }),
    ],
  },
  {
    name: "one service-linked role",
    statements: [
      grant(
        "iam:CreateServiceLinkedRole",
        "arn:aws:iam::*:role/aws-service-role/redshift.amazonaws.com/AWSServiceRoleForRedshift",
        { StringLike: { "iam:AWSServiceName": "redshift.amazonaws.com" } },
      ),
    ],
  },
  {
    name: "by tag",
    statements: [
      grant(["ec2:StartInstances", "ec2:StopInstances"], `arn:aws:ec2:*:${account}:instance/*`, {
        StringEquals: { "aws:ResourceTag/Owner": "${aws:username}" },
      }),
    ],
  },
  {
    name: "tags on creation",
    statements: [
      grant("ec2:CreateTags", `arn:aws:ec2:*:${account}:instance/*`, {
        StringEquals: { "ec2:CreateAction": "RunInstances" },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "stage"] },
      }),
    ],
  },
  {
    name: "Redshift credentials",
    statements: [
      grant("redshift:GetClusterCredentials", [
        `arn:aws:redshift:us-east-1:${account}:dbuser:sales/loader`,
        `arn:aws:redshift:us-east-1:${account}:dbname:sales/dev`,
      ]),
      grant("redshift-data:ExecuteStatement", `arn:aws:redshift:us-east-1:${account}:cluster:sales`),
    ],
  },
  {
    name: "assume roles",
    statements: [
      grant("sts:AssumeRole", ["arn:aws:iam::444455556666:role/deploy", `arn:aws:iam::${account}:role/app-*`]),
    ],
  },
  {
    name: "between two dates",
    statements: [
      grant("dynamodb:Query", `arn:aws:dynamodb:us-east-1:${account}:table/orders`, {
        DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" },
        DateLessThan: { "aws:CurrentTime": "2026-06-30T23:59:59Z" },
      }),
    ],
  },
  {
    name: "own items of a table",
    statements: [
      grant(["dynamodb:GetItem", "dynamodb:Query"], `arn:aws:dynamodb:us-east-1:${account}:table/games`, {
        "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${www.amazon.com:user_id}"] },
      }),
    ],
  },
  {
    name: "Lambda logs",
    statements: [
      grant("logs:CreateLogGroup", `arn:aws:logs:us-east-1:${account}:*`),
      grant(
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        [`arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/load:*`],
      ),
    ],
  },
  {
    name: "office addresses",
    statements: [
      deny("*", "*", {
        NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"] },
        Bool: { "aws:ViaAWSService": "false" },
      }),
    ],
  },
  {
    name: "one Region",
    statements: [
      grant(["ec2:Describe*", "rds:Describe*"], "*", { StringEquals: { "aws:RequestedRegion": "eu-central-1" } }),
    ],
  },
  {
    name: "read parameters",
    statements: [
      grant(["ssm:GetParameter", "ssm:GetParametersByPath"], `arn:aws:ssm:us-east-1:${account}:parameter/app/*`),
    ],
  },
  {
    name: "KMS by alias",
    statements: [
      grant(["kms:Decrypt"], `arn:aws:kms:us-east-1:${account}:key/*`, {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/sales" },
      }),
    ],
  },
  {
    name: "China",
    statements: [
      grant("s3:GetObject", "arn:aws-cn:s3:::amzn-s3-demo-bucket/*"),
      grant("sqs:SendMessage", `arn:aws-cn:sqs:cn-north-1:${account}:orders`),
    ],
  },
  {
    name: "images",
    statements: [
      grant("ecr:GetAuthorizationToken", "*"),
      grant(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], `arn:aws:ecr:us-east-1:${account}:repository/app`),
    ],
  },
];

const boundaries: readonly Row[] = [
  {
    name: "a boundary for developers",
    statements: [
      grant(["s3:*", "lambda:*", "logs:*", "dynamodb:*"], "*"),
      deny(["iam:CreateUser", "iam:CreateRole"], "*", {
        StringNotEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/developers` },
      }),
      deny(["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary"], "*"),
    ],
  },
];

const endpoints: readonly Row[] = [
  { name: "default", statements: [allow("*", "*", "*")] },
  { name: "one bucket", statements: [allow("*", ["s3:GetObject", "s3:PutObject"], objects)] },
  {
    name: "the organization and its resources",
    statements: [
      allow({ AWS: "*" }, "*", "*", { StringEquals: { "aws:PrincipalOrgID": org, "aws:ResourceOrgID": org } }),
    ],
  },
  {
    name: "package repositories",
    statements: [allow("*", "s3:GetObject", "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*")],
  },
];

const tables: readonly (readonly [PolicyType, ResourceType | undefined, readonly Row[]])[] = [
  ["resource", "AWS::S3::Bucket", buckets],
  ["resource", undefined, buckets],
  ["resource", undefined, resources],
  ["trust", undefined, trusts],
  ["resource", undefined, trusts],
  ["scp", undefined, scps],
  ["rcp", undefined, rcps],
  ["identity", undefined, identities],
  ["session", undefined, identities],
  ["identity", undefined, boundaries],
  ["endpoint", undefined, endpoints],
];

const awsCodes = new Set(
  checks
    .filter(({ learnMoreLink }) => learnMoreLink.includes("access-analyzer-reference-policy-checks"))
    .map(({ id }) => id.toUpperCase().replaceAll("-", "_")),
);

for (const [policyType, resourceType, rows] of tables) {
  test.each(rows)(`${policyType} ${resourceType ?? ""}: $name`, ({ statements, suggestions = [] }) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    const outcome = validatePolicy(text, { policyType, ...(resourceType === undefined ? {} : { resourceType }) });
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    const codes = findings.map(({ issueCode }) => issueCode).filter((code) => awsCodes.has(code));
    expect(codes.filter((code) => !suggestions.includes(code))).toEqual([]);
  });
}
