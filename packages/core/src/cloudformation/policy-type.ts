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
]);
/** Types with a policy of the resource, which is of that type where it can be of no other. */
const policiesOfResources: ReadonlyMap<string, ResourceType | undefined> = new Map([
  ["AWS::Backup::BackupVault", "AWS::Backup::BackupVault"],
  // Of the table, or of its stream.
  ["AWS::DynamoDB::GlobalTable", undefined],
  ["AWS::DynamoDB::Table", undefined],
  ["AWS::ECR::Repository", undefined],
  ["AWS::EFS::FileSystem", "AWS::EFS::FileSystem"],
  ["AWS::Events::EventBusPolicy", undefined],
  ["AWS::KMS::Key", "AWS::KMS::Key"],
  ["AWS::KMS::ReplicaKey", "AWS::KMS::Key"],
  ["AWS::OpenSearchService::Domain", "AWS::OpenSearchService::Domain"],
  ["AWS::Redshift::Cluster", "AWS::Redshift::Cluster"],
  ["AWS::RedshiftServerless::Namespace", "AWS::RedshiftServerless::Namespace"],
  ["AWS::S3::AccessPoint", "AWS::S3::AccessPoint"],
  ["AWS::S3::BucketPolicy", "AWS::S3::Bucket"],
  ["AWS::S3::MultiRegionAccessPointPolicy", "AWS::S3::MultiRegionAccessPoint"],
  ["AWS::S3Express::BucketPolicy", "AWS::S3Express::DirectoryBucket"],
  ["AWS::S3ObjectLambda::AccessPointPolicy", "AWS::S3ObjectLambda::AccessPoint"],
  ["AWS::SNS::TopicInlinePolicy", "AWS::SNS::Topic"],
  ["AWS::SNS::TopicPolicy", "AWS::SNS::Topic"],
  ["AWS::SQS::QueueInlinePolicy", "AWS::SQS::Queue"],
  ["AWS::SQS::QueuePolicy", "AWS::SQS::Queue"],
  ["AWS::SecretsManager::ResourcePolicy", "AWS::SecretsManager::Secret"],
]);

/** What kind of policy stands at a property of a resource, where its type says so. */
export function policyTypeOf(
  resource: Node,
  property: string,
): { readonly policyType?: PolicyType; readonly resourceType?: ResourceType } {
  const type = stringOf(resource, "Type") ?? "";
  if (property === "AssumeRolePolicyDocument") return { policyType: "trust" };
  if (identityTypes.has(type)) return { policyType: "identity" };
  if (type === "AWS::EC2::VPCEndpoint") return { policyType: "endpoint" };
  if (type === "AWS::Organizations::Policy") {
    const kind = stringOf(memberOf(resource, "Properties")?.value, "Type");
    return kind === "SERVICE_CONTROL_POLICY"
      ? { policyType: "scp" }
      : kind === "RESOURCE_CONTROL_POLICY"
        ? { policyType: "rcp" }
        : {};
  }
  if (!policiesOfResources.has(type)) return {};
  const resourceType = policiesOfResources.get(type);
  return { policyType: "resource", ...(resourceType === undefined ? {} : { resourceType }) };
}
