import { externalId, vendorPrincipal } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const vendorCrossAccountTrust: Template = {
  id: "vendor-cross-account-trust",
  title: "Any vendor: trust across accounts with an ExternalId",
  summary: "Lets the vendor's identities assume the role, and only with the ExternalId that the vendor made for you.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [vendorPrincipal({ name: "vendorPrincipals", many: true }), externalId()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: ["${vendorPrincipals[*]}"],
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
      "The vendor works from its own account. The ExternalId keeps another customer of the vendor from reaching your role through it (the confused deputy).",
  },
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    "https://rudderstack.com/docs/destinations/aws-iam-role-for-rudderstack",
  ],
  notes: [
    "Accounts that vendors publish: Polytomic 568237466542, RudderStack 422074288268 (its ExternalId is the workspace ID), Census 341876425553, Segment 595280932656 (name its role for the service), Fivetran 834469178297, Airbyte 094410056844 (its user `delegated_access_user`; the ExternalId is the workspace ID).",
    "Ask the vendor for a role's ARN: it is narrower than the whole account. An account ID means the same as its root's ARN.",
  ],
};
