import { accountId, partition, roleArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaSseKmsKeyPolicy: Template = {
  id: "informatica-sse-kms-key-policy",
  title: "Informatica: the key policy for staging with SSE-KMS",
  summary:
    "Lets the role of the EC2 instance and the role that COPY and UNLOAD name encrypt and decrypt with the customer managed key; who else may is left to the account's IAM policies.",
  kind: "key",
  policyType: "resource",
  origin: "reconstructed",
  parameters: [
    partition(),
    accountId({ description: "The key's account." }),
    roleArn({
      name: "ec2RoleArn",
      description: "The role of the Secure Agent's EC2 instance.",
      example: "arn:aws:iam::123456789012:role/SecureAgentEc2",
    }),
    roleArn({ name: "redshiftRoleArn", description: "The role that COPY and UNLOAD name (`AWS_IAM_ROLE`)." }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EnableIamPolicies",
        Effect: "Allow",
        Principal: {
          AWS: "arn:${partition}:iam::${accountId}:root",
        },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "AllowStagingRolesToUseKey",
        Effect: "Allow",
        Principal: {
          AWS: ["${ec2RoleArn}", "${redshiftRoleArn}"],
        },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
      },
    ],
  },
  reasons: {
    EnableIamPolicies:
      "Without it nobody could administer the key: IAM policies of the account take effect only because the key policy says so.",
    "kms:Encrypt": "Encrypts small data directly; part of AWS's statement for key users.",
    "kms:Decrypt": "Reads staged files that were encrypted with the key.",
    "kms:ReEncrypt*": "Copies objects from one key to another without showing the plain text.",
    "kms:GenerateDataKey*": "Writes staged files: S3 asks for a data key for each object.",
    "kms:DescribeKey": "Lets the services look the key up.",
  },
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-kms.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  ],
  notes: [
    "Not Informatica's own text: it says only that both roles must be added to the customer master key. The actions are AWS's statement for key users.",
    "With SSE-KMS and a role for COPY and UNLOAD, `AWS_IAM_ROLE` must be set among the UNLOAD options.",
    "To limit the key to S3, add the condition `StringEquals` `kms:ViaService` = `s3.<region>.amazonaws.com`, or give the roles `redshift-s3-kms-key-use` instead of naming them here.",
  ],
};
