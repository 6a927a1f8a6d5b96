import type { Template } from "../template.ts";

export const informaticaEc2ServiceTrust: Template = {
  id: "informatica-ec2-service-trust",
  title: "Informatica: the trust of the Secure Agent's EC2 role",
  summary:
    "Lets Amazon EC2 hand the role to the instances that have it as their instance profile, such as the one on which the Secure Agent runs.",
  kind: "trust",
  policyType: "trust",
  origin: "reconstructed",
  parameters: [],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Service: "ec2.amazonaws.com",
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: { "sts:AssumeRole": "EC2 assumes the role for the instance and offers its temporary credentials there." },
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
    "https://docs.matillion.com/metl/docs/custom-iam-roles-for-redshift",
  ],
  notes: [
    "Not Informatica's own text: its page introduces the sample, which could not be had. Matillion's page for Redshift prints this very policy.",
    "This role must not have access to Redshift itself; give it `informatica-ec2-role-assume-role`.",
  ],
};
