import { externalId, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const rudderstackTrust: Template = {
  id: "rudderstack-trust",
  title: "RudderStack: trust across accounts with an ExternalId",
  summary:
    "Lets RudderStack's AWS account 422074288268 assume the role, and only when it presents your workspace ID as ExternalId.",
  kind: "trust",
  policyType: "trust",
  origin: "vendor",
  parameters: [
    partition(),
    externalId({ description: "Your RudderStack workspace ID.", example: "2ZkXoQ7bGq3vUy1nLr8sWc5tEa9" }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: "arn:${partition}:iam::422074288268:root",
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
      "RudderStack assumes the role from its own account. The ExternalId keeps another customer of RudderStack from reaching your role through it (the confused deputy).",
  },
  sources: [
    "https://rudderstack.com/docs/destinations/aws-iam-role-for-rudderstack",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
  ],
  notes: [
    "RudderStack's page asks to leave “Require MFA” off: its service cannot present one.",
    "The principal is RudderStack's whole account, which is of the partition `aws`.",
  ],
};
