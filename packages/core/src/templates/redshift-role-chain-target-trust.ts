import { roleArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftRoleChainTargetTrust: Template = {
  id: "redshift-role-chain-target-trust",
  title: "Role chaining: the trust of the next role",
  summary: "Lets the role that is attached to the cluster assume this role, which may belong to another account.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [
    roleArn({
      name: "previousRoleArn",
      description: "The role before it in the chain (RoleA).",
      example: "arn:aws:iam::123456789012:role/RoleA",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: {
          AWS: "${previousRoleArn}",
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRole": "The role before it in the chain, and no other identity of that account, may assume this one.",
  },
  sources: ["https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-chaining-roles.html"],
  notes: [
    "AWS's page also shows the account's root as principal, which lets every identity of that account in that its own policies allow.",
    "To limit it to database users: `redshift-role-chain-target-trust-dbusers`.",
  ],
};
