import { roleArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaRedshiftRoleTrustWorkerNode: Template = {
  id: "informatica-redshift-role-trust-worker-node",
  title: "Informatica: the Redshift role's trust in the worker node role",
  summary:
    "Lets the role of the worker nodes of an advanced cluster assume the Redshift role, for mappings in advanced mode.",
  kind: "trust",
  policyType: "trust",
  origin: "reconstructed",
  parameters: [
    roleArn({
      name: "workerNodeRoleArn",
      description: "The role of the worker nodes of the advanced cluster.",
      example: "arn:aws:iam::123456789012:role/WorkerNode",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: "${workerNodeRoleArn}",
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: { "sts:AssumeRole": "In advanced mode the worker nodes, not the Secure Agent, log on to Redshift." },
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
  ],
  notes: [
    "Not Informatica's own text: its page describes the policy in words, and shows a role's ARN as principal for it.",
    "Attach `informatica-iam-user-assume-role` to the worker node role too: both sides must allow it.",
  ],
};
