import { accountId, externalId, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaServerlessRuntimeTrust: Template = {
  id: "informatica-serverless-runtime-trust",
  title: "Informatica: trust in the serverless runtime environment",
  summary:
    "Lets Informatica's own AWS account assume the role for its serverless runtime, and only when it presents the ExternalId of your environment.",
  kind: "trust",
  policyType: "trust",
  origin: "vendor",
  parameters: [
    partition(),
    accountId({
      name: "informaticaAccountId",
      description: "Informatica's AWS account, which the page of the serverless runtime environment shows.",
    }),
    externalId({ description: "The ExternalId that the same page shows." }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: "arn:${partition}:iam::${informaticaAccountId}:root",
        },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: {
            "sts:ExternalId": "${externalId}",
          },
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "The serverless runtime works in Informatica's account and enters yours through this role; the ExternalId keeps other customers of Informatica out.",
  },
  sources: [
    "https://docs.informatica.com/integration-cloud/cloud-platform/current-version/administrator/serverless-runtime-environments/before-you-begin/step-3--set-up-an-iam-role.html",
  ],
  notes: ["Informatica shows the account number in the product only; no public page names it."],
};
