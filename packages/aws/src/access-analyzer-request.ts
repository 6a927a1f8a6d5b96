import type { AccessCheckResourceType } from "@aws-sdk/client-accessanalyzer";
import type { PolicyType } from "@redshift-guard/core";

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html */
export interface PolicyKind {
  readonly policyType: "IDENTITY_POLICY" | "RESOURCE_POLICY" | "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  readonly validatePolicyResourceType?: ValidatedResourceType;
}

export type ValidatedResourceType = (typeof validatedResourceTypes)[number];

const validatedResourceTypes = [
  "AWS::S3::Bucket",
  "AWS::S3::AccessPoint",
  "AWS::S3::MultiRegionAccessPoint",
  "AWS::S3ObjectLambda::AccessPoint",
  "AWS::IAM::AssumeRolePolicyDocument",
  "AWS::DynamoDB::Table",
] as const;

const policyTypeOf: Readonly<Record<PolicyType, PolicyKind["policyType"]>> = {
  identity: "IDENTITY_POLICY",
  session: "IDENTITY_POLICY",
  resource: "RESOURCE_POLICY",
  trust: "RESOURCE_POLICY",
  endpoint: "RESOURCE_POLICY",
  scp: "SERVICE_CONTROL_POLICY",
  rcp: "RESOURCE_CONTROL_POLICY",
};

/**
 * As ValidatePolicy names the type. A resource type it does not know is left out: then the checks for all resource
 * policies run.
 */
export function policyKind(type: PolicyType, resourceType?: string): PolicyKind {
  const policyType = policyTypeOf[type];
  if (type === "trust") return { policyType, validatePolicyResourceType: "AWS::IAM::AssumeRolePolicyDocument" };
  const known = type === "resource" ? validatedResourceTypes.find((name) => name === resourceType) : undefined;
  return known === undefined ? { policyType } : { policyType, validatePolicyResourceType: known };
}

/** As CheckNoNewAccess and CheckAccessNotGranted name the type; undefined for what they cannot judge. */
export function accessCheckPolicyType(type: PolicyType): "IDENTITY_POLICY" | "RESOURCE_POLICY" | undefined {
  const policyType = policyTypeOf[type];
  return policyType === "IDENTITY_POLICY" || policyType === "RESOURCE_POLICY" ? policyType : undefined;
}

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html; Redshift is not among them. */
const publicAccessTypes: ReadonlySet<string> = new Set<AccessCheckResourceType>([
  "AWS::ApiGateway::RestApi",
  "AWS::Backup::BackupVault",
  "AWS::CloudTrail::Dashboard",
  "AWS::CloudTrail::EventDataStore",
  "AWS::CodeArtifact::Domain",
  "AWS::DynamoDB::Stream",
  "AWS::DynamoDB::Table",
  "AWS::EFS::FileSystem",
  "AWS::IAM::AssumeRolePolicyDocument",
  "AWS::KMS::Key",
  "AWS::Kinesis::Stream",
  "AWS::Kinesis::StreamConsumer",
  "AWS::Lambda::Function",
  "AWS::OpenSearchService::Domain",
  "AWS::S3::AccessPoint",
  "AWS::S3::Bucket",
  "AWS::S3::Glacier",
  "AWS::S3Express::AccessPoint",
  "AWS::S3Express::DirectoryBucket",
  "AWS::S3Outposts::AccessPoint",
  "AWS::S3Outposts::Bucket",
  "AWS::S3Tables::Table",
  "AWS::S3Tables::TableBucket",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::SecretsManager::Secret",
]);

/** As CheckNoPublicAccess names the resource; undefined for what it cannot judge. */
export function publicAccessResourceType(type: PolicyType, resourceType?: string): string | undefined {
  if (type === "trust") return "AWS::IAM::AssumeRolePolicyDocument";
  return type === "resource" && resourceType !== undefined && publicAccessTypes.has(resourceType)
    ? resourceType
    : undefined;
}

/** The longest text that ever got a result; longer ones are not sent. Nothing is published about the limit. */
export const longestPolicy = 32_768;
