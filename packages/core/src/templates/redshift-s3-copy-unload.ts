import { partition } from "../template/identity-parameters.ts";
import { bucketName, s3Prefix } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftS3CopyUnload: Template = {
  id: "redshift-s3-copy-unload",
  title: "COPY and UNLOAD: read and write below one prefix of a bucket",
  summary: "Lets Redshift list one S3 bucket, and read and write the objects below one prefix.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), bucketName(), s3Prefix()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListBucket",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetBucketLocation"],
        Resource: "arn:${partition}:s3:::${bucketName}",
      },
      {
        Sid: "ReadWriteObjects",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: "arn:${partition}:s3:::${bucketName}/${prefix}*",
      },
    ],
  },
  reasons: {
    "s3:ListBucket": "Finds the files by their prefix.",
    "s3:GetBucketLocation":
      "Tells the bucket's Region; not in AWS's minimum, and may be left out when the bucket is in the cluster's Region.",
    "s3:GetObject": "Reads the files, the manifest and the JSONPaths file.",
    "s3:PutObject": "Writes the files that UNLOAD makes.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html",
    "https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html",
  ],
  notes: [
    "Add `s3:DeleteObject` only for `UNLOAD … CLEANPATH`.",
    "Objects with SSE-KMS need `kms:Decrypt` and `kms:GenerateDataKey` on the key too: `redshift-s3-kms-key-use`.",
  ],
};
