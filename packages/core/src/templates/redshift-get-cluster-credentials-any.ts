import type { Template } from "../template.ts";

export const redshiftGetClusterCredentialsAny: Template = {
  id: "redshift-get-cluster-credentials-any",
  title: "Temporary credentials for any database user: as AWS prints it",
  summary:
    "Lets its holder log on to every provisioned cluster as any database user, superusers included, make users and join groups.",
  kind: "permission",
  policyType: "identity",
  origin: "aws",
  parameters: [],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["redshift:GetClusterCredentials", "redshift:CreateClusterUser", "redshift:JoinGroup"],
        Resource: "*",
      },
    ],
  },
  reasons: {
    "redshift:GetClusterCredentials": "Gives a temporary password for whatever user is named.",
    "redshift:CreateClusterUser": "Makes a user that does not exist.",
    "redshift:JoinGroup": "Puts the user into any group.",
  },
  leastPrivilege: "redshift-get-cluster-credentials-autocreate",
  sources: ["https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html"],
  notes: [
    "AWS prints this example with the warning that it permits too much: its holder can become a superuser of every cluster. It is here so that it is recognised where it stands.",
  ],
};
