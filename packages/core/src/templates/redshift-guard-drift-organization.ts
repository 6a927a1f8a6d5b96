import { partition, roleName } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGuardDriftOrganization: Template = {
  id: "redshift-guard-drift-organization",
  title: "redshift-guard: what the drift action needs for an organisation",
  summary:
    "Lets the drift action list the accounts of the organisation, assume the audit role in each of them, and read the roles of its own account.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [
    partition(),
    roleName({
      name: "auditRoleName",
      description: "The name of the audit role, the same in every account.",
      example: "redshift-guard-audit",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "FindAccounts",
        Effect: "Allow",
        Action: [
          "organizations:ListAccounts",
          "organizations:ListAccountsForParent",
          "organizations:ListOrganizationalUnitsForParent",
          "organizations:ListTagsForResource",
        ],
        Resource: "*",
      },
      {
        Sid: "EnterAccounts",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:${partition}:iam::*:role/${auditRoleName}",
      },
      {
        Sid: "ReadOwnAccount",
        Effect: "Allow",
        Action: ["iam:ListRoles", "iam:GetRole"],
        Resource: "*",
      },
    ],
  },
  reasons: {
    "organizations:ListAccounts": "Lists the accounts, so that none is forgotten.",
    "organizations:ListAccountsForParent": "Lists the accounts of an organisational unit.",
    "organizations:ListOrganizationalUnitsForParent": "Finds the units below a unit.",
    "organizations:ListTagsForResource": "Reads the accounts' tags, by which accounts can be chosen.",
    "sts:AssumeRole": "Goes to an account to read its roles: in every account the role of this name, and no other.",
    "iam:ListRoles": "Lists the roles of the account that the job's role is of: nothing is assumed there.",
    "iam:GetRole": "Reads one role of that account again, before a difference is reported.",
  },
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_permissions_overview.html",
  ],
  notes: [
    "The role must be of the management account or of a delegated administrator; other accounts cannot list the organisation.",
    "The account in the ARN is `*`: the audit role's own trust decides, and an account without that role is reported, not skipped.",
    "With `associations` or `attribution`, the job's role needs the policy of `redshift-guard-audit-role` for its own account, too.",
  ],
};
