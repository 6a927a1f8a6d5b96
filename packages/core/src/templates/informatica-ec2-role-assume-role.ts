import { roleArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaEc2RoleAssumeRole: Template = {
  id: "informatica-ec2-role-assume-role",
  title: "Informatica: the policy of the EC2 role that assumes the Redshift role",
  summary:
    "Lets the role of the Secure Agent's EC2 instance assume the Redshift roles that are named, of the same or of another account, and nothing else.",
  kind: "permission",
  policyType: "identity",
  origin: "reconstructed",
  parameters: [
    roleArn({
      name: "redshiftRoleArns",
      many: true,
      description: "The Redshift roles that connections name as Redshift IAM Role ARN.",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: ["${redshiftRoleArns[*]}"] }],
  },
  reasons: {
    "sts:AssumeRole":
      "With “Use EC2 Role to Assume Role”, the Secure Agent assumes the Redshift role with its instance's credentials, without an access key.",
  },
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
  ],
  notes: [
    "Not Informatica's own text: the page describes this policy in words, and its sample could not be had.",
    "Informatica requires that the EC2 role itself has no access to Redshift: grant it no `redshift:` action, and name the roles instead of `*`.",
  ],
};
