import { accountId, partition, region, roleName } from "../template/identity-parameters.ts";
import { clusterName } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftAssociateRole: Template = {
  id: "redshift-associate-role",
  title: "Operator: attach service roles to a cluster",
  summary: "Lets an operator attach and detach the named roles at one provisioned cluster, and see the clusters.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [
    partition(),
    region(),
    accountId(),
    clusterName(),
    roleName({
      name: "roleNames",
      many: true,
      description: "The roles that may be attached.",
      example: ["RedshiftCopyUnload"],
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Describe",
        Effect: "Allow",
        Action: "redshift:DescribeClusters",
        Resource: "*",
      },
      {
        Sid: "Associate",
        Effect: "Allow",
        Action: "redshift:ModifyClusterIamRoles",
        Resource: "arn:${partition}:redshift:${region}:${accountId}:cluster:${clusterIdentifier}",
      },
      {
        Sid: "PassRole",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: ["arn:${partition}:iam::${accountId}:role/${roleNames[*]}"],
        Condition: {
          StringEquals: {
            "iam:PassedToService": "redshift.amazonaws.com",
          },
        },
      },
    ],
  },
  reasons: {
    "redshift:DescribeClusters": "Shows the clusters and which roles they have.",
    "redshift:ModifyClusterIamRoles": "Attaches and detaches roles at this cluster.",
    "iam:PassRole":
      "Hands the named roles, and no others, to Redshift. Without the list an operator could attach an administrator's role and use it in SQL.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/copy-unload-iam-role-associating-with-clusters.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  ],
  notes: [
    "AWS's sample also grants `redshift:CreateCluster`, and leaves out the condition on `iam:PassedToService`.",
    "The role and the cluster must be of the same account. A cluster takes 50 roles (10 in some isolated Regions).",
  ],
};
