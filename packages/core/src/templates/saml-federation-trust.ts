import { accountId, partition, samlAudience, samlProviderName } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const samlFederationTrust: Template = {
  id: "saml-federation-trust",
  title: "SAML federation with session tags for Redshift",
  summary:
    "Lets users of one SAML provider assume the role by single sign-on, and pass session tags that Redshift reads.",
  kind: "trust",
  policyType: "trust",
  origin: "derived",
  parameters: [
    partition(),
    accountId({ description: "The SAML provider's account, which is the role's." }),
    samlProviderName(),
    samlAudience(),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Federated: "arn:${partition}:iam::${accountId}:saml-provider/${samlProviderName}",
        },
        Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "SAML:aud": "${samlAudience}",
          },
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRoleWithSAML": "The user signs on with a SAML assertion that was made for AWS (`SAML:aud`).",
    "sts:TagSession":
      "Passes the tags `RedshiftDbUser`, `RedshiftDbGroups` or `RedshiftDbRoles`; without it, a sign-on that brings tags fails.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-federated-db-roles.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/query-editor-v2-getting-started.html",
  ],
  notes: [
    "Redshift Serverless reads `RedshiftDbRoles`, query editor v2 on a cluster `RedshiftDbUser` and `RedshiftDbGroups`; several values stand in one tag, with colons between them.",
    "The role also needs `redshift-serverless:GetCredentials` or its counterpart for clusters.",
  ],
};
