import { accountId, partition, region } from "../template/identity-parameters.ts";
import { bucketName, glueDatabaseName, s3Prefix } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftSpectrumGlueRead: Template = {
  id: "redshift-spectrum-glue-read",
  title: "Spectrum: read one Glue database and its data in S3",
  summary: "Lets Redshift Spectrum read the tables of one Glue database and the S3 objects below one prefix.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), accountId(), bucketName(), s3Prefix(), glueDatabaseName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListBucket",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:ListBucketVersions"],
        Resource: "arn:${partition}:s3:::${bucketName}",
      },
      {
        Sid: "ReadObjects",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "arn:${partition}:s3:::${bucketName}/${prefix}*",
      },
      {
        Sid: "ReadCatalog",
        Effect: "Allow",
        Action: [
          "glue:GetDatabase",
          "glue:GetDatabases",
          "glue:GetTable",
          "glue:GetTables",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:BatchGetPartition",
        ],
        Resource: [
          "arn:${partition}:glue:${region}:${accountId}:catalog",
          "arn:${partition}:glue:${region}:${accountId}:database/${glueDatabase}",
          "arn:${partition}:glue:${region}:${accountId}:table/${glueDatabase}/*",
        ],
      },
    ],
  },
  reasons: {
    "s3:ListBucket": "Finds the files of a partition.",
    "s3:ListBucketVersions": "In AWS's minimum for Spectrum.",
    "s3:GetObject": "Reads the files.",
    "glue:GetDatabase": "Opens the external schema's database.",
    "glue:GetDatabases": "Lists the databases of the catalogue.",
    "glue:GetTable": "Reads a table's columns and place.",
    "glue:GetTables": "Lists the database's tables.",
    "glue:GetPartition": "Reads one partition of a table.",
    "glue:GetPartitions": "Finds the partitions that a query needs.",
    "glue:BatchGetPartition": "Reads many partitions at once.",
  },
  sources: ["https://docs.aws.amazon.com/redshift/latest/dg/c-spectrum-iam-policies.html"],
  notes: [
    "The reading part of AWS's minimum, which grants 19 Glue actions on everything.",
    "`CREATE EXTERNAL DATABASE IF NOT EXISTS` needs `glue:CreateDatabase` too.",
  ],
};
