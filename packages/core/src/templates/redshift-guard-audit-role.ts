import { accountId, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGuardAuditRole: Template = {
  id: "redshift-guard-audit-role",
  title: "redshift-guard: what the drift action needs in an account",
  summary:
    "Lets the drift action list the roles of one account, read their trust policies, and see where they are attached and who changed them last. It can change nothing.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), accountId()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListRoles",
        Effect: "Allow",
        Action: "iam:ListRoles",
        Resource: "*",
      },
      {
        Sid: "ReadRoles",
        Effect: "Allow",
        Action: "iam:GetRole",
        Resource: "arn:${partition}:iam::${accountId}:role/*",
      },
      {
        Sid: "WhereAttached",
        Effect: "Allow",
        Action: ["redshift:DescribeClusters", "redshift-serverless:ListNamespaces"],
        Resource: "*",
      },
      {
        Sid: "WhoChanged",
        Effect: "Allow",
        Action: "cloudtrail:LookupEvents",
        Resource: "*",
      },
    ],
  },
  reasons: {
    "iam:ListRoles": "Finds the roles by path. It supports no resource that narrows it.",
    "iam:GetRole": "Reads a role's trust policy, tags and last use.",
    "redshift:DescribeClusters":
      "Tells which roles are attached to clusters. Without it, drift is still found; what is attached is not known.",
    "redshift-serverless:ListNamespaces":
      "Tells which roles are attached to Serverless namespaces. It supports no resource, so it needs `*`.",
    "cloudtrail:LookupEvents":
      "Says who changed a drifted role last, and when. It supports no resource, so it needs `*`.",
  },
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftserverless.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html",
  ],
  notes: [
    "Only the two `iam:` actions are required; leave out what you do not use.",
    "For several accounts, give it to a role of the same name in each, with `redshift-guard-audit-role-trust`.",
  ],
};
