import { accountId, partition, serverlessRegion } from "../template/identity-parameters.ts";
import { workgroupId } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const polytomicServerlessPermissionsLeastPrivilege: Template = {
  id: "polytomic-serverless-permissions-least-privilege",
  title: "Polytomic on Redshift Serverless: the same nine actions, for one workgroup",
  summary:
    "Lets Polytomic log on to one Redshift Serverless workgroup and run SQL on it through the Redshift Data API. No other workgroup or cluster can be reached.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), serverlessRegion(), accountId(), workgroupId()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DataApiOnWorkgroup",
        Effect: "Allow",
        Action: [
          "redshift-data:DescribeTable",
          "redshift-data:ExecuteStatement",
          "redshift-data:ListDatabases",
          "redshift-data:ListSchemas",
          "redshift-data:ListTables",
        ],
        Resource: "arn:${partition}:redshift-serverless:${region}:${accountId}:workgroup/${workgroupId}",
      },
      {
        Sid: "DataApiStatementsNoResourceSupport",
        Effect: "Allow",
        Action: [
          "redshift-data:CancelStatement",
          "redshift-data:DescribeStatement",
          "redshift-data:GetStatementResult",
        ],
        Resource: "*",
      },
      {
        Sid: "TemporaryCredentials",
        Effect: "Allow",
        Action: "redshift-serverless:GetCredentials",
        Resource: "arn:${partition}:redshift-serverless:${region}:${accountId}:workgroup/${workgroupId}",
      },
    ],
  },
  reasons: {
    "redshift-data:DescribeTable": "Reads a table's columns, for the mapping of fields.",
    "redshift-data:ExecuteStatement": "Runs the SQL of a sync on this workgroup.",
    "redshift-data:ListDatabases": "Offers the databases when a source is chosen.",
    "redshift-data:ListSchemas": "Offers the schemas when a source is chosen.",
    "redshift-data:ListTables": "Offers the tables when a source is chosen.",
    "redshift-data:CancelStatement":
      "Stops a sync that was cancelled. The action supports no resource, so it needs `*`.",
    "redshift-data:DescribeStatement":
      "Tells whether a statement has finished. The action supports no resource, so it needs `*`.",
    "redshift-data:GetStatementResult":
      "Fetches the rows of a finished statement. The action supports no resource, so it needs `*`.",
    "redshift-serverless:GetCredentials": "Gives the temporary database password for this workgroup only.",
  },
  vendorForm: "polytomic-serverless-permissions",
  sources: [
    "https://docs.polytomic.com/docs/redshift-serverless",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftdataapi.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftserverless.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html",
  ],
  notes: [
    "The workgroup's ARN is of the service `redshift-serverless` and ends in the workgroup's ID, not its name. The sample on AWS's page writes `arn:aws:redshift:…:workgroup/*`, which matches no workgroup.",
    "Putting all nine actions on the workgroup's ARN looks right and is not: the three statement actions support no resource and would be denied.",
    "Polytomic can also use a VPC endpoint or UNLOAD to an S3 bucket; those need permissions beyond these.",
  ],
};
