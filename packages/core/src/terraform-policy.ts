import type { ResourceType } from "./policy/resource-type.ts";
import type { FoundPolicy } from "./source.ts";

/** Attributes of AWS's providers' resources, `aws` and `awscc`, that hold a policy as JSON text. */
const policyAttributes: ReadonlySet<string> = new Set([
  "access_policies",
  "access_policy",
  "assume_role_policy",
  "assume_role_policy_document",
  "destination_policy",
  "file_system_policy",
  "inline_policy",
  "key_policy",
  "namespace_resource_policy",
  "policy",
  "policy_document",
  "policy_text",
  "repository_policy",
  "repository_policy_text",
  "resource_policy",
  "session_policy",
]);

/** Resources whose `content` is a policy: that of many others is any text. */
const contentResources = /^aws(?:cc)?_organizations_(?:resource_)?policy$/;

/**
 * Resources whose policies are written in other languages: rules of life cycles, data protection, core networks, Cedar,
 * OpenSearch Serverless.
 */
const otherLanguages =
  /^aws(?:cc)?_(?:\w*lifecycle_policy|\w*data_protection_policy|ec2_verified_?access_\w+|verified(?:access|permissions)_\w+|cloudwatch_log_(?:account|index)_policy|logs_account_policy|networkmanager_core_network\w*|opensearchserverless_\w+)$/;

/** Other clouds, whose policies look like IAM's and name their own actions and resources. */
const otherClouds = /^(?:alicloud|huaweicloud|ibm|ksyun|minio|tencentcloud|volcengine|yandex)_/;

/** Policies of organizations in the language of IAM; the others are tag policies, backup policies and more. */
const iamOrganizationPolicies: ReadonlySet<string> = new Set(["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]);

/** The text of another attribute of the same resource, where it is known. */
type AttributeText = (attribute: string) => string | undefined;

/** Whether the attribute holds a policy of IAM's language and nothing else. */
export function isTerraformPolicy(
  resource: string,
  attribute: string,
  attributeText: AttributeText = () => undefined,
): boolean {
  if (!/^aws(?:cc)?_/.test(resource) || isOtherLanguage(resource, attribute, attributeText)) return false;
  return policyAttributes.has(attribute) || (attribute === "content" && contentResources.test(resource));
}

/** Whether a name says that a policy is meant, also where a module gives it. */
export function isPolicyName(attribute: string): boolean {
  return policyAttributes.has(attribute);
}

/** Whether what the attribute holds is written in a language that is not IAM's, though it may look like IAM's. */
export function isOtherLanguage(
  resource: string,
  attribute: string,
  attributeText: AttributeText = () => undefined,
): boolean {
  if (/^aws(?:cc)?_organizations_policy$/.test(resource))
    return !iamOrganizationPolicies.has(attributeText("type") ?? "SERVICE_CONTROL_POLICY");
  // CloudFormation's stack policies allow and deny updates.
  if (/^(?:stack_)?policy_body$/.test(attribute)) return true;
  return otherLanguages.test(resource) || otherClouds.test(resource);
}

const identityResources: ReadonlySet<string> = new Set([
  "aws_iam_group_policy",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_user_policy",
  "aws_ssoadmin_permission_set_inline_policy",
]);

/** Resources with a policy of what they stand for, which is of that type where it can be of no other. */
const policiesOfResources: ReadonlyMap<string, ResourceType | undefined> = new Map([
  ["aws_api_gateway_rest_api", "AWS::ApiGateway::RestApi"],
  ["aws_api_gateway_rest_api_policy", "AWS::ApiGateway::RestApi"],
  ["aws_backup_vault_policy", "AWS::Backup::BackupVault"],
  // Of a table, or of a stream.
  ["aws_dynamodb_resource_policy", undefined],
  ["aws_ecr_repository_policy", undefined],
  ["aws_efs_file_system_policy", "AWS::EFS::FileSystem"],
  ["aws_kms_external_key", "AWS::KMS::Key"],
  ["aws_kms_key", "AWS::KMS::Key"],
  ["aws_kms_key_policy", "AWS::KMS::Key"],
  ["aws_kms_replica_external_key", "AWS::KMS::Key"],
  ["aws_kms_replica_key", "AWS::KMS::Key"],
  ["aws_opensearch_domain", "AWS::OpenSearchService::Domain"],
  ["aws_opensearch_domain_policy", "AWS::OpenSearchService::Domain"],
  // That of a cluster is attached to its namespace.
  ["aws_redshift_resource_policy", "AWS::Redshift::Cluster"],
  ["aws_redshiftserverless_resource_policy", "AWS::RedshiftServerless::Namespace"],
  ["aws_s3_access_point", "AWS::S3::AccessPoint"],
  ["aws_s3_bucket", "AWS::S3::Bucket"],
  ["aws_s3_bucket_policy", "AWS::S3::Bucket"],
  ["aws_s3control_access_point_policy", "AWS::S3::AccessPoint"],
  ["aws_s3control_multi_region_access_point_policy", "AWS::S3::MultiRegionAccessPoint"],
  ["aws_s3control_object_lambda_access_point_policy", "AWS::S3ObjectLambda::AccessPoint"],
  ["aws_secretsmanager_secret", "AWS::SecretsManager::Secret"],
  ["aws_secretsmanager_secret_policy", "AWS::SecretsManager::Secret"],
  ["aws_sns_topic", "AWS::SNS::Topic"],
  ["aws_sns_topic_policy", "AWS::SNS::Topic"],
  ["aws_sqs_queue", "AWS::SQS::Queue"],
  ["aws_sqs_queue_policy", "AWS::SQS::Queue"],
]);

/** What kind of policy an attribute holds, where its name or the resource's type says it. */
export function terraformPolicyType(
  resource: string,
  attribute: string,
  attributeText: AttributeText,
): Pick<FoundPolicy, "policyType" | "policyTypeReason" | "resourceType"> {
  const policyTypeReason = `\`${attribute}\` of \`${resource}\``;
  if (/^assume_role_policy(?:_document)?$/.test(attribute)) return { policyType: "trust", policyTypeReason };
  if (!isTerraformPolicy(resource, attribute, attributeText)) return {};
  if (identityResources.has(resource)) return { policyType: "identity", policyTypeReason };
  if (policiesOfResources.has(resource)) {
    const resourceType = policiesOfResources.get(resource);
    return { policyType: "resource", policyTypeReason, ...(resourceType === undefined ? {} : { resourceType }) };
  }
  if (/^aws_vpc_endpoint(_policy)?$/.test(resource)) return { policyType: "endpoint", policyTypeReason };
  if (resource === "aws_organizations_policy") {
    const type = attributeText("type") ?? "SERVICE_CONTROL_POLICY";
    if (type === "SERVICE_CONTROL_POLICY") return { policyType: "scp", policyTypeReason };
    if (type === "RESOURCE_CONTROL_POLICY") return { policyType: "rcp", policyTypeReason };
  }
  return {};
}
