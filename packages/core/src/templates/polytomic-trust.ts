import { externalId, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const polytomicTrust: Template = {
  id: "polytomic-trust",
  title: "Polytomic: trust across accounts with an ExternalId",
  summary:
    "Lets Polytomic's AWS account 568237466542 assume the role, and only when it presents the ExternalId of your Polytomic organisation.",
  kind: "trust",
  policyType: "trust",
  origin: "vendor",
  parameters: [
    partition(),
    externalId({
      description:
        "The ExternalId that Polytomic shows when the connection is created. It is unique to your organisation.",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:${partition}:iam::568237466542:root" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "${externalId}" } },
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "Polytomic assumes the role from its own account. The ExternalId keeps another customer of Polytomic from reaching your role through it (the confused deputy).",
  },
  sources: [
    "https://docs.polytomic.com/docs/redshift-serverless",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
  ],
  notes: [
    "Polytomic's page says that the ExternalId *may* be used. Here it is required: without it, any customer of Polytomic who knows the role's ARN could have Polytomic assume it.",
    "The ExternalId on Polytomic's page is an example; the template refuses it. Use the one that your connection shows.",
    "The principal is Polytomic's whole account. Polytomic publishes no role to name instead, and the account is of the partition `aws`.",
  ],
};
