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
const resourceTypes: Readonly<Record<string, ResourceType | undefined>> = {
  "AWS::S3::BucketPolicy": "AWS::S3::Bucket",
  "AWS::S3::AccessPoint": "AWS::S3::AccessPoint",
  "AWS::SQS::QueuePolicy": undefined,
  "AWS::SNS::TopicPolicy": undefined,
  "AWS::KMS::Key": undefined,
  "AWS::SecretsManager::ResourcePolicy": undefined,
  "AWS::Redshift::Cluster": "AWS::Redshift::Cluster",
  "AWS::RedshiftServerless::Namespace": "AWS::RedshiftServerless::Namespace",
};

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
  if (!Object.hasOwn(resourceTypes, type)) return {};
  const resourceType = resourceTypes[type];
  return { policyType: "resource", ...(resourceType === undefined ? {} : { resourceType }) };
}
