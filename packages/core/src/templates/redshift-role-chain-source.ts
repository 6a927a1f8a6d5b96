import { roleArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftRoleChainSource: Template = {
  id: "redshift-role-chain-source",
  title: "Role chaining: what the attached role may assume",
  summary:
    "Lets the role that is attached to the cluster assume the next role of the chain, such as one of another account.",
  kind: "permission",
  policyType: "identity",
  origin: "aws",
  parameters: [
    roleArn({
      name: "nextRoleArn",
      description: "The next role of the chain (RoleB).",
      example: "arn:aws:iam::210987654321:role/RoleB",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AssumeNextRoleInChain",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "${nextRoleArn}",
      },
    ],
  },
  reasons: { "sts:AssumeRole": "Redshift assumes the attached role, and with it the next one." },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-chaining-roles.html",
    "https://docs.aws.amazon.com/redshift/latest/dg/c-spectrum-iam-policies.html",
  ],
  notes: [
    "In SQL both roles stand in one string, with a comma and no space: `iam_role 'arn:…:role/RoleA,arn:…:role/RoleB'`. The first one must be attached to the cluster or namespace.",
    "A chain has ten roles at most, and each session in it one hour.",
  ],
};
