import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName, dbName, dbUser } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGetClusterCredentials: Template = {
  id: "redshift-get-cluster-credentials",
  title: "Temporary credentials for an existing database user",
  summary:
    "Lets its holder log on to one provisioned cluster as one existing database user, with a password that lasts an hour at most.",
  kind: "permission",
  policyType: "identity",
  origin: "reconstructed",
  parameters: [partition(), region(), accountId(), clusterName(), dbUser(), dbName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "GetClusterCredentials",
        Effect: "Allow",
        Action: "redshift:GetClusterCredentials",
        Resource: [
          "arn:${partition}:redshift:${region}:${accountId}:dbuser:${clusterIdentifier}/${dbUser}",
          "arn:${partition}:redshift:${region}:${accountId}:dbname:${clusterIdentifier}/${dbName}",
        ],
      },
      {
        Sid: "DescribeClusters",
        Effect: "Allow",
        Action: "redshift:DescribeClusters",
        Resource: "arn:${partition}:redshift:${region}:${accountId}:cluster:${clusterIdentifier}",
      },
    ],
  },
  reasons: {
    "redshift:GetClusterCredentials":
      "Gives a temporary password for the database user. The user is the required resource; the database counts when the log-on names one.",
    "redshift:DescribeClusters": "Finds the cluster's host and port; not needed when the connection names them.",
  },
  vendorForm: "redshift-get-cluster-credentials-any",
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-role-permissions.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html",
  ],
  notes: [
    "Not Informatica's own text: the sample on its page of the AssumeRole could not be had; this is what AWS documents for the same log-on.",
    "Conditions on `redshift:DbUser`, `redshift:DbName` and `redshift:DurationSeconds` (900 to 3600) can narrow it further.",
    "Redshift Serverless has another action: `redshift-serverless-get-credentials`.",
  ],
};
