import { accountId, partition, roleName } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGuardRepair: Template = {
  id: "redshift-guard-repair",
  title: "redshift-guard: set the trust of named roles right again",
  summary:
    "Lets its holder read the named roles and overwrite their trust policies. Whoever has it decides who may assume these roles.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [
    partition(),
    accountId(),
    roleName({
      name: "roleNames",
      many: true,
      description: "The roles whose trust may be set right.",
      example: ["RedshiftCopyUnload"],
    }),
  ],
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
        Sid: "SetTrust",
        Effect: "Allow",
        Action: ["iam:GetRole", "iam:UpdateAssumeRolePolicy"],
        Resource: ["arn:${partition}:iam::${accountId}:role/${roleNames[*]}"],
      },
    ],
  },
  reasons: {
    "iam:ListRoles":
      "Finds out which roles differ, and those that the config does not know. It supports no resource that narrows it.",
    "iam:GetRole": "Reads the trust as it is, before and after.",
    "iam:UpdateAssumeRolePolicy": "Writes the trust that the config expects.",
  },
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_permissions-management.html",
  ],
  notes: [
    "Keep it apart from the role that only looks: give it to a role of its own, that a protected environment or a person assumes.",
    "`iam:UpdateAssumeRolePolicy` manages permissions: name the roles, never `*`.",
  ],
};
