import { region } from "../template/identity-parameters.ts";
import { kmsKeyArn } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftS3KmsKeyUse: Template = {
  id: "redshift-s3-kms-key-use",
  title: "COPY and UNLOAD: use a KMS key through S3",
  summary: "Lets its holder decrypt and write S3 objects that are encrypted with one KMS key, through S3 only.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [region(), kmsKeyArn()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "UseKeyThroughS3",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "${kmsKeyArn}",
        Condition: {
          StringEquals: {
            "kms:ViaService": "s3.${region}.amazonaws.com",
          },
        },
      },
    ],
  },
  reasons: {
    "kms:Decrypt": "Reads objects that were encrypted with the key.",
    "kms:GenerateDataKey": "Writes objects: S3 asks for a data key for each.",
  },
  sources: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
  ],
  notes: [
    "Attach it beside `redshift-s3-copy-unload` or `informatica-s3-staging-prefix`. For COPY alone, `kms:GenerateDataKey` may be left out.",
    "The key policy must let IAM policies of its account take effect (the statement `EnableIamPolicies` of the key templates).",
    "The condition keeps the key from being used in any other way than through S3 of that Region.",
  ],
};
