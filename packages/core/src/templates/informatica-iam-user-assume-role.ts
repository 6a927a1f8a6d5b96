import { accountId, partition, roleName } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaIamUserAssumeRole: Template = {
  id: "informatica-iam-user-assume-role",
  title: "Informatica: the policy of the IAM user that assumes the Redshift role",
  summary:
    "Lets an IAM user, or in advanced mode the worker node role, assume the one role whose ARN stands in the connection as Redshift IAM Role ARN.",
  kind: "permission",
  policyType: "identity",
  origin: "vendor",
  parameters: [
    partition(),
    accountId({ description: "The account of the Redshift role. It may be another account than the user's." }),
    roleName({ name: "redshiftRoleName", description: "The name of the Redshift role, with its path if it has one." }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:${partition}:iam::${accountId}:role/${redshiftRoleName}",
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "The user exchanges its access key for temporary credentials of the Redshift role, which alone may reach Redshift.",
  },
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
  ],
  notes: [
    "Informatica's sample writes `<ACCOUNT-HYPHENS>` for the account; an ARN takes the 12 digits without hyphens.",
    "The user must have access to nothing else in AWS, and must not be the account's root user.",
    "For mappings in advanced mode, attach the same policy to the worker node role.",
  ],
};
