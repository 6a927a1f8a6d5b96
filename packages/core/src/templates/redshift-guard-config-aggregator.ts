import { configAggregatorArn } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGuardConfigAggregator: Template = {
  id: "redshift-guard-config-aggregator",
  title: "redshift-guard: roles read from an AWS Config aggregator",
  summary:
    "Lets the drift action query one AWS Config aggregator for the roles of every account that it gathers. It can change nothing.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [configAggregatorArn()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "QueryAggregator",
        Effect: "Allow",
        Action: "config:SelectAggregateResourceConfig",
        Resource: "${aggregatorArn}",
      },
    ],
  },
  reasons: {
    "config:SelectAggregateResourceConfig":
      "Reads the recorded roles of all accounts with one query, without entering any of them.",
  },
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/querying-AWS-resources.html",
  ],
  notes: [
    "What an aggregator shows is as old as the last recording; for roles that are how they are now, read IAM itself.",
  ],
};
