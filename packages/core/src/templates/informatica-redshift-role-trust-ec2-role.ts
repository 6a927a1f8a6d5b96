import { roleArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaRedshiftRoleTrustEc2Role: Template = {
  id: "informatica-redshift-role-trust-ec2-role",
  title: "Informatica: the Redshift role's trust in the EC2 role",
  summary: "Lets the role of the Secure Agent's EC2 instance assume the Redshift role.",
  kind: "trust",
  policyType: "trust",
  origin: "reconstructed",
  parameters: [
    roleArn({
      name: "ec2RoleArn",
      description: "The role of the Secure Agent's EC2 instance.",
      example: "arn:aws:iam::123456789012:role/SecureAgentEc2",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: "${ec2RoleArn}",
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: {
    "sts:AssumeRole": "With “Use EC2 Role to Assume Role”, the instance's role is exchanged for the Redshift role.",
  },
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
  ],
  notes: [
    "Not Informatica's own text: its page requires a trust policy for this role without showing one that could be had.",
    "A role that was assumed with another role's credentials lasts one hour at most.",
  ],
};
