import { memberOf, type Node, stringOf } from "../syntax/node.ts";

/** Properties that hold a policy and nothing else. */
const policyProperties: ReadonlySet<string> = new Set([
  "AssumeRolePolicyDocument",
  "DestinationPolicy",
  "FileSystemPolicy",
  "InlinePolicy",
  "KeyPolicy",
  "NamespaceResourcePolicy",
  "PermissionsPolicyDocument",
  "PolicyDocument",
  "PolicyText",
  "RepositoryPolicyText",
  "ResourcePolicy",
  "ResourcePolicyDocument",
  "SessionPolicy",
]);
/** Those whose name says too little. */
const policyPropertiesOfTypes: ReadonlySet<string> = new Set([
  "AWS::AIOps::InvestigationGroup.InvestigationGroupPolicy",
  "AWS::Backup::BackupAccessPoint.AccessPointPolicy",
  "AWS::Backup::BackupVault.AccessPolicy",
  "AWS::Backup::LogicallyAirGappedBackupVault.AccessPolicy",
  "AWS::Comprehend::DocumentClassifier.ModelPolicy",
  "AWS::Comprehend::EntityRecognizer.ModelPolicy",
  "AWS::ECR::RepositoryCreationTemplate.RepositoryPolicy",
  "AWS::Elasticsearch::Domain.AccessPolicies",
  "AWS::ODB::OdbNetwork.KmsPolicyDocument",
  "AWS::ODB::OdbNetwork.S3PolicyDocument",
  "AWS::ODB::OdbNetwork.StsPolicyDocument",
  "AWS::Omics::SequenceStore.S3AccessPolicy",
  "AWS::OpenSearchService::Domain.AccessPolicies",
  "AWS::Organizations::Policy.Content",
  "AWS::Organizations::ResourcePolicy.Content",
  "AWS::SageMaker::ModelPackageGroup.ModelPackageGroupPolicy",
]);
/** Types whose policies are written in other languages: Cedar, core network policies, data protection policies. */
const otherLanguages =
  /^AWS::(EC2::VerifiedAccess\w+|Logs::AccountPolicy|NetworkManager::CoreNetwork|OpenSearchServerless::\w+|VerifiedPermissions::\w+)$/;

/**
 * Whether the property holds a policy: always, or where what stands there begins as one; or a statement, of which the
 * service makes policies.
 */
export function holdsPolicy(resource: Node, property: string): "always" | "maybe" | "statement" | undefined {
  const type = stringOf(resource, "Type") ?? "";
  if (otherLanguages.test(type)) return undefined;
  if (type === "AWS::RAM::Permission" && property === "PolicyTemplate") return "statement";
  if (type === "AWS::Organizations::Policy" && property === "Content") {
    const kind = stringOf(memberOf(resource, "Properties")?.value, "Type") ?? "";
    return kind === "" || /^(SERVICE|RESOURCE)_CONTROL_POLICY$/.test(kind) ? "always" : undefined;
  }
  if (policyProperties.has(property) || policyPropertiesOfTypes.has(`${type}.${property}`)) return "always";
  return property === "Policy" ? "maybe" : undefined;
}
