import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName, dbName, dbUser } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftDataApiProvisionedDbuser: Template = {
  id: "redshift-data-api-provisioned-dbuser",
  title: "Data API on a cluster, as a named database user",
  summary:
    "Lets its holder run SQL on one provisioned cluster through the Data API, as one existing database user, and never make that user.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), accountId(), clusterName(), dbUser(), dbName()],
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
        Action: "redshift:GetClusterCredentials",
        Resource: [
          "arn:${partition}:redshift:${region}:${accountId}:dbuser:${clusterIdentifier}/${dbUser}",
          "arn:${partition}:redshift:${region}:${accountId}:dbname:${clusterIdentifier}/${dbName}",
        ],
      },
      {
        Sid: "DenyCreateApiUser",
        Effect: "Deny",
        Action: "redshift:CreateClusterUser",
        Resource: "arn:${partition}:redshift:${region}:${accountId}:dbuser:${clusterIdentifier}/${dbUser}",
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
    "redshift:GetClusterCredentials": "Gives a temporary password for this database user.",
    "redshift:CreateClusterUser":
      "Denied, so that the user cannot be made again with other rights after it was dropped.",
  },
  sources: [
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRedshiftDataFullAccess.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftdataapi.html",
  ],
  notes: [
    "The narrow form of the managed policy `AmazonRedshiftDataFullAccess`, which fixes the user to `redshift_data_api_user` and covers every cluster.",
  ],
};
