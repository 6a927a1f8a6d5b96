/**
 * What a resource-based policy is attached to, where checks or questions about it differ: the types of ValidatePolicy's
 * `validatePolicyResourceType` and of CheckNoPublicAccess's `resourceType`, and those of Redshift and of ECR,
 * whose policies are about the resource that they stand on, without naming it.
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html
 */
export const resourceTypes = [
  "AWS::ApiGateway::RestApi",
  "AWS::Backup::BackupVault",
  "AWS::CloudTrail::Dashboard",
  "AWS::CloudTrail::EventDataStore",
  "AWS::CodeArtifact::Domain",
  "AWS::DynamoDB::Stream",
  "AWS::DynamoDB::Table",
  "AWS::ECR::Repository",
  "AWS::EFS::FileSystem",
  "AWS::IAM::AssumeRolePolicyDocument",
  "AWS::KMS::Key",
  "AWS::Kinesis::Stream",
  "AWS::Kinesis::StreamConsumer",
  "AWS::Lambda::Function",
  "AWS::OpenSearchService::Domain",
  "AWS::Redshift::Cluster",
  "AWS::RedshiftServerless::Namespace",
  "AWS::S3::AccessPoint",
  "AWS::S3::Bucket",
  "AWS::S3::Glacier",
  "AWS::S3::MultiRegionAccessPoint",
  "AWS::S3Express::AccessPoint",
  "AWS::S3Express::DirectoryBucket",
  "AWS::S3ObjectLambda::AccessPoint",
  "AWS::S3Outposts::AccessPoint",
  "AWS::S3Outposts::Bucket",
  "AWS::S3Tables::Table",
  "AWS::S3Tables::TableBucket",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::SecretsManager::Secret",
] as const;
/** One of `resourceTypes`. */
export type ResourceType = (typeof resourceTypes)[number];
