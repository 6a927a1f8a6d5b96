import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName, dbName } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftDataApiProvisionedIam: Template = {
  id: "redshift-data-api-provisioned-iam",
  title: "Data API on a cluster, as the IAM identity itself",
  summary:
    "Lets its holder run SQL on one provisioned cluster through the Data API, as the database user that belongs to its IAM identity.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), accountId(), clusterName(), dbName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DataApiOnCluster",
        Effect: "Allow",
        Action: [
          "redshift-data:DescribeTable",
          "redshift-data:ExecuteStatement",
          "redshift-data:ListDatabases",
          "redshift-data:ListSchemas",
          "redshift-data:ListTables",
          "redshift-data:BatchExecuteStatement",
        ],
        Resource: "arn:${partition}:redshift:${region}:${accountId}:cluster:${clusterIdentifier}",
      },
      {
        Sid: "DataApiStatements",
        Effect: "Allow",
        Action: [
          "redshift-data:CancelStatement",
          "redshift-data:DescribeStatement",
          "redshift-data:GetStatementResult",
          "redshift-data:ListStatements",
        ],
        Resource: "*",
      },
      {
        Sid: "TemporaryCredentials",
        Effect: "Allow",
        Action: "redshift:GetClusterCredentialsWithIAM",
        Resource: "arn:${partition}:redshift:${region}:${accountId}:dbname:${clusterIdentifier}/${dbName}",
      },
    ],
  },
  reasons: {
    "redshift-data:DescribeTable": "Reads a table's columns.",
    "redshift-data:ExecuteStatement": "Runs one statement.",
    "redshift-data:BatchExecuteStatement": "Runs several statements in one transaction.",
    "redshift-data:ListDatabases": "Lists the databases.",
    "redshift-data:ListSchemas": "Lists the schemas.",
    "redshift-data:ListTables": "Lists the tables.",
    "redshift-data:CancelStatement": "Stops a statement. The action supports no resource, so it needs `*`.",
    "redshift-data:DescribeStatement":
      "Tells whether a statement has finished. The action supports no resource, so it needs `*`.",
    "redshift-data:GetStatementResult": "Fetches the rows. The action supports no resource, so it needs `*`.",
    "redshift-data:ListStatements": "Lists earlier statements. The action supports no resource, so it needs `*`.",
    "redshift:GetClusterCredentialsWithIAM":
      "Gives a temporary password for the database user `IAM:<user>` or `IAMR:<role>` of the caller.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftdataapi.html",
    "https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-structured.html",
  ],
  notes: [
    "Whoever can assume the same role sees each other's statements and results; `redshift-data-api-own-statements` ends that.",
  ],
};
