import { partition } from "../template/identity-parameters.ts";
import { bucketName, s3Prefix } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaS3StagingPrefix: Template = {
  id: "informatica-s3-staging-prefix",
  title: "Informatica: staging in one folder of an S3 bucket",
  summary:
    "Lets Informatica's Redshift connector write, read and delete the files below one prefix of the staging bucket, list the bucket and read its policy.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [
    partition(),
    bucketName({ description: "The S3 bucket for staging, in the Region of the cluster." }),
    s3Prefix({ description: "The folder for staging; empty for the whole bucket." }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "StagingBucket",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetBucketPolicy"],
        Resource: "arn:${partition}:s3:::${bucketName}",
      },
      {
        Sid: "StagedFiles",
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
        Resource: "arn:${partition}:s3:::${bucketName}/${prefix}*",
      },
    ],
  },
  reasons: {
    "s3:ListBucket": "Finds the staged files; the action is of the bucket, not of its objects.",
    "s3:GetBucketPolicy": "Informatica reads the bucket's policy before it uses the bucket.",
    "s3:PutObject": "Writes the rows to stage before COPY, and lets UNLOAD write its result.",
    "s3:GetObject": "Lets COPY read the staged files, and Informatica read what UNLOAD wrote.",
    "s3:DeleteObject": "Removes the staged files after a task.",
  },
  vendorForm: "informatica-s3-staging",
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html",
  ],
  notes: [
    "The same five actions as Informatica's list, each on the kind of resource that it has: two on the bucket, three on the objects below the prefix.",
    "Attach it to the EC2 role of the Secure Agent and to the role that COPY and UNLOAD name (`AWS_IAM_ROLE`). Give each connection that stages its own prefix.",
    "The bucket and the cluster must be in the same Region.",
  ],
};
