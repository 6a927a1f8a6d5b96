import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName, dbGroup, dbName, dbUser } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGetClusterCredentialsAutocreate: Template = {
  id: "redshift-get-cluster-credentials-autocreate",
  title: "Temporary credentials with a database user made at log-on",
  summary:
    "Lets its holder log on to one provisioned cluster as one database user, which is made at the first log-on and joins the named groups.",
  kind: "permission",
  policyType: "identity",
  origin: "reconstructed",
  parameters: [
    partition(),
    region(),
    accountId(),
    clusterName(),
    dbUser({ description: "The database user, made at the first log-on." }),
    dbName(),
    dbGroup({ many: true }),
  ],
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
        Sid: "CreateClusterUser",
        Effect: "Allow",
        Action: "redshift:CreateClusterUser",
        Resource: "arn:${partition}:redshift:${region}:${accountId}:dbuser:${clusterIdentifier}/${dbUser}",
      },
      {
        Sid: "JoinGroup",
        Effect: "Allow",
        Action: "redshift:JoinGroup",
        Resource: ["arn:${partition}:redshift:${region}:${accountId}:dbgroup:${clusterIdentifier}/${dbGroups[*]}"],
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
    "redshift:CreateClusterUser": "Makes the user when it does not exist (Auto Create DBUser).",
    "redshift:JoinGroup": "Puts the user into its groups for the session.",
  },
  vendorForm: "redshift-get-cluster-credentials-any",
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-role-permissions.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html",
  ],
  notes: [
    "Not Informatica's own text: the sample for its check box “Auto create DBUser” could not be had; this is what AWS documents for it.",
    "`redshift:CreateClusterUser` and `redshift:JoinGroup` manage permissions: name the user and the groups, never `*`.",
    "For single sign-on AWS shows the resource with `${redshift:DbUser}` and a condition on `aws:userid`, so that nobody gets credentials of a user with another name.",
  ],
};
