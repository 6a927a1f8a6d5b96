import { policyTypeOfAwscc } from "../cloudformation/policy-type.ts";
import { actionsIn } from "../policy/policy-type.ts";
import type { ResourceType } from "../policy/resource-type.ts";
import type { FoundPolicy } from "../source.ts";
import type { Node } from "../syntax/node.ts";
import { type AttributeText, isTerraformPolicy } from "./policy-attribute.ts";

const identityResources: ReadonlySet<string> = new Set([
  "aws_iam_group_policy",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_user_policy",
  "aws_ssoadmin_permission_set_inline_policy",
]);

/** Resources with a policy that a session of their role is cut down by. */
const sessionResources: ReadonlySet<string> = new Set([
  "aws_eks_pod_identity_association",
  "aws_rolesanywhere_profile",
  "aws_transfer_access",
  "aws_transfer_user",
  // Under `assume_role`.
  "provider.aws",
  "provider.awscc",
]);

/** Resources with a policy of what they stand for, which is of that type where it can be of no other. */
const policiesOfResources: ReadonlyMap<string, ResourceType | undefined> = new Map([
  ["aws_acmpca_policy", undefined],
  ["aws_api_gateway_domain_name", undefined],
  ["aws_api_gateway_rest_api", "AWS::ApiGateway::RestApi"],
  ["aws_api_gateway_rest_api_policy", "AWS::ApiGateway::RestApi"],
  ["aws_backup_vault_policy", "AWS::Backup::BackupVault"],
  ["aws_bedrockagentcore_resource_policy", undefined],
  ["aws_cloudsearch_domain_service_access_policy", undefined],
  ["aws_cloudwatch_event_bus_policy", undefined],
  ["aws_cloudwatch_log_delivery_destination_policy", undefined],
  ["aws_cloudwatch_log_destination_policy", undefined],
  ["aws_cloudwatch_log_resource_policy", undefined],
  ["aws_codeartifact_domain_permissions_policy", "AWS::CodeArtifact::Domain"],
  ["aws_codeartifact_repository_permissions_policy", undefined],
  ["aws_codebuild_resource_policy", undefined],
  // Of a table, or of a stream.
  ["aws_dynamodb_resource_policy", undefined],
  ["aws_ecr_registry_policy", undefined],
  ["aws_ecr_repository_creation_template", "AWS::ECR::Repository"],
  ["aws_ecr_repository_policy", "AWS::ECR::Repository"],
  ["aws_ecrpublic_repository_policy", "AWS::ECR::Repository"],
  ["aws_efs_file_system_policy", "AWS::EFS::FileSystem"],
  ["aws_elasticsearch_domain", "AWS::OpenSearchService::Domain"],
  ["aws_elasticsearch_domain_policy", "AWS::OpenSearchService::Domain"],
  ["aws_glacier_vault", "AWS::S3::Glacier"],
  ["aws_glacier_vault_lock", "AWS::S3::Glacier"],
  ["aws_glue_resource_policy", undefined],
  // Of the stream, or of one of its consumers.
  ["aws_kinesis_resource_policy", undefined],
  ["aws_kms_external_key", "AWS::KMS::Key"],
  ["aws_kms_key", "AWS::KMS::Key"],
  ["aws_kms_key_policy", "AWS::KMS::Key"],
  ["aws_kms_replica_external_key", "AWS::KMS::Key"],
  ["aws_kms_replica_key", "AWS::KMS::Key"],
  ["aws_media_store_container_policy", undefined],
  ["aws_msk_cluster_policy", undefined],
  ["aws_networkfirewall_resource_policy", undefined],
  ["aws_oam_sink_policy", undefined],
  ["aws_opensearch_domain", "AWS::OpenSearchService::Domain"],
  ["aws_opensearch_domain_policy", "AWS::OpenSearchService::Domain"],
  ["aws_organizations_resource_policy", undefined],
  ["aws_prometheus_resource_policy", undefined],
  // That of a cluster is attached to its namespace.
  ["aws_redshift_resource_policy", "AWS::Redshift::Cluster"],
  ["aws_redshiftserverless_resource_policy", "AWS::RedshiftServerless::Namespace"],
  ["aws_s3_access_point", "AWS::S3::AccessPoint"],
  ["aws_s3_bucket", "AWS::S3::Bucket"],
  ["aws_s3_bucket_policy", "AWS::S3::Bucket"],
  ["aws_s3control_access_grants_instance_resource_policy", undefined],
  ["aws_s3control_access_point_policy", "AWS::S3::AccessPoint"],
  ["aws_s3control_bucket_policy", "AWS::S3Outposts::Bucket"],
  ["aws_s3control_multi_region_access_point_policy", "AWS::S3::MultiRegionAccessPoint"],
  ["aws_s3control_object_lambda_access_point_policy", "AWS::S3ObjectLambda::AccessPoint"],
  ["aws_s3tables_table_bucket_policy", "AWS::S3Tables::TableBucket"],
  ["aws_s3tables_table_policy", "AWS::S3Tables::Table"],
  ["aws_s3vectors_vector_bucket_policy", undefined],
  ["aws_sagemaker_model_package_group_policy", undefined],
  ["aws_schemas_registry_policy", undefined],
  ["aws_secretsmanager_secret", "AWS::SecretsManager::Secret"],
  ["aws_secretsmanager_secret_policy", "AWS::SecretsManager::Secret"],
  ["aws_ses_identity_policy", undefined],
  ["aws_sesv2_email_identity_policy", undefined],
  ["aws_sns_topic", "AWS::SNS::Topic"],
  ["aws_sns_topic_policy", "AWS::SNS::Topic"],
  ["aws_sqs_queue", "AWS::SQS::Queue"],
  ["aws_sqs_queue_policy", "AWS::SQS::Queue"],
  ["aws_ssm_resource_policy", undefined],
  ["aws_vpclattice_auth_policy", undefined],
  ["aws_vpclattice_resource_policy", undefined],
  ["aws_xray_resource_policy", undefined],
]);

/** One resource of Terraform is for the buckets of three services, another for their access points. */
const typesOfService: ReadonlyMap<ResourceType, ReadonlyMap<string, ResourceType>> = new Map([
  [
    "AWS::S3::Bucket",
    new Map<string, ResourceType>([
      ["s3express", "AWS::S3Express::DirectoryBucket"],
      ["s3-outposts", "AWS::S3Outposts::Bucket"],
    ]),
  ],
  [
    "AWS::S3::AccessPoint",
    new Map<string, ResourceType>([
      ["s3express", "AWS::S3Express::AccessPoint"],
      ["s3-outposts", "AWS::S3Outposts::AccessPoint"],
    ]),
  ],
]);

/** The type as the actions of the policy tell it, where they are all of another service than the type's. */
export function withService<Type extends Pick<FoundPolicy, "resourceType">>(type: Type, policy: Node): Type {
  const types = type.resourceType === undefined ? undefined : typesOfService.get(type.resourceType);
  if (types === undefined) return type;
  const [service, ...others] = new Set(actionsIn(policy).map((action) => action.split(":", 1)[0]?.toLowerCase() ?? ""));
  const resourceType = service === undefined || others.length > 0 ? undefined : types.get(service);
  return resourceType === undefined ? type : { ...type, resourceType };
}

/** What kind of policy an attribute holds, where its name or the resource's type says it. */
export function terraformPolicyType(
  resource: string,
  attribute: string,
  attributeText: AttributeText,
): Pick<FoundPolicy, "policyType" | "policyTypeReason" | "resourceType"> {
  const policyTypeReason = `\`${attribute}\` of \`${resource}\``;
  if (/^assume_role_policy(?:_document)?$/.test(attribute)) return { policyType: "trust", policyTypeReason };
  if (!isTerraformPolicy(resource, attribute, attributeText)) return {};
  if (resource.startsWith("awscc_")) {
    const known = policyTypeOfAwscc(resource, attribute, attributeText("type"));
    return known.policyType === undefined ? {} : { ...known, policyTypeReason };
  }
  if (identityResources.has(resource)) return { policyType: "identity", policyTypeReason };
  if (sessionResources.has(resource)) return { policyType: "session", policyTypeReason };
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
