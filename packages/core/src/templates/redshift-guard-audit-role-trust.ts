import { roleArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftGuardAuditRoleTrust: Template = {
  id: "redshift-guard-audit-role-trust",
  title: "redshift-guard: the trust of the audit role in each account",
  summary: "Lets the role with which the drift action starts assume the audit role of this account.",
  kind: "trust",
  policyType: "trust",
  origin: "derived",
  parameters: [
    roleArn({
      name: "driftRoleArn",
      description: "The role with which the drift action starts.",
      example: "arn:aws:iam::123456789012:role/redshift-guard",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: "${driftRoleArn}",
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: { "sts:AssumeRole": "The drift action goes from its own account to this one to read the roles." },
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html"],
  notes: [
    "Roll it out to every account of the organisation with a CloudFormation StackSet: `template render … --format cloudformation`.",
  ],
};
