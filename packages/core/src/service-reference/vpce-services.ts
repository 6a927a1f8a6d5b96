/**
 * Services whose requests carry `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount,
 * read 2026-11-22.
 */
export const vpceOwnerServices: ReadonlySet<string> = new Set(
  (
    "acm-pca applicationinsights apprunner athena b2bi cloudformation cloudhsm comprehendmedical compute-optimizer " +
    "datasync discovery dynamodb ebs ecr ecs firehose gamelift healthlake iam iotfleetwise iotwireless kinesisanalytics " +
    "kms lambda medical-imaging omics payment-cryptography polly rbin rekognition route53 s3 scheduler " +
    "servicediscovery servicequotas shield ssm-contacts storagegateway textract transcribe transfer"
  ).split(" "),
);

/** Further services whose requests carry `aws:VpceOrgID`. */
export const vpceOrgIdServices: ReadonlySet<string> = new Set(
  (
    "cassandra cognito-identity dms ds-data identitystore iottwinmaker kinesis network-firewall pricing qbusiness ses " +
    "sms-voice sqs workmail"
  ).split(" "),
);

/** Further services whose requests carry `aws:VpceOrgPaths`. */
export const vpceOrgPathsServices: ReadonlySet<string> = new Set(["secretsmanager", "sts"]);
