import { accountId, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGuardAuditRole: Template = {
  id: "redshift-guard-audit-role",
  title: "redshift-guard: what the drift action needs in an account",
  summary: "Lets the drift action list the roles of one account and read their trust policies. It can change nothing.",
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
    ],
  },
  reasons: {
    "iam:ListRoles": "Finds the roles by path. It supports no resource that narrows it.",
    "iam:GetRole": "Reads a role's trust policy, tags and last use.",
  },
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
  ],
  notes: ["For several accounts, give it to a role of the same name in each, with `redshift-guard-audit-role-trust`."],
};
