import { accountId, partition, principalArn, region } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftCmkKeyPolicy: Template = {
  id: "redshift-cmk-key-policy",
  title: "Key policy for the key of a cluster or namespace",
  summary:
    "Lets the named identities use a customer managed key through Redshift only, and lets Redshift make grants on it; who else may is left to the account's IAM policies.",
  kind: "key",
  policyType: "resource",
  origin: "derived",
  parameters: [
    partition(),
    region(),
    accountId({ description: "The key's account." }),
    principalArn({
      name: "principalArns",
      many: true,
      description: "Who makes, changes or restores clusters and namespaces with the key.",
      example: ["arn:aws:iam::123456789012:role/RedshiftAdmin"],
    }),
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
        Sid: "UseKeyThroughRedshift",
        Effect: "Allow",
        Principal: {
          AWS: ["${principalArns[*]}"],
        },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:ViaService": ["redshift.${region}.amazonaws.com", "redshift-serverless.${region}.amazonaws.com"],
          },
        },
      },
      {
        Sid: "GrantsForRedshift",
        Effect: "Allow",
        Principal: {
          AWS: ["${principalArns[*]}"],
        },
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: {
          Bool: {
            "kms:GrantIsForAWSResource": "true",
          },
          StringEquals: {
            "kms:ViaService": ["redshift.${region}.amazonaws.com", "redshift-serverless.${region}.amazonaws.com"],
          },
        },
      },
    ],
  },
  reasons: {
    EnableIamPolicies:
      "Without it nobody could administer the key: IAM policies of the account take effect only because the key policy says so.",
    "kms:Encrypt": "In AWS's list for a customer managed key of Redshift.",
    "kms:Decrypt": "Opens the data of the cluster or a snapshot.",
    "kms:GenerateDataKey": "Makes the keys that encrypt the data.",
    "kms:DescribeKey": "Looks the key up.",
    "kms:CreateGrant": "Lets Redshift itself use the key for the cluster as long as it exists; only for AWS services.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-kms-customer-managed-key.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/behavior-changes.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
  ],
  notes: [
    "Since 2026-08-17, Redshift Serverless checks these permissions of whoever makes a workgroup or restores.",
    "AWS's sample has `kms:ViaService` = `redshift.amazonaws.com` without a Region, which never matches. The name ends in `.amazonaws.com` in every partition.",
  ],
};
