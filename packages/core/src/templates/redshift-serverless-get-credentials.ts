import { accountId, partition, serverlessRegion } from "../template/identity-parameters.ts";
import { workgroupId } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServerlessGetCredentials: Template = {
  id: "redshift-serverless-get-credentials",
  title: "Redshift Serverless: temporary credentials for drivers",
  summary:
    "Lets its holder log on to one Redshift Serverless workgroup as the database user that belongs to its IAM identity.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), serverlessRegion(), accountId(), workgroupId()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RedshiftServerlessGetCredentials",
        Effect: "Allow",
        Action: "redshift-serverless:GetCredentials",
        Resource: "arn:${partition}:redshift-serverless:${region}:${accountId}:workgroup/${workgroupId}",
      },
    ],
  },
  reasons: {
    "redshift-serverless:GetCredentials":
      "Gives a temporary password for the database user `IAM:<user>` or `IAMR:<role>` of the caller, who is made at the first log-on.",
  },
  sources: [
    "https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-structured.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftserverless.html",
  ],
  notes: [
    "Serverless knows no database users, groups or databases in permissions, and no `CreateClusterUser` or `JoinGroup`: grant rights in SQL to the user `IAMR:<role>`.",
  ],
};
