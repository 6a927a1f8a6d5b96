import { accountId, partition, region } from "../template/identity-parameters.ts";
import { kinesisStreamName } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftStreamingKinesis: Template = {
  id: "redshift-streaming-kinesis",
  title: "Streaming ingestion from one Kinesis stream",
  summary: "Lets Redshift read one Kinesis data stream and list the streams.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), accountId(), kinesisStreamName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadStream",
        Effect: "Allow",
        Action: [
          "kinesis:DescribeStreamSummary",
          "kinesis:GetShardIterator",
          "kinesis:GetRecords",
          "kinesis:ListShards",
          "kinesis:DescribeStream",
        ],
        Resource: "arn:${partition}:kinesis:${region}:${accountId}:stream/${streamName}",
      },
      {
        Sid: "ListStream",
        Effect: "Allow",
        Action: "kinesis:ListStreams",
        Resource: "*",
      },
    ],
  },
  reasons: {
    "kinesis:DescribeStreamSummary": "Reads the stream's state.",
    "kinesis:GetShardIterator": "Marks where in a shard to read.",
    "kinesis:GetRecords": "Reads the records.",
    "kinesis:ListShards": "Finds the shards.",
    "kinesis:DescribeStream": "Reads the stream's shards and settings.",
    "kinesis:ListStreams": "Lists the streams; it supports no resource, so it needs `*`.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/dg/materialized-view-streaming-ingestion-getting-started.html",
  ],
  notes: [
    "AWS's sample names every stream (`stream/*`) in any Region.",
    "An encrypted stream needs `kms:Decrypt` on its key too.",
  ],
};
