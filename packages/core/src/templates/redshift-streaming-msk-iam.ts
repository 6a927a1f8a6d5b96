import { accountId, partition, region } from "../template/identity-parameters.ts";
import { mskClusterName } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftStreamingMskIam: Template = {
  id: "redshift-streaming-msk-iam",
  title: "Streaming ingestion from Amazon MSK with IAM",
  summary: "Lets Redshift connect to one MSK cluster and read all its topics.",
  kind: "permission",
  policyType: "identity",
  origin: "aws",
  parameters: [partition(), region(), accountId(), mskClusterName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "MSKIAMpolicy",
        Effect: "Allow",
        Action: ["kafka-cluster:ReadData", "kafka-cluster:DescribeTopic", "kafka-cluster:Connect"],
        Resource: [
          "arn:${partition}:kafka:${region}:${accountId}:cluster/${mskClusterName}/*",
          "arn:${partition}:kafka:${region}:${accountId}:topic/${mskClusterName}/*",
        ],
      },
      {
        Sid: "MSKGroups",
        Effect: "Allow",
        Action: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        Resource: "arn:${partition}:kafka:${region}:${accountId}:group/${mskClusterName}/*",
      },
    ],
  },
  reasons: {
    "kafka-cluster:Connect": "Connects to the cluster.",
    "kafka-cluster:DescribeTopic": "Looks up a topic.",
    "kafka-cluster:ReadData": "Reads a topic's records.",
    "kafka-cluster:AlterGroup": "Joins a consumer group.",
    "kafka-cluster:DescribeGroup": "Looks up a consumer group.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/dg/materialized-view-streaming-ingestion-getting-started-MSK.html",
  ],
  notes: [
    "Kafka 2.7.1 or newer. Authentication with mutual TLS needs other permissions: `acm:ExportCertificate` or `secretsmanager:GetSecretValue`.",
  ],
};
