import { secretArn } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftFederatedQuery: Template = {
  id: "redshift-federated-query",
  title: "Federated query: read the secret of the other database",
  summary:
    "Lets Redshift read one secret with the user and password of the database that a federated query asks, and list the secrets.",
  kind: "permission",
  policyType: "identity",
  origin: "aws",
  parameters: [secretArn()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccessSecret",
        Effect: "Allow",
        Action: [
          "secretsmanager:GetResourcePolicy",
          "secretsmanager:GetSecretValue",
          "secretsmanager:DescribeSecret",
          "secretsmanager:ListSecretVersionIds",
        ],
        Resource: "${secretArn}",
      },
      {
        Sid: "ListSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:GetRandomPassword", "secretsmanager:ListSecrets"],
        Resource: "*",
      },
    ],
  },
  reasons: {
    "secretsmanager:GetSecretValue": "Reads the user and the password.",
    "secretsmanager:GetResourcePolicy": "In AWS's sample.",
    "secretsmanager:DescribeSecret": "Looks the secret up.",
    "secretsmanager:ListSecretVersionIds": "In AWS's sample.",
    "secretsmanager:GetRandomPassword": "In AWS's sample. It supports no resource and reads no secret.",
    "secretsmanager:ListSecrets":
      "In AWS's sample. It shows the secrets' names, not their values, and supports no resource.",
  },
  sources: ["https://docs.aws.amazon.com/redshift/latest/dg/federated-create-secret-iam-role.html"],
  notes: ["A secret with a customer managed key needs `kms:Decrypt` on that key too."],
};
