import { partition } from "../template/identity-parameters.ts";
import { bucketName } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaS3Staging: Template = {
  id: "informatica-s3-staging",
  title: "Informatica: the minimal policy for staging in S3",
  summary:
    "Lets Informatica's Redshift connector write, read, delete and list the files of one staging bucket, and read the bucket's policy.",
  kind: "permission",
  policyType: "identity",
  origin: "reconstructed",
  parameters: [partition(), bucketName({ description: "The S3 bucket for staging, in the Region of the cluster." })],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:ListBucket", "s3:GetBucketPolicy"],
        Resource: ["arn:${partition}:s3:::${bucketName}/*", "arn:${partition}:s3:::${bucketName}"],
      },
    ],
  },
  reasons: {
    "s3:PutObject": "Writes the rows to stage before COPY, and lets UNLOAD write its result.",
    "s3:GetObject": "Lets COPY read the staged files, and Informatica read what UNLOAD wrote.",
    "s3:DeleteObject": "Removes the staged files after a task.",
    "s3:ListBucket": "Finds the staged files.",
    "s3:GetBucketPolicy": "Informatica reads the bucket's policy before it uses the bucket.",
  },
  leastPrivilege: "informatica-s3-staging-prefix",
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors.html",
    "https://network.informatica.com/onlinehelp/IICS/prod/CDI/en/cloud-data-integration-amazon-s3-v2-connector/Administration_of_Amazon_S3_V2_Connector.html",
  ],
  notes: [
    "Not Informatica's own text: its page lists the five actions, and the sample beside them could not be had. The form follows Informatica's page of the S3 V2 connector, whose sample has the same actions but `s3:GetBucketPolicy`.",
    "Attach it to the EC2 role of the Secure Agent and to the role that COPY and UNLOAD name (`AWS_IAM_ROLE`).",
    "The bucket and the cluster must be in the same Region.",
  ],
};
