import { describe, expect, test } from "vitest";
import { type Check, issueCodeOf } from "../check.ts";
import { checks } from "../checks/index.ts";
import { allowing, trusting } from "../example-text.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyType } from "../policy/document.ts";
import { services } from "../service-reference/services.ts";

/** The checks that are not Access Analyzer's. */
const own: readonly Check[] = checks.filter(
  ({ learnMoreLink }) => !learnMoreLink.includes("access-analyzer-reference-policy-checks"),
);

/** What our own checks say, as `CODE text`, in the order of the text. */
function said(text: string, policyType: PolicyType): string[] {
  const { policy } = parsePolicy(text, { policyType });
  const found = own
    .filter(({ policyTypes }) => policyTypes.includes(policyType))
    .flatMap((check) => [...check.run(policy, services)].map((problem) => ({ id: check.id, at: [problem.at].flat() })));
  return found
    .flatMap(({ id, at }) =>
      at.map(({ start, end }) => ({ start, line: `${issueCodeOf(id)} ${text.slice(start, end)}` })),
    )
    .sort((a, b) => a.start - b.start)
    .map(({ line }) => line);
}

type Row = readonly [name: string, policyType: PolicyType, policy: string];

/** Every template of the project's collection, with values as a user would give them. */
const templates: readonly Row[] = [
  [
    "template polytomic-serverless-permissions-least-privilege",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"DataApiOnWorkgroup","Effect":"Allow","Action":["redshift-data:DescribeTable","redshift-data:ExecuteStatement","redshift-data:ListDatabases","redshift-data:ListSchemas","redshift-data:ListTables"],"Resource":"arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21"},{"Sid":"DataApiStatementsNoResourceSupport","Effect":"Allow","Action":["redshift-data:CancelStatement","redshift-data:DescribeStatement","redshift-data:GetStatementResult"],"Resource":"*"},{"Sid":"TemporaryCredentials","Effect":"Allow","Action":"redshift-serverless:GetCredentials","Resource":"arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21"}]}',
  ],
  [
    "template polytomic-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::568237466542:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51"}}}]}',
  ],
  [
    "template informatica-s3-staging",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:PutObject","s3:GetObject","s3:DeleteObject","s3:ListBucket","s3:GetBucketPolicy"],"Resource":["arn:aws:s3:::acme-redshift-staging/*","arn:aws:s3:::acme-redshift-staging"]}]}',
  ],
  [
    "template informatica-ec2-service-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template informatica-sse-kms-key-policy",
    "resource",
    '{"Version":"2012-10-17","Statement":[{"Sid":"EnableIamPolicies","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::604938217455:root"},"Action":"kms:*","Resource":"*"},{"Sid":"AllowStagingRolesToUseKey","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::604938217455:role/SecureAgentEc2","arn:aws:iam::604938217455:role/RedshiftCopyUnload"]},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*"}]}',
  ],
  [
    "template informatica-iam-user-assume-role",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::604938217455:role/RedshiftCopyUnload"}]}',
  ],
  [
    "template informatica-redshift-role-trust-iam-user",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::604938217455:user/informatica-agent"},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template informatica-redshift-role-trust-worker-node",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::604938217455:role/WorkerNode"},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template redshift-get-cluster-credentials",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"GetClusterCredentials","Effect":"Allow","Action":"redshift:GetClusterCredentials","Resource":["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl_loader","arn:aws:redshift:us-west-2:604938217455:dbname:analytics/dev"]},{"Sid":"DescribeClusters","Effect":"Allow","Action":"redshift:DescribeClusters","Resource":"arn:aws:redshift:us-west-2:604938217455:cluster:analytics"}]}',
  ],
  [
    "template redshift-get-cluster-credentials-autocreate",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"GetClusterCredentials","Effect":"Allow","Action":"redshift:GetClusterCredentials","Resource":["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl_loader","arn:aws:redshift:us-west-2:604938217455:dbname:analytics/dev"]},{"Sid":"CreateClusterUser","Effect":"Allow","Action":"redshift:CreateClusterUser","Resource":"arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl_loader"},{"Sid":"JoinGroup","Effect":"Allow","Action":"redshift:JoinGroup","Resource":["arn:aws:redshift:us-west-2:604938217455:dbgroup:analytics/readers"]},{"Sid":"DescribeClusters","Effect":"Allow","Action":"redshift:DescribeClusters","Resource":"arn:aws:redshift:us-west-2:604938217455:cluster:analytics"}]}',
  ],
  [
    "template informatica-ec2-role-assume-role",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":["arn:aws:iam::604938217455:role/RedshiftCopyUnload"]}]}',
  ],
  [
    "template informatica-redshift-role-trust-ec2-role",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::604938217455:role/SecureAgentEc2"},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template redshift-service-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template redshift-service-trust-dbusers",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl_loader","arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/reporting"]}}}]}',
  ],
  [
    "template redshift-service-trust-regions",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["redshift.us-east-1.amazonaws.com","redshift.us-west-2.amazonaws.com"]},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template redshift-s3-copy-read",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"ListBucket","Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::acme-redshift-staging"},{"Sid":"ReadObjects","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-redshift-staging/unload/*"}]}',
  ],
  [
    "template redshift-service-trust-dbusers-regions",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"redshift.us-west-2.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl_loader","arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/reporting"]}}}]}',
  ],
  [
    "template redshift-s3-copy-unload",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"ListBucket","Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::acme-redshift-staging"},{"Sid":"ReadWriteObjects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::acme-redshift-staging/unload/*"}]}',
  ],
  [
    "template redshift-serverless-service-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["redshift-serverless.amazonaws.com","redshift.amazonaws.com"]},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template redshift-serverless-service-trust-dbusers",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["redshift-serverless.amazonaws.com","redshift.amazonaws.com"]},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":["arn:aws:redshift:us-west-2:604938217455:dbuser:serverless-604938217455-3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21/etl_loader","arn:aws:redshift:us-west-2:604938217455:dbuser:serverless-604938217455-3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21/reporting"]}}}]}',
  ],
  [
    "template redshift-service-trust-account-dbusers",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["redshift-serverless.amazonaws.com","redshift.amazonaws.com"]},"Action":"sts:AssumeRole","Condition":{"StringLike":{"sts:ExternalId":"arn:aws:redshift:*:604938217455:dbuser:*/*"}}}]}',
  ],
  [
    "template redshift-service-trust-source-cluster",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Sid":"ConfusedDeputyPreventionForRedshift","Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:redshift:us-west-2:604938217455:cluster:analytics"},"StringEquals":{"aws:SourceAccount":"604938217455"}}}]}',
  ],
  [
    "template redshift-serverless-service-trust-source-workgroup",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Sid":"ConfusedDeputyPreventionForRedshiftServerless","Effect":"Allow","Principal":{"Service":"redshift-serverless.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21"},"StringEquals":{"aws:SourceAccount":"604938217455"}}}]}',
  ],
  [
    "template redshift-role-chain-source",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"AssumeNextRoleInChain","Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::815502336190:role/RoleB"}]}',
  ],
  [
    "template redshift-role-chain-target-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::604938217455:role/RoleA"}}]}',
  ],
  [
    "template redshift-associate-role",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"Describe","Effect":"Allow","Action":"redshift:DescribeClusters","Resource":"*"},{"Sid":"Associate","Effect":"Allow","Action":"redshift:ModifyClusterIamRoles","Resource":"arn:aws:redshift:us-west-2:604938217455:cluster:analytics"},{"Sid":"PassRole","Effect":"Allow","Action":"iam:PassRole","Resource":["arn:aws:iam::604938217455:role/RedshiftCopyUnload"],"Condition":{"StringEquals":{"iam:PassedToService":"redshift.amazonaws.com"}}}]}',
  ],
  [
    "template redshift-spectrum-glue-read",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"ListBucket","Effect":"Allow","Action":["s3:ListBucket","s3:ListBucketVersions"],"Resource":"arn:aws:s3:::acme-redshift-staging"},{"Sid":"ReadObjects","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-redshift-staging/unload/*"},{"Sid":"ReadCatalog","Effect":"Allow","Action":["glue:GetDatabase","glue:GetDatabases","glue:GetTable","glue:GetTables","glue:GetPartition","glue:GetPartitions","glue:BatchGetPartition"],"Resource":["arn:aws:glue:us-west-2:604938217455:catalog","arn:aws:glue:us-west-2:604938217455:database/sales","arn:aws:glue:us-west-2:604938217455:table/sales/*"]}]}',
  ],
  [
    "template redshift-spectrum-lake-formation",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"ReadCatalog","Effect":"Allow","Action":["glue:GetDatabase","glue:GetDatabases","glue:GetTable","glue:GetTables","glue:GetPartition","glue:GetPartitions","glue:BatchGetPartition"],"Resource":["arn:aws:glue:us-west-2:604938217455:catalog","arn:aws:glue:us-west-2:604938217455:database/sales","arn:aws:glue:us-west-2:604938217455:table/sales/*"]},{"Sid":"LakeFormationDataAccess","Effect":"Allow","Action":"lakeformation:GetDataAccess","Resource":"*"}]}',
  ],
  [
    "template redshift-lambda-udf",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"Invoke","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":["arn:aws:lambda:us-west-2:604938217455:function:geocode"]}]}',
  ],
  [
    "template redshift-federated-query",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"AccessSecret","Effect":"Allow","Action":["secretsmanager:GetResourcePolicy","secretsmanager:GetSecretValue","secretsmanager:DescribeSecret","secretsmanager:ListSecretVersionIds"],"Resource":"arn:aws:secretsmanager:us-west-2:604938217455:secret:aurora-AbCdEf"},{"Sid":"ListSecrets","Effect":"Allow","Action":["secretsmanager:GetRandomPassword","secretsmanager:ListSecrets"],"Resource":"*"}]}',
  ],
  [
    "template redshift-streaming-kinesis",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"ReadStream","Effect":"Allow","Action":["kinesis:DescribeStreamSummary","kinesis:GetShardIterator","kinesis:GetRecords","kinesis:ListShards","kinesis:DescribeStream"],"Resource":"arn:aws:kinesis:us-west-2:604938217455:stream/clicks"},{"Sid":"ListStream","Effect":"Allow","Action":"kinesis:ListStreams","Resource":"*"}]}',
  ],
  [
    "template redshift-streaming-msk-iam",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"MSKIAMpolicy","Effect":"Allow","Action":["kafka-cluster:ReadData","kafka-cluster:DescribeTopic","kafka-cluster:Connect"],"Resource":["arn:aws:kafka:us-west-2:604938217455:cluster/events/*","arn:aws:kafka:us-west-2:604938217455:topic/events/*"]},{"Sid":"MSKGroups","Effect":"Allow","Action":["kafka-cluster:AlterGroup","kafka-cluster:DescribeGroup"],"Resource":"arn:aws:kafka:us-west-2:604938217455:group/events/*"}]}',
  ],
  [
    "template redshift-zero-etl-resource-policy",
    "resource",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"},"Action":"redshift:AuthorizeInboundIntegration","Resource":"arn:aws:redshift-serverless:us-west-2:604938217455:namespace/9d2b8a1e-6c7f-4d3a-8b5e-1f0a2c4d6e8f","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:rds:us-west-2:604938217455:cluster:orders"}}},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::604938217455:role/DataAdmin"},"Action":"redshift:CreateInboundIntegration","Resource":"arn:aws:redshift-serverless:us-west-2:604938217455:namespace/9d2b8a1e-6c7f-4d3a-8b5e-1f0a2c4d6e8f"}]}',
  ],
  [
    "template redshift-data-api-provisioned-iam",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"DataApiOnCluster","Effect":"Allow","Action":["redshift-data:DescribeTable","redshift-data:ExecuteStatement","redshift-data:ListDatabases","redshift-data:ListSchemas","redshift-data:ListTables","redshift-data:BatchExecuteStatement"],"Resource":"arn:aws:redshift:us-west-2:604938217455:cluster:analytics"},{"Sid":"DataApiStatements","Effect":"Allow","Action":["redshift-data:CancelStatement","redshift-data:DescribeStatement","redshift-data:GetStatementResult","redshift-data:ListStatements"],"Resource":"*"},{"Sid":"TemporaryCredentials","Effect":"Allow","Action":"redshift:GetClusterCredentialsWithIAM","Resource":"arn:aws:redshift:us-west-2:604938217455:dbname:analytics/dev"}]}',
  ],
  [
    "template redshift-data-api-provisioned-dbuser",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"DataApiOnCluster","Effect":"Allow","Action":["redshift-data:DescribeTable","redshift-data:ExecuteStatement","redshift-data:ListDatabases","redshift-data:ListSchemas","redshift-data:ListTables","redshift-data:BatchExecuteStatement"],"Resource":"arn:aws:redshift:us-west-2:604938217455:cluster:analytics"},{"Sid":"DataApiStatements","Effect":"Allow","Action":["redshift-data:CancelStatement","redshift-data:DescribeStatement","redshift-data:GetStatementResult","redshift-data:ListStatements"],"Resource":"*"},{"Sid":"TemporaryCredentials","Effect":"Allow","Action":"redshift:GetClusterCredentials","Resource":["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl_loader","arn:aws:redshift:us-west-2:604938217455:dbname:analytics/dev"]},{"Sid":"DenyCreateApiUser","Effect":"Deny","Action":"redshift:CreateClusterUser","Resource":"arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl_loader"}]}',
  ],
  [
    "template redshift-data-api-own-statements",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"OwnStatements","Effect":"Allow","Action":["redshift-data:CancelStatement","redshift-data:DescribeStatement","redshift-data:GetStatementResult","redshift-data:ListStatements"],"Resource":"*","Condition":{"StringEquals":{"redshift-data:statement-owner-iam-userid":"${aws:userid}"}}},{"Sid":"OwnSessions","Effect":"Allow","Action":["redshift-data:ExecuteStatement","redshift-data:BatchExecuteStatement"],"Resource":["arn:aws:redshift:us-west-2:604938217455:cluster:analytics"],"Condition":{"StringEquals":{"redshift-data:session-owner-iam-userid":"${aws:userid}"}}}]}',
  ],
  [
    "template redshift-serverless-get-credentials",
    "identity",
    '{"Version":"2012-10-17","Statement":[{"Sid":"RedshiftServerlessGetCredentials","Effect":"Allow","Action":"redshift-serverless:GetCredentials","Resource":"arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21"}]}',
  ],
  [
    "template redshift-scheduled-query-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["redshift.amazonaws.com","redshift-serverless.amazonaws.com"]},"Action":"sts:AssumeRole"},{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sts:AssumeRole"},{"Sid":"AssumeRole","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::604938217455:user/analyst"]},"Action":"sts:AssumeRole"}]}',
  ],
  [
    "template vendor-cross-account-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::422074288268:root"]},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51"}}}]}',
  ],
  [
    "template saml-federation-trust",
    "trust",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::604938217455:saml-provider/Okta"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession"],"Condition":{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}}]}',
  ],
  [
    "template redshift-cmk-key-policy",
    "resource",
    '{"Version":"2012-10-17","Statement":[{"Sid":"EnableIamPolicies","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::604938217455:root"},"Action":"kms:*","Resource":"*"},{"Sid":"UseKeyThroughRedshift","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::604938217455:role/DataAdmin"]},"Action":["kms:Encrypt","kms:Decrypt","kms:GenerateDataKey","kms:DescribeKey"],"Resource":"*","Condition":{"StringEquals":{"kms:ViaService":["redshift.us-west-2.amazonaws.com","redshift-serverless.us-west-2.amazonaws.com"]}}},{"Sid":"GrantsForRedshift","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::604938217455:role/DataAdmin"]},"Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"},"StringEquals":{"kms:ViaService":["redshift.us-west-2.amazonaws.com","redshift-serverless.us-west-2.amazonaws.com"]}}}]}',
  ],
];

const user = (region: string, name: string): string => `"arn:aws:redshift:${region}:604938217455:dbuser:${name}"`;
const serverlessUser = user("us-west-2", "serverless-604938217455-3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21/etl");
const both = '{ "Service": ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] }';
const redshift = '{ "Service": "redshift.amazonaws.com" }';
const policyOf = (...statements: readonly string[]): string =>
  `{ "Version": "2012-10-17", "Statement": [${statements.map((statement) => `{ "Effect": "Allow", ${statement} }`).join(", ")}] }`;
const assume = (principal: string): string => `"Principal": ${principal}, "Action": "sts:AssumeRole"`;

/** As AWS and vendors print them, in their words' order. */
const documented: readonly Row[] = [
  ["Redshift guide: default trust", "trust", trusting(redshift)],
  [
    "Redshift guide: two database users, as printed",
    "trust",
    trusting(
      redshift,
      '{ "StringEquals": { "sts:ExternalId": ["arn:aws:redshift:us-west-2:123456789012:dbuser:my-cluster/user1", "arn:aws:redshift:us-west-2:123456789012:dbuser:my-cluster/user2"] } }',
    ),
  ],
  [
    "Redshift guide: Regions",
    "trust",
    trusting('{ "Service": ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] }'),
  ],
  [
    "Redshift guide, China: Regions",
    "trust",
    trusting('{ "Service": ["redshift.cn-north-1.amazonaws.com", "redshift.cn-northwest-1.amazonaws.com"] }'),
  ],
  [
    "opt-in Region beside the global name",
    "trust",
    trusting('{ "Service": ["redshift.amazonaws.com", "redshift.ap-east-1.amazonaws.com"] }'),
  ],
  ["Serverless: both principals", "trust", trusting(both)],
  [
    "every database user of the account, without a slash",
    "trust",
    trusting(both, '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:us-west-2:604938217455:dbuser:*" } }'),
  ],
  [
    "a user of an identity provider",
    "trust",
    trusting(
      redshift,
      `{ "StringEquals": { "sts:ExternalId": ${user("us-west-2", "analytics/aad_2:Alice@acme.com")} } }`,
    ),
  ],
  [
    "Serverless: a database user",
    "trust",
    trusting(both, `{ "StringEquals": { "sts:ExternalId": ${serverlessUser} } }`),
  ],
  [
    "Serverless: an IAM role as database user",
    "trust",
    trusting(
      both,
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:111122223333:dbuser:serverless-111122223333-EXAMPLE/IAMR:Admin" } }',
    ),
  ],
  [
    "confused deputy: cluster, Statement as an object",
    "trust",
    '{ "Version": "2012-10-17", "Statement": { "Sid": "ConfusedDeputyPreventionExamplePolicy", "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-east-1:111122223333:cluster:cluster-name" }, "StringEquals": { "aws:SourceAccount": "111122223333" } } } }',
  ],
  [
    "confused deputy: workgroup by name",
    "trust",
    trusting(
      '{ "Service": "redshift-serverless.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift-serverless:us-east-1:111122223333:workgroup/my-workgroup" }, "StringEquals": { "aws:SourceAccount": "111122223333" } }',
    ),
  ],
  ["chaining: RoleB trusts RoleA", "trust", trusting('{ "AWS": "arn:aws:iam::111122223333:role/RoleA" }')],
  [
    "chaining: only for certain database users",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::604938217455:role/RoleA" }',
      `{ "StringEquals": { "sts:ExternalId": ${user("us-west-2", "analytics/etl")} } }`,
    ),
  ],
  [
    "chaining: the account of RoleA, for certain database users",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::604938217455:root" }',
      `{ "StringEquals": { "sts:ExternalId": ${user("us-west-2", "analytics/etl")} } }`,
    ),
  ],
  [
    "chaining: RoleA may assume RoleB",
    "identity",
    allowing('"Action": ["sts:AssumeRole"], "Resource": "arn:aws:iam::111122223333:role/RoleB"'),
  ],
  [
    "scheduled queries: history",
    "trust",
    policyOf(
      assume('{ "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] }'),
      assume('{ "Service": "events.amazonaws.com" }'),
      `"Sid": "AssumeRole", ${assume('{ "AWS": "arn:aws:iam::123456789012:user/myIAMusername" }')}`,
    ),
  ],
  [
    "resize scheduler",
    "trust",
    trusting('{ "Service": ["scheduler.redshift.amazonaws.com", "redshift.amazonaws.com"] }'),
  ],
  ["resize scheduler alone", "trust", trusting('{ "Service": "scheduler.redshift.amazonaws.com" }')],
  ["QuickSight: trust of the run-as role", "trust", trusting('{ "Service": "quicksight.amazonaws.com" }')],
  [
    "QuickSight: permissions of the run-as role",
    "identity",
    policyOf(
      '"Action": ["redshift:GetClusterCredentials", "redshift:CreateClusterUser", "redshift:JoinGroup"], "Resource": ["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/quicksight", "arn:aws:redshift:us-west-2:604938217455:dbname:analytics/dev", "arn:aws:redshift:us-west-2:604938217455:dbgroup:analytics/readers"]',
    ),
  ],
  [
    "SageMaker Unified Studio",
    "trust",
    policyOf(
      `${assume('{ "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] }')}, "Condition": { "StringLike": { "sts:ExternalId": "arn:aws:redshift:*:604938217455:dbuser:*/*" } }`,
      '"Principal": { "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] }, "Action": ["sts:TagSession", "sts:SetContext", "sts:SetSourceIdentity"]',
      `${assume('{ "Service": ["datazone.amazonaws.com", "sagemaker.amazonaws.com", "glue.amazonaws.com", "lakeformation.amazonaws.com", "emr-serverless.amazonaws.com"] }')}, "Condition": { "StringEquals": { "aws:SourceAccount": "604938217455" } }`,
    ),
  ],
  [
    "SAML with Redshift's session tags",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:saml-provider/AzureAD" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" }, "StringLike": { "aws:RequestTag/RedshiftDbUser": "*", "aws:RequestTag/RedshiftDbRoles": "*" } }',
    ),
  ],
  [
    "SAML beside the provider's own account",
    "trust",
    policyOf(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }',
      assume('{ "AWS": "arn:aws:iam::604938217455:root" }'),
    ),
  ],
  [
    "GitHub OIDC",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:acme/warehouse:ref:refs/heads/main" } }',
    ),
  ],
  [
    "Terraform Cloud: dynamic credentials",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/app.terraform.io" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "app.terraform.io:aud": "aws.workload.identity" }, "StringLike": { "app.terraform.io:sub": "organization:acme:project:data:workspace:redshift:run_phase:*" } }',
    ),
  ],
  [
    "GitLab: a group's protected branch",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "gitlab.com:sub": "project_path:acme/*:ref_type:branch:ref:main" } }',
    ),
  ],
  [
    "CircleCI and Bitbucket, whose issuers are one customer's",
    "trust",
    policyOf(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/oidc.circleci.com/org/7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "oidc.circleci.com/org/7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51:aud": "7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51" } }',
      '"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc:aud": "ari:cloud:bitbucket::workspace/680cb3e4-55d4-48b9-b8d8-ddbb4e19baf1" } }',
    ),
  ],
  [
    "Fivetran beside Lambda",
    "trust",
    policyOf(
      `${assume('{ "AWS": "arn:aws:iam::834469178297:root" }')}, "Condition": { "StringEquals": { "sts:ExternalId": "clever_stork" } }`,
      assume('{ "Service": "lambda.amazonaws.com" }'),
    ),
  ],
  [
    "Airbyte Cloud",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::094410056844:user/delegated_access_user" }',
      '{ "StringEquals": { "sts:ExternalId": "9b7d5a34-21c8-4b8e-9d05-3c1f7e6a2b90" } }',
    ),
  ],
  [
    "Step Functions that call the Data API",
    "trust",
    trusting(
      '{ "Service": "states.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:states:us-west-2:604938217455:stateMachine:*" }, "StringEquals": { "aws:SourceAccount": "604938217455" } }',
    ),
  ],
  [
    "EKS: service account",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/5C54DDF35ER19312844C7333374CC09D" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "oidc.eks.us-west-2.amazonaws.com/id/5C54DDF35ER19312844C7333374CC09D:sub": "system:serviceaccount:etl:loader" } }',
    ),
  ],
  [
    "EKS: pod identity",
    "trust",
    allowing('"Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession"]'),
  ],
  [
    "Prequel and Iterable: Google as provider",
    "trust",
    allowing(
      '"Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:sub": "117012345678901234567" } }',
    ),
  ],
  [
    "Redshift ML",
    "trust",
    trusting('{ "Service": ["redshift.amazonaws.com", "sagemaker.amazonaws.com", "forecast.amazonaws.com"] }'),
  ],
  [
    "S3 Tables query role",
    "trust",
    policyOf(
      `${assume(redshift)}, "Condition": { "StringEquals": { "aws:SourceAccount": "604938217455" } }`,
      '"Principal": { "Service": "lakeformation.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"]',
    ),
  ],
  [
    "IAM Identity Center role",
    "trust",
    allowing(`"Principal": ${both}, "Action": ["sts:AssumeRole", "sts:SetContext"]`),
  ],
  ["DMS to Redshift", "trust", trusting('{ "Service": ["dms.amazonaws.com", "redshift.amazonaws.com"] }')],
  [
    "Firehose, whose ExternalId is the account",
    "trust",
    trusting('{ "Service": "firehose.amazonaws.com" }', '{ "StringEquals": { "sts:ExternalId": "604938217455" } }'),
  ],
  ["AppFlow", "trust", trusting('{ "Service": "appflow.amazonaws.com" }')],
  [
    "Polytomic",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": "7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51" } }',
    ),
  ],
  [
    "RudderStack",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::422074288268:root" }',
      '{ "StringEquals": { "sts:ExternalId": "1kQ8xYpT2wVnR4sLmJh6" } }',
    ),
  ],
  [
    "Census, by bare account",
    "trust",
    trusting('{ "AWS": "341876425553" }', '{ "StringEquals": { "sts:ExternalId": "CustomerOwnedS3Bucket/481" } }'),
  ],
  [
    "Segment, by role and several workspaces",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::595280932656:role/segment-s3-integration-production-access" }',
      '{ "StringEquals": { "sts:ExternalId": ["hT7bKq2Zx", "mV3nPw8Ry"] } }',
    ),
  ],
  [
    "a vendor's ExternalId enforced by a Deny",
    "trust",
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${assume('{ "AWS": "arn:aws:iam::568237466542:root" }')} }, { "Effect": "Deny", ${assume('{ "AWS": "*" }')}, "Condition": { "StringNotEquals": { "sts:ExternalId": "7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51" } } }] }`,
  ],
  [
    "an organization",
    "trust",
    trusting('{ "AWS": "*" }', '{ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }'),
  ],
  [
    "Redshift and the role before it in the chain, for certain users",
    "trust",
    trusting(
      '{ "Service": "redshift.amazonaws.com", "AWS": "arn:aws:iam::604938217455:role/RoleA" }',
      `{ "StringEquals": { "sts:ExternalId": ${user("us-west-2", "analytics/etl")} } }`,
    ),
  ],
  [
    "GovCloud",
    "trust",
    trusting(
      '{ "Service": "redshift.us-gov-west-1.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws-us-gov:redshift:us-gov-west-1:604938217455:dbuser:analytics/etl" } }',
    ),
  ],
  [
    "regional trust, dbuser, source and account that agree",
    "trust",
    trusting(
      '{ "Service": "redshift.us-west-2.amazonaws.com" }',
      `{ "StringEquals": { "sts:ExternalId": ${user("us-west-2", "analytics/etl")}, "aws:SourceAccount": "604938217455" }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:604938217455:cluster:analytics" } }`,
    ),
  ],
  [
    "Data API guide: own statements",
    "identity",
    allowing(
      '"Action": ["redshift-data:CancelStatement", "redshift-data:DescribeStatement", "redshift-data:GetStatementResult", "redshift-data:ListStatements"], "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": "${aws:userid}" } }',
    ),
  ],
  [
    "Data API guide: own sessions",
    "identity",
    allowing(
      '"Action": ["redshift-data:ExecuteStatement", "redshift-data:BatchExecuteStatement"], "Resource": "*", "Condition": { "StringEquals": { "redshift-data:session-owner-iam-userid": "${aws:userid}" } }',
    ),
  ],
  [
    "Data API guide: one account, with the workgroup's namespace put right",
    "identity",
    policyOf(
      '"Action": ["redshift-data:CancelStatement", "redshift-data:DescribeStatement", "redshift-data:GetStatementResult", "redshift-data:ListStatements"], "Resource": "*"',
      '"Action": "redshift-data:*", "Resource": ["arn:aws:redshift-serverless:us-east-1:111122223333:workgroup/*", "arn:aws:redshift:us-east-1:111122223333:cluster:*"]',
    ),
  ],
  [
    "managed policy: credentials for redshift_data_api_user",
    "identity",
    policyOf(
      '"Action": "redshift:GetClusterCredentials", "Resource": ["arn:aws:redshift:*:*:dbname:*/*", "arn:aws:redshift:*:*:dbuser:*/redshift_data_api_user"]',
      '"Action": "redshift-serverless:GetCredentials", "Resource": "*", "Condition": { "StringLike": { "aws:ResourceTag/RedshiftDataFullAccess": "*" } }',
    ),
  ],
  [
    "identity guide: all clusters, but Deny for production",
    "identity",
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": "AllowClusterManagement", "Action": ["redshift:CreateCluster", "redshift:DeleteCluster", "redshift:ModifyCluster", "redshift:RebootCluster"], "Resource": ["*"], "Effect": "Allow" }, { "Sid": "DenyDeleteModifyProtected", "Action": ["redshift:DeleteCluster", "redshift:ModifyCluster"], "Resource": ["arn:aws:redshift:us-west-2:123456789012:cluster:production*"], "Effect": "Deny" }] }',
  ],
  [
    "identity guide: one's own database user",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": ["arn:aws:redshift:us-west-2:123456789012:dbuser:examplecluster/${redshift:DbUser}", "arn:aws:redshift:us-west-2:123456789012:dbname:examplecluster/testdb"], "Condition": { "StringEquals": { "aws:userid": "AIDIODR4TAW7CSEXAMPLE:${redshift:DbUser}@yourdomain.com" } }',
    ),
  ],
  [
    "Bedrock knowledge base: IAM login to a cluster",
    "identity",
    policyOf(
      '"Action": ["redshift-data:GetStatementResult", "redshift-data:DescribeStatement", "redshift-data:CancelStatement"], "Resource": "*"',
      '"Action": "redshift-data:ExecuteStatement", "Resource": "arn:aws:redshift:us-west-2:604938217455:cluster:analytics"',
      '"Action": "redshift:GetClusterCredentialsWithIAM", "Resource": "arn:aws:redshift:us-west-2:604938217455:dbname:analytics/dev"',
    ),
  ],
  [
    "S3 endpoint: the buckets of AWS services beside one's own",
    "resource",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::acme-redshift-staging","arn:aws:s3:::acme-redshift-staging/*","arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*"]}]}',
  ],
  [
    "audit logs: bucket policy",
    "resource",
    allowing(
      '"Principal": { "Service": "redshift.amazonaws.com" }, "Action": ["s3:PutObject", "s3:GetBucketAcl"], "Resource": ["arn:aws:s3:::audit-logs", "arn:aws:s3:::audit-logs/*"]',
    ),
  ],
  [
    "audit logs: bucket policy for an opt-in Region",
    "resource",
    allowing(
      '"Principal": { "Service": "redshift.ap-east-1.amazonaws.com" }, "Action": ["s3:PutObject", "s3:GetBucketAcl"], "Resource": ["arn:aws:s3:::audit-logs", "arn:aws:s3:::audit-logs/*"]',
    ),
  ],
  [
    "KMS through Redshift in any Region",
    "identity",
    allowing(
      '"Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringLike": { "kms:ViaService": "redshift.*.amazonaws.com" } }',
    ),
  ],
  ["the whole of Redshift", "identity", allowing('"Action": "redshift:*", "Resource": "*"')],
  [
    "the whole of both Redshifts",
    "identity",
    allowing('"Action": ["redshift:*", "redshift-serverless:*"], "Resource": "*"'),
  ],
  [
    "zero-ETL: whoever sets the resource policy of a cluster",
    "identity",
    allowing(
      '"Action": ["redshift:PutResourcePolicy", "redshift:DeleteResourcePolicy", "redshift:GetResourcePolicy"], "Resource": ["arn:aws:redshift:us-east-1:604938217455:cluster:sales"]',
    ),
  ],
  ["everything", "identity", allowing('"Action": "*", "Resource": "*"')],
];

const vendor = '{ "AWS": "arn:aws:iam::568237466542:root" }';
const externalId = (operator: string, value: string): string => `{ "${operator}": { "sts:ExternalId": ${value} } }`;
const uuid = '"7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51"';
const workgroup = '"arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21"';
const cluster = '"arn:aws:redshift:us-west-2:604938217455:cluster:analytics"';
const arn = (rest: string): string => `"arn:aws:redshift:us-west-2:${rest}"`;

/** `«CODE:…»` around the place where the finding stands. Nothing else may be said. */
const mistakes: readonly Row[] = [
  [
    "Polytomic without ExternalId",
    "trust",
    trusting('{ "AWS": «EXTERNAL_ID_MISSING:"arn:aws:iam::568237466542:root"» }'),
  ],
  ["a bare vendor account", "trust", trusting('{ "AWS": «EXTERNAL_ID_MISSING:"568237466542"» }')],
  ["an unknown account", "trust", trusting('{ "AWS": «EXTERNAL_ID_MISSING:"arn:aws:iam::815502336190:root"» }')],
  [
    "the example account, copied",
    "trust",
    trusting('{ "AWS": «EXTERNAL_ID_MISSING:"arn:aws:iam::123456789012:root"» }'),
  ],
  [
    "an account but for one network",
    "trust",
    trusting(
      '{ "AWS": «EXTERNAL_ID_MISSING:"815502336190"» }',
      '{ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }',
    ),
  ],
  [
    "Airbyte's user without ExternalId",
    "trust",
    trusting('{ "AWS": «EXTERNAL_ID_MISSING:"arn:aws:iam::094410056844:user/delegated_access_user"» }'),
  ],
  [
    "Terraform Cloud by its audience alone",
    "trust",
    allowing(
      '"Principal": { "Federated": «SHARED_PROVIDER_NOT_LIMITED:"arn:aws:iam::604938217455:oidc-provider/app.terraform.io"» }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "app.terraform.io:aud": "aws.workload.identity" } }',
    ),
  ],
  [
    "Redshift for one cluster, and for all",
    "trust",
    policyOf(
      `${assume(redshift)}, "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:604938217455:cluster:analytics" } }`,
      assume('{ "Service": «RESTRICTION_CANCELLED:"redshift.amazonaws.com"» }'),
    ),
  ],
  [
    "Step Functions of another account than is asked for",
    "trust",
    trusting(
      '{ "Service": "states.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": «SOURCE_ARN_MISMATCH:"arn:aws:states:us-west-2:739204815566:stateMachine:*"» }, "StringEquals": { "aws:SourceAccount": "604938217455" } }',
    ),
  ],
  [
    "a snapshot for everybody",
    "resource",
    allowing(
      '"Principal": «PUBLIC_RESOURCE_POLICY:"*"», "Action": "redshift-serverless:RestoreFromSnapshot", "Resource": "arn:aws:redshift-serverless:us-west-2:604938217455:snapshot/9d2b8a1e-6c7f-4d3a-8b5e-1f0a2c4d6e8f"',
    ),
  ],
  [
    "Polytomic's account with two digits swapped",
    "trust",
    trusting('{ "AWS": «VENDOR_ACCOUNT_MISSPELT:"arn:aws:iam::568237466524:root"» }', externalId("StringEquals", uuid)),
  ],
  [
    "GitLab groups whose names begin with ours",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "gitlab.com:sub": «SHARED_PROVIDER_NOT_LIMITED:"project_path:acme*"» } }',
    ),
  ],
  [
    "two accounts beside a role",
    "trust",
    trusting(
      '{ "AWS": [«EXTERNAL_ID_MISSING:"815502336190"», "arn:aws:iam::604938217455:role/etl", «EXTERNAL_ID_MISSING:"arn:aws:iam::815502336191:root"»] }',
    ),
  ],
  [
    "sts:* counts as AssumeRole",
    "trust",
    allowing('"Principal": { "AWS": «EXTERNAL_ID_MISSING:"568237466542"» }, "Action": "sts:*"'),
  ],
  [
    "a pattern counts as AssumeRole",
    "trust",
    allowing('"Principal": { "AWS": «EXTERNAL_ID_MISSING:"568237466542"» }, "Action": "sts:Assume?ole"'),
  ],
  [
    "a vendor with another condition only",
    "trust",
    trusting(
      '{ "AWS": «EXTERNAL_ID_MISSING:"422074288268"» }',
      '{ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }',
    ),
  ],
  [
    "IfExists",
    "trust",
    trusting(vendor, `{ «EXTERNAL_ID_OPTIONAL:"StringEqualsIfExists"»: { "sts:ExternalId": ${uuid} } }`),
  ],
  [
    "StringLikeIfExists, key in capitals",
    "trust",
    trusting(vendor, `{ «EXTERNAL_ID_OPTIONAL:"StringLikeIfExists"»: { "STS:EXTERNALID": ${uuid} } }`),
  ],
  [
    "ForAllValues",
    "trust",
    trusting(vendor, `{ «EXTERNAL_ID_OPTIONAL:"ForAllValues:StringEquals"»: { "sts:ExternalId": [${uuid}] } }`),
  ],
  [
    "IfExists on a database user",
    "trust",
    trusting(
      redshift,
      `{ «EXTERNAL_ID_OPTIONAL:"StringEqualsIfExists"»: { "sts:ExternalId": ${user("us-west-2", "analytics/etl")} } }`,
    ),
  ],
  ["Null true", "trust", trusting(vendor, '{ "Null": { "sts:ExternalId": «EXTERNAL_ID_REFUSED:"true"» } }')],
  ["Null false alone", "trust", trusting(vendor, '{ "Null": { "sts:ExternalId": «ANY_EXTERNAL_ID:"false"» } }')],
  ["negated", "trust", trusting(vendor, `{ «EXTERNAL_ID_NEGATED:"StringNotEquals"»: { "sts:ExternalId": ${uuid} } }`)],
  [
    "Redshift guide of 2016: StringLike without wildcards",
    "trust",
    trusting(
      redshift,
      `{ «EXTERNAL_ID_LIKE_WITHOUT_WILDCARD:"StringLike"»: { "sts:ExternalId": [${user("us-west-2", "my-cluster/user1")}, ${user("us-west-2", "my-cluster/user2")}] } }`,
    ),
  ],
  ["any value", "trust", trusting(vendor, externalId("StringLike", '«ANY_EXTERNAL_ID:"*"»'))],
  [
    "any value, said with question marks",
    "trust",
    trusting(vendor, externalId("StringLike", '«ANY_EXTERNAL_ID:"??*"»')),
  ],
  ["a literal star", "trust", trusting(vendor, externalId("StringEquals", '«EXTERNAL_ID_WILDCARD_LITERAL:"*"»'))],
  [
    "a literal star in a database user",
    "trust",
    trusting(
      redshift,
      externalId(
        "StringEquals",
        '«EXTERNAL_ID_WILDCARD_LITERAL:"arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/*"»',
      ),
    ),
  ],
  [
    "a literal question mark, ignoring case",
    "trust",
    trusting(vendor, externalId("StringEqualsIgnoreCase", '«EXTERNAL_ID_WILDCARD_LITERAL:"org-?"»')),
  ],
  ["a space", "trust", trusting(vendor, externalId("StringEquals", '«IMPOSSIBLE_EXTERNAL_ID:" 7be1c0de"»'))],
  ["a placeholder", "trust", trusting(vendor, externalId("StringEquals", '«IMPOSSIBLE_EXTERNAL_ID:"<External ID>"»'))],
  ["one character", "trust", trusting(vendor, externalId("StringEquals", '«IMPOSSIBLE_EXTERNAL_ID:"7"»'))],
  ["not Latin", "trust", trusting(vendor, externalId("StringEquals", '«IMPOSSIBLE_EXTERNAL_ID:"ключ"»'))],
  ["too long", "trust", trusting(vendor, externalId("StringEquals", `«IMPOSSIBLE_EXTERNAL_ID:"${"a".repeat(1225)}"»`))],
  [
    "Polytomic's sample",
    "trust",
    trusting(vendor, externalId("StringEquals", '«COPIED_EXTERNAL_ID:"a1efa791-4530-43a0-962d-74e2ccf18309"»')),
  ],
  [
    "Polytomic's sample in capitals",
    "trust",
    trusting(vendor, externalId("StringEquals", '«COPIED_EXTERNAL_ID:"A1EFA791-4530-43A0-962D-74E2CCF18309"»')),
  ],
  ["a stand-in", "trust", trusting(vendor, externalId("StringEquals", '«COPIED_EXTERNAL_ID:"external-id"»'))],
  [
    "a misspelt key",
    "trust",
    trusting(vendor, `{ "StringEquals": { «EXTERNAL_ID_KEY_MISSPELT:"sts:External-Id"»: ${uuid} } }`),
  ],
  [
    "another prefix",
    "trust",
    trusting(vendor, `{ "StringEquals": { «EXTERNAL_ID_KEY_MISSPELT:"aws:ExternalId"»: ${uuid} } }`),
  ],
  [
    "one ExternalId for a vendor and Redshift",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root", "Service": "redshift.amazonaws.com" }',
      `{ "StringEquals": { «MIXED_EXTERNAL_ID:"sts:ExternalId"»: ${uuid} } }`,
    ),
  ],
  [
    "a vendor's ExternalId for Redshift",
    "trust",
    trusting(redshift, externalId("StringEquals", `«EXTERNAL_ID_NOT_DBUSER:${uuid}»`)),
  ],
  [
    "a database user for a vendor",
    "trust",
    trusting(vendor, externalId("StringEquals", `«DBUSER_FOR_VENDOR:${user("us-west-2", "analytics/etl")}»`)),
  ],
  [
    "an ExternalId for GitHub",
    "trust",
    allowing(
      `"Principal": { "Federated": "arn:aws:iam::604938217455:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { «EXTERNAL_ID_NEVER_SENT:"sts:ExternalId"»: ${uuid} } }`,
    ),
  ],
  ["everybody", "trust", trusting('{ "AWS": «WILDCARD_PRINCIPAL:"*"» }')],
  [
    "everybody with the ExternalId",
    "trust",
    trusting('{ "AWS": ["604938217455", «WILDCARD_PRINCIPAL:"*"»] }', externalId("StringEquals", uuid)),
  ],
  [
    "an organization if there is one",
    "trust",
    trusting(
      '{ "AWS": «WILDCARD_PRINCIPAL:"*"» }',
      '{ "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }',
    ),
  ],
  [
    "a Region without its hyphen",
    "trust",
    trusting('{ "Service": «UNKNOWN_REGION_IN_SERVICE_PRINCIPAL:"redshift.us-west2.amazonaws.com"» }'),
  ],
  [
    "a Region without hyphens",
    "trust",
    trusting(
      '{ "Service": ["redshift.us-west-2.amazonaws.com", «UNKNOWN_REGION_IN_SERVICE_PRINCIPAL:"redshift.useast1.amazonaws.com"»] }',
    ),
  ],
  [
    "an Availability Zone",
    "trust",
    trusting('{ "Service": «UNKNOWN_REGION_IN_SERVICE_PRINCIPAL:"redshift.eu-west-1b.amazonaws.com"» }'),
  ],
  [
    "a Region that does not exist",
    "trust",
    trusting('{ "Service": «UNKNOWN_REGION_IN_SERVICE_PRINCIPAL:"redshift.eu-east-9.amazonaws.com"» }'),
  ],
  [
    "a wildcard for the Region",
    "trust",
    trusting('{ "Service": «UNKNOWN_REGION_IN_SERVICE_PRINCIPAL:"redshift.*.amazonaws.com"» }'),
  ],
  [
    "Region and service swapped",
    "trust",
    trusting('{ "Service": «SWAPPED_SERVICE_PRINCIPAL:"us-east-1.redshift.amazonaws.com"» }'),
  ],
  ["two letters swapped", "trust", trusting('{ "Service": «MISSPELT_SERVICE_PRINCIPAL:"redshfit.amazonaws.com"» }')],
  ["a hyphen", "trust", trusting('{ "Service": «MISSPELT_SERVICE_PRINCIPAL:"redshift-us-east-1.amazonaws.com"» }')],
  ["Lambda misspelt", "trust", trusting('{ "Service": «MISSPELT_SERVICE_PRINCIPAL:"lamda.amazonaws.com"» }')],
  [
    "China's endpoint suffix",
    "trust",
    trusting('{ "Service": «CHINA_SERVICE_PRINCIPAL:"redshift.cn-north-1.amazonaws.com.cn"» }'),
  ],
  [
    "a regional Serverless principal",
    "trust",
    trusting(
      '{ "Service": ["redshift.us-west-2.amazonaws.com", «REGIONAL_SERVERLESS_PRINCIPAL:"redshift-serverless.us-west-2.amazonaws.com"»] }',
    ),
  ],
  [
    "global beside regional",
    "trust",
    trusting(
      '{ "Service": ["redshift.us-east-1.amazonaws.com", «GLOBAL_PRINCIPAL_BESIDE_REGIONAL:"redshift.amazonaws.com"»] }',
    ),
  ],
  [
    "every database user in another statement",
    "trust",
    policyOf(
      `${assume(redshift)}, "Condition": ${externalId("StringEquals", user("us-west-2", "analytics/etl"))}`,
      assume('{ "Service": «DBUSER_RESTRICTION_CANCELLED:"redshift.amazonaws.com"» }'),
    ),
  ],
  [
    "every customer of a vendor",
    "trust",
    trusting(
      '{ "AWS": "341876425553" }',
      externalId("StringLike", '«VENDOR_EXTERNAL_ID_PATTERN:"CustomerOwnedS3Bucket/*"»'),
    ),
  ],
  [
    "a Deny that refuses one ExternalId only",
    "trust",
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${assume('{ "AWS": «EXTERNAL_ID_MISSING:"568237466542"» }')} }, { "Effect": "Deny", ${assume('{ "AWS": "568237466542" }')}, "Condition": ${externalId("StringEquals", '"7be1c0de-old"')} }] }`,
  ],
  [
    "another Region's users, as a pattern without a slash",
    "trust",
    trusting(
      '{ "Service": "redshift.us-east-1.amazonaws.com" }',
      externalId("StringLike", '«DBUSER_REGION_MISMATCH:"arn:aws:redshift:us-west-2:604938217455:dbuser:*"»'),
    ),
  ],
  [
    "every database user of a cluster",
    "identity",
    allowing(
      '"Action": ["redshift:GetClusterCredentials", "redshift:CreateClusterUser", "redshift:JoinGroup"], "Resource": ["arn:aws:redshift:us-west-2:604938217455:cluster:analytics", «CLUSTER_CREDENTIALS_FOR_EVERY_USER:"arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/*"», "arn:aws:redshift:us-west-2:604938217455:dbgroup:analytics/admin", "arn:aws:redshift:us-west-2:604938217455:dbname:analytics/*"]',
    ),
  ],
  [
    "whichever database user is asked for",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «CLUSTER_CREDENTIALS_FOR_EVERY_USER:"arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/${redshift:DbUser}"»',
    ),
  ],
  [
    "global in another statement with the same condition",
    "trust",
    policyOf(
      `${assume('{ "Service": "redshift.us-west-2.amazonaws.com" }')}, "Condition": ${externalId("StringEquals", user("us-west-2", "analytics/etl"))}`,
      `${assume('{ "Service": «GLOBAL_PRINCIPAL_BESIDE_REGIONAL:"redshift.amazonaws.com"» }')}, "Condition": ${externalId("StringEquals", user("us-west-2", "analytics/etl"))}`,
    ),
  ],
  [
    "Serverless alone",
    "trust",
    trusting('{ "Service": «SERVERLESS_PRINCIPAL_MISSING:"redshift-serverless.amazonaws.com"» }'),
  ],
  [
    "a Serverless user without the Serverless principal",
    "trust",
    trusting(redshift, externalId("StringEquals", `«SERVERLESS_PRINCIPAL_MISSING:${serverlessUser}»`)),
  ],
  [
    "another Region's database user",
    "trust",
    trusting(
      '{ "Service": "redshift.us-east-1.amazonaws.com" }',
      externalId(
        "StringEquals",
        `[«DBUSER_REGION_MISMATCH:${user("us-west-2", "analytics/etl")}», ${user("us-east-1", "analytics/etl")}]`,
      ),
    ),
  ],
  [
    "another account in aws:SourceAccount",
    "trust",
    trusting(
      redshift,
      `{ "StringEquals": { "aws:SourceAccount": "815502336190", "sts:ExternalId": «DBUSER_ACCOUNT_MISMATCH:${user("us-west-2", "analytics/etl")}» } }`,
    ),
  ],
  [
    "two accounts in a Serverless user",
    "trust",
    trusting(
      both,
      externalId(
        "StringEquals",
        '«DBUSER_ACCOUNT_MISMATCH:"arn:aws:redshift:us-west-2:604938217455:dbuser:serverless-815502336190-3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21/etl"»',
      ),
    ),
  ],
  [
    "aws:SourceArn in another Region",
    "trust",
    trusting(
      '{ "Service": "redshift.us-east-1.amazonaws.com" }',
      `{ "ArnLike": { "aws:SourceArn": «SOURCE_ARN_MISMATCH:${cluster}» } }`,
    ),
  ],
  [
    "aws:SourceArn in another account",
    "trust",
    trusting(
      redshift,
      `{ "StringEquals": { "aws:SourceAccount": "815502336190" }, "ArnEquals": { "aws:SourceArn": «SOURCE_ARN_MISMATCH:${cluster}» } }`,
    ),
  ],
  [
    "database users of two accounts",
    "trust",
    trusting(
      redshift,
      externalId(
        "StringEquals",
        `[«DBUSER_ACCOUNTS_DIFFER:${user("us-west-2", "analytics/etl")}», «DBUSER_ACCOUNTS_DIFFER:"arn:aws:redshift:us-west-2:815502336190:dbuser:analytics/etl"»]`,
      ),
    ),
  ],
  [
    "the wrong partition",
    "trust",
    trusting(redshift, externalId("StringEquals", `«PARTITION_MISMATCH:${user("cn-north-1", "analytics/etl")}»`)),
  ],
  [
    "two partitions",
    "trust",
    trusting(
      '{ "AWS": ["arn:aws:iam::604938217455:role/a", «TRUST_ACROSS_PARTITIONS:"arn:aws-us-gov:iam::604938217455:role/a"»] }',
    ),
  ],
  [
    "no account",
    "trust",
    trusting(redshift, externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${arn("dbuser:analytics/etl")}»`)),
  ],
  [
    "11 digits",
    "trust",
    trusting(redshift, externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${arn("60493821745:dbuser:analytics/etl")}»`)),
  ],
  [
    "db-user",
    "trust",
    trusting(
      redshift,
      externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${arn("604938217455:db-user:analytics/etl")}»`),
    ),
  ],
  [
    "dbuser/",
    "trust",
    trusting(
      redshift,
      externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${arn("604938217455:dbuser/analytics/etl")}»`),
    ),
  ],
  [
    "no user",
    "trust",
    trusting(redshift, externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${arn("604938217455:dbuser:analytics")}»`)),
  ],
  [
    "a cluster in capitals",
    "trust",
    trusting(
      redshift,
      externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${arn("604938217455:dbuser:Analytics/etl")}»`),
    ),
  ],
  [
    "the service of Serverless",
    "trust",
    trusting(
      both,
      externalId(
        "StringEquals",
        '«MALFORMED_DBUSER_ARN:"arn:aws:redshift-serverless:us-west-2:604938217455:dbuser:analytics/etl"»',
      ),
    ),
  ],
  [
    "an unknown Region",
    "trust",
    trusting(redshift, externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${user("us-west-22", "analytics/etl")}»`)),
  ],
  [
    "a Serverless user without the account",
    "trust",
    trusting(
      both,
      externalId(
        "StringEquals",
        `«MALFORMED_DBUSER_ARN:${arn("604938217455:dbuser:serverless-3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21/etl")}»`,
      ),
    ),
  ],
  [
    "PUBLIC",
    "trust",
    trusting(redshift, externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${user("us-west-2", "analytics/PUBLIC")}»`)),
  ],
  [
    "a role of IAM in small letters",
    "trust",
    trusting(
      redshift,
      externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${user("us-west-2", "analytics/iamr:Admin")}»`),
    ),
  ],
  [
    "a cluster as ExternalId",
    "trust",
    trusting(redshift, externalId("StringEquals", `«MALFORMED_DBUSER_ARN:${cluster}»`)),
  ],
  [
    "a workgroup's name",
    "trust",
    trusting(
      both,
      externalId(
        "StringEquals",
        `«WORKGROUP_NAME_IN_DBUSER:${user("us-west-2", "serverless-604938217455-analytics-wg/etl")}»`,
      ),
    ),
  ],
  [
    "any account",
    "trust",
    trusting(redshift, externalId("StringLike", '«DBUSER_ACCOUNT_WILDCARD:"arn:aws:redshift:*:dbuser:analytics/etl"»')),
  ],
  [
    "any cluster",
    "trust",
    trusting(redshift, externalId("StringLike", `«DBUSER_CLUSTER_WILDCARD:${user("us-west-2", "*/admin")}»`)),
  ],
  [
    "a user in capitals",
    "trust",
    trusting(redshift, externalId("StringEquals", `«DBUSER_UPPER_CASE:${user("us-west-2", "analytics/EtlUser")}»`)),
  ],
  [
    "a database user in aws:SourceArn",
    "trust",
    trusting(
      redshift,
      `{ "ArnLike": { "aws:SourceArn": «DBUSER_IN_SOURCE_ARN:${user("us-west-2", "analytics/etl")}» } }`,
    ),
  ],
  [
    "MFA of Redshift",
    "trust",
    trusting(redshift, '{ "Bool": { "aws:MultiFactorAuthPresent": «MFA_REQUIRED_OF_MACHINE:"true"» } }'),
  ],
  [
    "tags without TagSession",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "Null": { «TAG_SESSION_MISSING:"aws:RequestTag/RedshiftDbRoles"»: "false" } }',
    ),
  ],
  [
    "Serverless in Bahrain",
    "identity",
    allowing(
      '"Action": "redshift-serverless:GetCredentials", "Resource": «SERVERLESS_REGION_UNSUPPORTED:"arn:aws:redshift-serverless:me-south-1:604938217455:workgroup/*"»',
    ),
  ],
  [
    "Serverless in Calgary",
    "identity",
    allowing(
      '"Action": "redshift-serverless:GetCredentials", "Resource": «SERVERLESS_REGION_DOUBTFUL:"arn:aws:redshift-serverless:ca-west-1:604938217455:workgroup/*"»',
    ),
  ],
  [
    "Polytomic's permissions as printed",
    "identity",
    allowing(
      '"Action": ["redshift-data:CancelStatement", "redshift-data:DescribeStatement", "redshift-data:DescribeTable", "redshift-data:ExecuteStatement", "redshift-data:GetStatementResult", "redshift-data:ListDatabases", "redshift-data:ListSchemas", "redshift-data:ListTables", "redshift-serverless:GetCredentials"], "Resource": «DATA_API_ON_EVERY_RESOURCE:"*"»',
    ),
  ],
  [
    "all nine on the workgroup",
    "identity",
    allowing(
      `"Action": [«UNSCOPABLE_REDSHIFT_ACTION:"redshift-data:CancelStatement"», «UNSCOPABLE_REDSHIFT_ACTION:"redshift-data:DescribeStatement"», "redshift-data:ExecuteStatement", «UNSCOPABLE_REDSHIFT_ACTION:"redshift-data:GetStatementResult"», "redshift-serverless:GetCredentials"], "Resource": ${workgroup}`,
    ),
  ],
  [
    "ListSessions on a cluster",
    "identity",
    allowing(`"Action": «UNSCOPABLE_REDSHIFT_ACTION:"redshift-data:ListSessions"», "Resource": ${cluster}`),
  ],
  [
    "AWS's Data API sample, as printed",
    "identity",
    policyOf(
      '"Action": ["redshift-data:CancelStatement", "redshift-data:DescribeStatement", "redshift-data:GetStatementResult", "redshift-data:ListStatements"], "Resource": "*"',
      '"Action": "redshift-data:*", "Resource": [«REDSHIFT_ARN_IN_WRONG_NAMESPACE:"arn:aws:redshift:*:111122223333:workgroup/*"», "arn:aws:redshift:us-east-1:111122223333:cluster:*"]',
    ),
  ],
  [
    "a cluster with a slash",
    "identity",
    allowing(
      '"Action": "redshift:DescribeClusters", "Resource": «REDSHIFT_ARN_SEPARATOR:"arn:aws:redshift:*:604938217455:cluster/analytics"»',
    ),
  ],
  [
    "a workgroup by name",
    "identity",
    allowing(
      '"Action": "redshift-serverless:GetCredentials", "Resource": «WORKGROUP_NAME_IN_ARN:"arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/analytics"»',
    ),
  ],
  [
    "every database user",
    "identity",
    allowing(
      '"Action": ["redshift:GetClusterCredentials", "redshift:CreateClusterUser", "redshift:JoinGroup"], "Resource": «CLUSTER_CREDENTIALS_FOR_EVERY_USER:"*"»',
    ),
  ],
  [
    "credentials without a database user",
    "identity",
    allowing(
      '"Action": «REDSHIFT_ACTION_WITHOUT_ITS_RESOURCE:"redshift:GetClusterCredentials"», "Resource": ["arn:aws:redshift:us-west-2:604938217455:dbname:analytics/dev", "arn:aws:redshift:us-west-2:604938217455:cluster:analytics"]',
    ),
  ],
  [
    "IAM login on a database user",
    "identity",
    allowing(
      `"Action": «REDSHIFT_ACTION_WITHOUT_ITS_RESOURCE:"redshift:GetClusterCredentialsWithIAM"», "Resource": ${user("us-west-2", "analytics/etl")}`,
    ),
  ],
  [
    "AWS's KMS sample, as printed",
    "identity",
    allowing(
      '"Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": «VIA_SERVICE_NEVER_MATCHES:"redshift.us-east1.amazonaws.com"» } }',
    ),
  ],
  [
    "AWS's S3 sample, as printed",
    "identity",
    allowing('"Action": "s3:GetObject", "Resource": «S3_ARN_WITH_COLON:"arn:aws:s3:::bucket:*"»'),
  ],
  [
    "every role to Redshift",
    "identity",
    policyOf(
      `"Action": "redshift:ModifyClusterIamRoles", "Resource": ${cluster}`,
      '"Action": "iam:PassRole", "Resource": "arn:aws:iam::604938217455:role/*", "Condition": { "StringLike": { "iam:PassedToService": «PASS_EVERY_ROLE_TO_REDSHIFT:"*"» } }',
    ),
  ],
  ["every role", "identity", allowing('"Action": "sts:AssumeRole", "Resource": «ASSUME_EVERY_ROLE:"*"»')],
  [
    "a chain as COPY takes it, where a role belongs",
    "identity",
    allowing(
      '"Action": "sts:AssumeRole", "Resource": «ASSUME_ROLE_OF_NO_ROLE:"arn:aws:iam::604938217455:role/RoleA,arn:aws:iam::710429385166:role/RoleB"»',
    ),
  ],
  [
    "every source but one's own",
    "trust",
    trusting(redshift, '{ "StringNotEquals": { "aws:SourceAccount": «SOURCE_NOT_LIMITED:"604938217455"» } }'),
  ],
  [
    "clusters of every account",
    "trust",
    trusting(redshift, '{ "ArnLike": { "aws:SourceArn": «SOURCE_NOT_LIMITED:"arn:aws:redshift:*:*:cluster:*"» } }'),
  ],
  [
    "a cluster's name in upper case as source",
    "trust",
    trusting(
      redshift,
      '{ "ArnEquals": { "aws:SourceArn": «IMPOSSIBLE_SOURCE:"arn:aws:redshift:us-west-2:604938217455:cluster:Sales"» } }',
    ),
  ],
  [
    "a namespace for everybody",
    "resource",
    allowing(
      '"Principal": { "AWS": «PUBLIC_RESOURCE_POLICY:"*"» }, "Action": "redshift:CreateInboundIntegration", "Resource": "arn:aws:redshift:us-west-2:604938217455:namespace:9d2b8a1e-6c7f-4d3a-8b5e-1f0a2c4d6e8f"',
    ),
  ],
  [
    "a Deny that never denies",
    "identity",
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": «UNSCOPABLE_REDSHIFT_ACTION:"redshift-data:CancelStatement"», "Resource": "arn:aws:redshift:us-west-2:604938217455:cluster:sales" }] }`,
  ],
  [
    "a limit to database users beside a service that sends none",
    "trust",
    trusting(
      '{ "Service": ["redshift.amazonaws.com", «EXTERNAL_ID_NEVER_SENT:"sagemaker.amazonaws.com"»] }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:604938217455:dbuser:sales/etl" } }',
    ),
  ],
  [
    "a vendor's account limited to secure transport",
    "trust",
    trusting('{ "AWS": «EXTERNAL_ID_MISSING:"834469178297"» }', '{ "Bool": { "aws:SecureTransport": "true" } }'),
  ],
  [
    "a placeholder that a program left in an ExternalId",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": «IMPOSSIBLE_EXTERNAL_ID:"${external_id}"» } }',
    ),
  ],
  [
    "a variable that does not exist",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «UNKNOWN_POLICY_VARIABLE:"arn:aws:redshift:us-west-2:604938217455:dbuser:sales/${aws:usrname}"»',
    ),
  ],
  [
    "a cluster in upper case",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «REDSHIFT_NAME_UPPER_CASE:"arn:aws:redshift:us-west-2:604938217455:dbuser:Sales/etl"»',
    ),
  ],
  [
    "a key's caller with hyphens",
    "resource",
    allowing(
      '"Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "redshift.us-west-2.amazonaws.com", "kms:CallerAccount": «ACCOUNT_NEVER_MATCHES:"6049-3821-7455"» } }',
    ),
  ],
  [
    "Lake Formation's data beside ARNs",
    "identity",
    allowing(
      '"Action": ["s3:GetObject", «ACTION_TAKES_NO_RESOURCE:"lakeformation:GetDataAccess"»], "Resource": "arn:aws:s3:::acme-lake/*"',
    ),
  ],
  [
    "a table without its catalog",
    "identity",
    allowing(
      '"Action": «GLUE_ACTION_WITHOUT_ITS_ANCESTORS:"glue:GetTable"», "Resource": ["arn:aws:glue:us-west-2:604938217455:database/lake", "arn:aws:glue:us-west-2:604938217455:table/lake/*"]',
    ),
  ],
  [
    "a secret by its name",
    "identity",
    allowing(
      '"Action": "secretsmanager:GetSecretValue", "Resource": «SECRET_ARN_WITHOUT_SUFFIX:"arn:aws:secretsmanager:us-west-2:604938217455:secret:aurora/etl"»',
    ),
  ],
  [
    "a role passed by the ARN of the cluster",
    "identity",
    allowing(`"Action": "iam:PassRole", "Resource": «PASS_ROLE_OF_NO_ROLE:${cluster}»`),
  ],
  [
    "a statement's owner by name",
    "identity",
    allowing(
      '"Action": "redshift-data:GetStatementResult", "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": «OWNER_IS_NO_USER_ID:"${aws:username}"» } }',
    ),
  ],
  [
    "an account for an organization",
    "trust",
    trusting(
      '{ "AWS": "604938217455" }',
      '{ "StringEquals": { "aws:PrincipalOrgID": «ORGANIZATION_NEVER_MATCHES:"604938217455"» } }',
    ),
  ],
  [
    "a role for clusters of one VPC",
    "trust",
    trusting(redshift, '{ "StringEquals": { «NETWORK_OF_A_SERVICE:"aws:SourceVpc"»: "vpc-0a1b2c3d4e5f67890" } }'),
  ],
  [
    "a variable in round brackets",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «VARIABLE_IN_OTHER_BRACKETS:"arn:aws:redshift:us-west-2:604938217455:dbuser:sales/$(aws:username)"»',
    ),
  ],
  [
    "a user of one cluster and a database of another",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": ["arn:aws:redshift:us-west-2:604938217455:dbuser:sales/etl", «DATABASE_OF_ANOTHER_CLUSTER:"arn:aws:redshift:us-west-2:604938217455:dbname:reports/dev"»]',
    ),
  ],
  [
    "an integration authorized for its source",
    "resource",
    allowing(
      '"Principal": { "Service": «INBOUND_INTEGRATION_PRINCIPAL:"rds.amazonaws.com"» }, "Action": "redshift:AuthorizeInboundIntegration", "Resource": "arn:aws:redshift:us-west-2:604938217455:namespace:9d2b8a1e-6c7f-4d3a-8b5e-1f0a2c4d6e8f", "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:rds:us-west-2:604938217455:cluster:orders" } }',
    ),
  ],
  [
    "GitHub's provider with its scheme",
    "trust",
    allowing(
      '"Principal": { "Federated": «OIDC_PROVIDER_WITH_SCHEME:"arn:aws:iam::604938217455:oidc-provider/https://token.actions.githubusercontent.com"» }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }',
    ),
  ],
  [
    "a key that is used on a bucket",
    "identity",
    allowing(
      '"Action": ["s3:GetObject", «KMS_ACTION_WITHOUT_KEY:"kms:Decrypt"»], "Resource": "arn:aws:s3:::acme-staging/*"',
    ),
  ],
  [
    "a key of another Region than its service",
    "identity",
    allowing(
      '"Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:604938217455:key/6a1f0b52-3c74-4d8e-a96b-0e5d7c1f2a34", "Condition": { "StringEquals": { "kms:ViaService": «VIA_SERVICE_OF_ANOTHER_REGION:"s3.us-east-1.amazonaws.com"» } }',
    ),
  ],
  [
    "an administrator's session spared",
    "scp",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:DeleteCluster", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": «PRINCIPAL_ARN_NEVER_MATCHES:"arn:aws:sts::*:assumed-role/PlatformAdmin/*"» } } }] }',
  ],
  [
    "a role's ID without a session",
    "resource",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-staging/*", "Condition": { "StringNotEquals": { "aws:userid": «ROLE_ID_WITHOUT_SESSION:"AROAJ5QZZ2MPL7XQ3ZK2M"» } } }] }',
  ],
  [
    "TLS denied",
    "resource",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme-staging/*", "Condition": { "Bool": { "aws:SecureTransport": «SECURE_TRANSPORT_INVERTED:"true"» } } }] }',
  ],
  [
    "MFA that access keys pass by",
    "scp",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:*", "Resource": "*", "Condition": { "Bool": { «MFA_DENIED_ONLY_WHEN_PRESENT:"aws:MultiFactorAuthPresent"»: "false" } } }] }',
  ],
  [
    "the source of a vendor",
    "trust",
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": "7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51", «SOURCE_OF_NO_SERVICE:"aws:SourceAccount"»: "568237466542" } }',
    ),
  ],
  [
    "tags without a role",
    "trust",
    allowing(`"Principal": ${redshift}, "Action": «TRUST_WITHOUT_ASSUME_ROLE:"sts:TagSession"»`),
  ],
  [
    "a Deny of credentials on clusters",
    "scp",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": «REDSHIFT_ACTION_WITHOUT_ITS_RESOURCE:"redshift:GetClusterCredentials"», "Resource": "arn:aws:redshift:*:*:cluster:*" }] }',
  ],
  [
    "an administrator of no cluster",
    "scp",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:GetClusterCredentials", "Resource": «DATABASE_ARN_INCOMPLETE:"arn:aws:redshift:*:*:dbuser:awsuser"» }] }',
  ],
  [
    "a Region that is asked for and refused",
    "identity",
    allowing(
      '"Action": "redshift:DescribeClusters", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "us-west-2" }, "StringNotEquals": { «CONDITIONS_CONTRADICT:"aws:RequestedRegion"»: ["us-west-2", "us-east-1"] } }',
    ),
  ],
  [
    "a workgroup left in the Region of before",
    "identity",
    allowing(
      '"Action": "redshift-serverless:GetCredentials", "Resource": «RESOURCE_NEVER_MEETS_CONDITION:"arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21"», "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }',
    ),
  ],
  [
    "credentials allowed and denied",
    "identity",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «ALLOW_CANCELLED_BY_DENY:"redshift:GetClusterCredentials"», "Resource": ["arn:aws:redshift:us-west-2:604938217455:dbuser:sales/etl", "arn:aws:redshift:us-west-2:604938217455:dbname:sales/dev"] }, { "Effect": "Deny", "Action": "redshift:*Credentials", "Resource": "*" }] }',
  ],
  [
    "a second account trusted, and one account's roles asked for",
    "trust",
    trusting(
      '{ "AWS": ["arn:aws:iam::604938217455:root", «PRINCIPAL_NEVER_MEETS_CONDITION:"arn:aws:iam::739204815566:root"»] }',
      '{ "StringEquals": { "sts:ExternalId": "7be1c0de-54a2-4c1e-b3f5-0a9d8c7e6f51" }, "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::604938217455:role/etl-*" } }',
    ),
  ],
  [
    "audit logs with the bucket renamed in one place",
    "resource",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme-audit/*", "Condition": { "StringEquals": { "aws:SourceAccount": "604938217455" } } }, { "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "s3:GetBucketAcl", "Resource": «BUCKET_POLICY_OF_TWO_BUCKETS:"arn:aws:s3:::acme-logs"», "Condition": { "StringEquals": { "aws:SourceAccount": "604938217455" } } }] }',
  ],
  [
    "a bucket with a slash",
    "identity",
    allowing(
      '"Action": ["s3:GetObject", "s3:ListBucket"], "Resource": «S3_ARN_WITHOUT_KEY:"arn:aws:s3:::acme-staging/"»',
    ),
  ],
  [
    "a cluster with an underscore",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «REDSHIFT_NAME_IMPOSSIBLE:"arn:aws:redshift:us-west-2:604938217455:dbuser:dwh_prod/etl"»',
    ),
  ],
  [
    "a role of another account for a cluster",
    "identity",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:ModifyClusterIamRoles", "Resource": "arn:aws:redshift:us-west-2:604938217455:cluster:analytics" }, { "Effect": "Allow", "Action": "iam:PassRole", "Resource": «PASS_ROLE_OF_ANOTHER_ACCOUNT:"arn:aws:iam::739204815566:role/RedshiftCopy"», "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } } }] }',
  ],
  [
    "credentials for two hours",
    "identity",
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:us-west-2:604938217455:dbuser:sales/etl", "Condition": { "StringEquals": { "redshift:DurationSeconds": «VALUE_NEVER_OCCURS:"7200"» } }',
    ),
  ],
  [
    "China's identity provider with the endpoint of other Regions",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws-cn:iam::604938217455:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": «SAML_AUDIENCE_NEVER_MATCHES:"https://signin.aws.amazon.com/saml"» } }',
    ),
  ],
  [
    "the sign-in endpoint without its path",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": «SAML_AUDIENCE_NEVER_MATCHES:"https://signin.aws.amazon.com/"» } }',
    ),
  ],
  [
    "an alias for the key of the staging bucket",
    "identity",
    allowing(
      '"Action": "kms:Decrypt", "Resource": «KMS_ALIAS_AS_KEY:"arn:aws:kms:us-west-2:604938217455:alias/staging"»',
    ),
  ],
  [
    "COPY from objects alone",
    "identity",
    allowing(
      '"Action": ["s3:GetObject", «S3_ACTION_WITHOUT_ITS_RESOURCE:"s3:ListBucket"»], "Resource": "arn:aws:s3:::staging/*"',
    ),
  ],
  [
    "a role passed to a service that is almost Redshift",
    "identity",
    allowing(
      '"Action": "iam:PassRole", "Resource": "arn:aws:iam::604938217455:role/etl", "Condition": { "StringEquals": { "iam:PassedToService": «MISSPELT_SERVICE_PRINCIPAL:"redshfit.amazonaws.com"» } }',
    ),
  ],
  [
    "Informatica's placeholder",
    "identity",
    allowing(
      '"Action": "sts:AssumeRole", "Resource": «PLACEHOLDER_LEFT:"arn:aws:iam::<ACCOUNT-HYPHENS>:role/<REDSHIFT-IAM-ROLE-NAME>"»',
    ),
  ],
  [
    "a session tag in the singular",
    "trust",
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::604938217455:saml-provider/Okta" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], "Condition": { "StringLike": { «MISSPELT_SESSION_TAG:"aws:RequestTag/RedshiftDbGroup"»: "*" } }',
    ),
  ],
  [
    "zero-ETL from anywhere",
    "resource",
    allowing(
      '"Principal": { "Service": «INBOUND_INTEGRATION_WITHOUT_SOURCE:"redshift.amazonaws.com"» }, "Action": "redshift:AuthorizeInboundIntegration", "Resource": "arn:aws:redshift:us-west-2:604938217455:namespace:9d2b8a1e-6c7f-4d3a-8b5e-1f0a2c4d6e8f"',
    ),
  ],
  [
    "an account in aws:SourceAccount without its leading zero",
    "trust",
    trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": «IMPOSSIBLE_SOURCE:60493821745» } }'),
  ],
  [
    "an account in aws:SourceAccount without quotes, as AWS prints it",
    "trust",
    trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": «ACCOUNT_WITHOUT_QUOTES:111122223333» } }'),
  ],
  [
    "Informatica's user without its type",
    "trust",
    allowing(
      '"Principal": { "AWS": «IMPOSSIBLE_PRINCIPAL:"arn:aws:iam::604938217455:informatica-agent"» }, "Action": "sts:AssumeRole"',
    ),
  ],
  [
    "a key that running a statement does not carry",
    "identity",
    allowing(
      `"Action": [«REDSHIFT_KEY_NEVER_SENT:"redshift-data:ExecuteStatement"», "redshift-data:DescribeStatement"], "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": "\${aws:userid}" } }`,
    ),
  ],
  [
    "two lists of users that must both hold",
    "trust",
    trusting(
      redshift,
      `{ "StringEquals": { "sts:ExternalId": ${user("us-west-2", "analytics/etl")} }, "StringLike": { «EXTERNAL_IDS_CONTRADICT:"sts:ExternalId"»: ${user("us-west-2", "reporting/*")} } }`,
    ),
  ],
  [
    "a set operator",
    "trust",
    trusting(vendor, `{ «EXTERNAL_ID_SET_OPERATOR:"ForAnyValue:StringEquals"»: { "sts:ExternalId": ${uuid} } }`),
  ],
  [
    "audit logs of an opt-in Region",
    "resource",
    allowing(
      '"Principal": { "Service": «AUDIT_LOG_PRINCIPAL_NOT_REGIONAL:"redshift.amazonaws.com"» }, "Action": ["s3:PutObject", "s3:GetBucketAcl"], "Resource": ["arn:aws:s3:::audit-logs", "arn:aws:s3:::audit-logs/*"], "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:redshift:af-south-1:604938217455:cluster:analytics" } }',
    ),
  ],
  [
    "the old user of audit logs",
    "resource",
    allowing(
      '"Principal": { "AWS": «RETIRED_AUDIT_LOG_USER:"arn:aws:iam::193672423079:user/logs"» }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::audit-logs/*"',
    ),
  ],
];

/** Checks of our own that are of the grammar, not of Redshift. */
const grammar: ReadonlySet<string> = new Set(["DUPLICATE_ELEMENT"]);

/** The text without its marks, and what they ask for, as `said` puts it. */
function unmark(marked: string): { text: string; wanted: string[] } {
  const wanted: string[] = [];
  const text = marked.replaceAll(/«([A-Z0-9_]+):(.*?)»/gs, (_, code: string, place: string) => {
    wanted.push(`${code} ${place}`);
    return place;
  });
  return { text, wanted };
}

describe("our own checks", () => {
  test("are many enough for the tables to mean something", () => {
    expect(own.length).toBeGreaterThan(50);
    expect(templates.length + documented.length).toBeGreaterThanOrEqual(90);
    expect(mistakes.length).toBeGreaterThanOrEqual(100);
  });

  test.each([...templates, ...documented])("say nothing about: %s", (_, policyType, policy) => {
    JSON.parse(policy);
    expect(said(policy, policyType)).toEqual([]);
  });

  test.each(mistakes)("say it at its place and nothing else: %s", (_, policyType, marked) => {
    const { text, wanted } = unmark(marked);
    JSON.parse(text);
    expect(wanted.length).toBeGreaterThan(0);
    expect(said(text, policyType)).toEqual(wanted);
  });

  test("each has a row among the mistakes", () => {
    const shown = new Set(
      mistakes.flatMap(([, , marked]) => [...marked.matchAll(/«([A-Z0-9_]+):/g)].map(([, code]) => code)),
    );
    const missing = own.map(({ id }) => issueCodeOf(id)).filter((code) => !shown.has(code) && !grammar.has(code));
    expect(missing).toEqual([]);
  });
});
