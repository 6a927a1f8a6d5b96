import type { PolicyType } from "../policy/document.ts";
import type { ResourceType } from "../policy/resource-type.ts";
import { memberOf, type Node, stringOf } from "../syntax/node.ts";

const identityTypes = new Set([
  "AWS::IAM::Policy",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::RolePolicy",
  "AWS::IAM::UserPolicy",
  "AWS::IAM::GroupPolicy",
  "AWS::IAM::User",
  "AWS::IAM::Group",
  "AWS::IAM::Role",
  "AWS::SSO::PermissionSet",
  "AWS::Serverless::Function",
  "AWS::Serverless::StateMachine",
]);
/** Also as `awscc` writes it. */
const trustProperty = /^(?:AssumeRolePolicyDocument|assume_role_policy_document)$/;
const endpointType = "AWS::EC2::VPCEndpoint";
const organizationType = "AWS::Organizations::Policy";
/** Types with a policy that a session of their role is cut down by. */
const sessionTypes = new Set([
  "AWS::EKS::PodIdentityAssociation",
  "AWS::RolesAnywhere::Profile",
  "AWS::Transfer::User",
]);
/** Types with a policy of the resource, which is of that type where it can be of no other. */
const policiesOfResources: ReadonlyMap<string, ResourceType | undefined> = new Map([
  ["AWS::AIOps::InvestigationGroup", undefined],
  ["AWS::APS::ResourcePolicy", undefined],
  ["AWS::ApiGateway::DomainNameV2", undefined],
  ["AWS::ApiGateway::RestApi", "AWS::ApiGateway::RestApi"],
  ["AWS::Backup::BackupAccessPoint", undefined],
  ["AWS::Backup::BackupVault", "AWS::Backup::BackupVault"],
  ["AWS::Backup::LogicallyAirGappedBackupVault", "AWS::Backup::BackupVault"],
  ["AWS::Bedrock::KnowledgeBasePolicy", undefined],
  ["AWS::Bedrock::ResourcePolicy", undefined],
  ["AWS::BedrockAgentCore::ResourcePolicy", undefined],
  // Of a dashboard, an event data store, or a channel.
  ["AWS::CloudTrail::ResourcePolicy", undefined],
  ["AWS::CodeArtifact::Domain", "AWS::CodeArtifact::Domain"],
  ["AWS::CodeArtifact::Repository", undefined],
  ["AWS::Comprehend::DocumentClassifier", undefined],
  ["AWS::Comprehend::EntityRecognizer", undefined],
  ["AWS::DSQL::Cluster", undefined],
  // Of the table, or of its stream.
  ["AWS::DynamoDB::GlobalTable", undefined],
  ["AWS::DynamoDB::Table", undefined],
  ["AWS::ECR::PublicRepository", "AWS::ECR::Repository"],
  ["AWS::ECR::RegistryPolicy", undefined],
  ["AWS::ECR::Repository", "AWS::ECR::Repository"],
  ["AWS::ECR::RepositoryCreationTemplate", "AWS::ECR::Repository"],
  ["AWS::EFS::FileSystem", "AWS::EFS::FileSystem"],
  ["AWS::Elasticsearch::Domain", "AWS::OpenSearchService::Domain"],
  ["AWS::EventSchemas::RegistryPolicy", undefined],
  ["AWS::Events::EventBus", undefined],
  ["AWS::Events::EventBusPolicy", undefined],
  ["AWS::KMS::Key", "AWS::KMS::Key"],
  ["AWS::KMS::ReplicaKey", "AWS::KMS::Key"],
  // Of the stream, or of one of its consumers.
  ["AWS::Kinesis::ResourcePolicy", undefined],
  ["AWS::Lambda::ResourcePolicy", undefined],
  ["AWS::Lex::ResourcePolicy", undefined],
  ["AWS::Logs::Destination", undefined],
  ["AWS::Logs::LogGroup", undefined],
  ["AWS::Logs::ResourcePolicy", undefined],
  ["AWS::MSK::ClusterPolicy", undefined],
  ["AWS::MediaPackageV2::ChannelPolicy", undefined],
  ["AWS::MediaPackageV2::OriginEndpointPolicy", undefined],
  ["AWS::MediaStore::Container", undefined],
  ["AWS::MediaTailor::ChannelPolicy", undefined],
  ["AWS::Oam::Sink", undefined],
  ["AWS::Omics::SequenceStore", undefined],
  ["AWS::OpenSearchService::Domain", "AWS::OpenSearchService::Domain"],
  ["AWS::Organizations::ResourcePolicy", undefined],
  ["AWS::PaymentCryptography::Key", undefined],
  ["AWS::Redshift::Cluster", "AWS::Redshift::Cluster"],
  ["AWS::RedshiftServerless::Namespace", "AWS::RedshiftServerless::Namespace"],
  ["AWS::S3::AccessPoint", "AWS::S3::AccessPoint"],
  ["AWS::S3::BucketPolicy", "AWS::S3::Bucket"],
  ["AWS::S3::MultiRegionAccessPointPolicy", "AWS::S3::MultiRegionAccessPoint"],
  ["AWS::S3Express::AccessPoint", "AWS::S3Express::AccessPoint"],
  ["AWS::S3Express::BucketPolicy", "AWS::S3Express::DirectoryBucket"],
  ["AWS::S3Files::FileSystemPolicy", undefined],
  ["AWS::S3ObjectLambda::AccessPointPolicy", "AWS::S3ObjectLambda::AccessPoint"],
  ["AWS::S3Outposts::AccessPoint", "AWS::S3Outposts::AccessPoint"],
  ["AWS::S3Outposts::BucketPolicy", "AWS::S3Outposts::Bucket"],
  ["AWS::S3Tables::TableBucketPolicy", "AWS::S3Tables::TableBucket"],
  ["AWS::S3Tables::TablePolicy", "AWS::S3Tables::Table"],
  ["AWS::S3Vectors::VectorBucketPolicy", undefined],
  ["AWS::SMSVOICE::ResourcePolicy", undefined],
  ["AWS::SNS::TopicInlinePolicy", "AWS::SNS::Topic"],
  ["AWS::SNS::TopicPolicy", "AWS::SNS::Topic"],
  ["AWS::SQS::QueueInlinePolicy", "AWS::SQS::Queue"],
  ["AWS::SQS::QueuePolicy", "AWS::SQS::Queue"],
  ["AWS::SSM::ResourcePolicy", undefined],
  ["AWS::SageMaker::ModelPackageGroup", undefined],
  ["AWS::SecretsManager::ResourcePolicy", "AWS::SecretsManager::Secret"],
  ["AWS::Serverless::Api", "AWS::ApiGateway::RestApi"],
  ["AWS::VpcLattice::AuthPolicy", undefined],
  ["AWS::VpcLattice::ResourcePolicy", undefined],
  ["AWS::XRay::ResourcePolicy", undefined],
]);

/** What is known of a policy from its place. */
interface TypeOfPolicy {
  readonly policyType?: PolicyType;
  readonly resourceType?: ResourceType;
}

/** What kind of policy stands at a property of a resource, where its type says so. */
export function policyTypeOf(resource: Node, property: string): TypeOfPolicy {
  const kind = stringOf(memberOf(resource, "Properties")?.value, "Type");
  return policyTypeAt(stringOf(resource, "Type") ?? "", property, kind);
}

/** Of the provider that CloudFormation's types are made into resources by: `awscc_s3_bucket_policy`. */
export function policyTypeOfAwscc(resource: string, attribute: string, kind: string | undefined): TypeOfPolicy {
  const type = typesOfAwscc.get(resource.replace(/^awscc/, "").replaceAll("_", ""));
  return type === undefined ? {} : policyTypeAt(type, attribute, kind);
}

/** `kind` is that of an organization's policy. */
function policyTypeAt(type: string, property: string, kind: string | undefined): TypeOfPolicy {
  if (trustProperty.test(property)) return { policyType: "trust" };
  if (identityTypes.has(type)) return { policyType: "identity" };
  if (sessionTypes.has(type)) return { policyType: "session" };
  if (type === endpointType) return { policyType: "endpoint" };
  if (type === organizationType)
    return kind === "SERVICE_CONTROL_POLICY"
      ? { policyType: "scp" }
      : kind === "RESOURCE_CONTROL_POLICY"
        ? { policyType: "rcp" }
        : {};
  if (!policiesOfResources.has(type)) return {};
  const resourceType = policiesOfResources.get(type);
  return { policyType: "resource", ...(resourceType === undefined ? {} : { resourceType }) };
}

/** By what the names of both have in common: their letters and digits. */
const typesOfAwscc: ReadonlyMap<string, string> = new Map(
  [...identityTypes, ...sessionTypes, endpointType, organizationType, ...policiesOfResources.keys()].map((type) => [
    type.replace(/^AWS/, "").replaceAll("::", "").toLowerCase(),
    type,
  ]),
);
