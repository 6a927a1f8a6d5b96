import type { Template } from "../template.ts";

export const polytomicServerlessPermissions: Template = {
  id: "polytomic-serverless-permissions",
  title: "Polytomic on Redshift Serverless: permissions as documented",
  summary:
    "Lets Polytomic run SQL through the Redshift Data API on every cluster and workgroup of the account, and log on to every Redshift Serverless workgroup.",
  kind: "permission",
  policyType: "identity",
  origin: "vendor",
  parameters: [],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: [
          "redshift-data:CancelStatement",
          "redshift-data:DescribeStatement",
          "redshift-data:DescribeTable",
          "redshift-data:ExecuteStatement",
          "redshift-data:GetStatementResult",
          "redshift-data:ListDatabases",
          "redshift-data:ListSchemas",
          "redshift-data:ListTables",
          "redshift-serverless:GetCredentials",
        ],
        Resource: "*",
      },
    ],
  },
  reasons: {
    "redshift-data:CancelStatement": "Stops a sync that was cancelled or ran too long.",
    "redshift-data:DescribeStatement": "Tells whether a statement has finished; the Data API answers asynchronously.",
    "redshift-data:DescribeTable": "Reads a table's columns, for the mapping of fields.",
    "redshift-data:ExecuteStatement": "Runs the SQL of a sync.",
    "redshift-data:GetStatementResult": "Fetches the rows of a finished statement.",
    "redshift-data:ListDatabases": "Offers the databases when a source is chosen.",
    "redshift-data:ListSchemas": "Offers the schemas when a source is chosen.",
    "redshift-data:ListTables": "Offers the tables when a source is chosen.",
    "redshift-serverless:GetCredentials": "Gives the temporary database password with which the Data API logs on.",
  },
  leastPrivilege: "polytomic-serverless-permissions-least-privilege",
  sources: ["https://docs.polytomic.com/docs/redshift-serverless"],
  notes: [
    "The vendor's page prints this policy with two comma faults: one is missing after `redshift-data:DescribeStatement`, one is too many after `redshift-serverless:GetCredentials`. Both are mended here.",
    '`Resource: "*"` covers every cluster and workgroup. Six of the nine actions can be limited to one workgroup; the narrower template does that.',
  ],
};
