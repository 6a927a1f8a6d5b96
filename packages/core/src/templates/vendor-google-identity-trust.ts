import { googleAudience, googleSubject } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const vendorGoogleIdentityTrust: Template = {
  id: "vendor-google-identity-trust",
  title: "A vendor on Google Cloud: trust in one Google identity",
  summary: "Lets one service account of Google Cloud assume the role with its Google token, without any stored key.",
  kind: "trust",
  policyType: "trust",
  origin: "vendor",
  parameters: [googleSubject(), googleAudience()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Federated: "accounts.google.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "accounts.google.com:sub": "${subject}",
            "accounts.google.com:oaud": "${audience}",
          },
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRoleWithWebIdentity":
      "The vendor exchanges a token of Google for temporary credentials. `sub` names its service account, `oaud` what the token was made for.",
  },
  sources: [
    "https://docs.prequel.co/export/destinations/redshift-serverless",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  ],
  notes: [
    "Vendors that deliver through Prequel ask for this form, Iterable among them. They show both values in their product.",
    "There is no AWS account and no ExternalId: the service account's number takes their place, so compare it digit by digit.",
    "Google's provider needs no identity provider in your account.",
  ],
};
