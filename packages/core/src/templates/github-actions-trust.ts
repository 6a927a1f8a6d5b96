import { accountId, githubSubject, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const githubActionsTrust: Template = {
  id: "github-actions-trust",
  title: "GitHub Actions: trust in the workflows of a repository",
  summary:
    "Lets workflows of GitHub Actions assume the role by OpenID Connect, only those whose subject is named, without any stored key.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [
    partition(),
    accountId({ description: "The account of the role and of its OIDC provider for GitHub." }),
    githubSubject({
      many: true,
      example: ["repo:octo-org/iam-policies:ref:refs/heads/main"],
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Federated: "arn:${partition}:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["${subjects[*]}"],
          },
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRoleWithWebIdentity":
      "The workflow exchanges its GitHub token for temporary credentials. `sub` names the repository and what runs there, `aud` that the token was made for AWS.",
  },
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  ],
  notes: [
    "The job needs `permissions: id-token: write`.",
    "The provider `token.actions.githubusercontent.com` must exist in the account once.",
    "Without a condition on `sub`, workflows of every repository on GitHub could assume the role. A pull request from a fork gets no token; one from a branch of the repository has the subject `…:pull_request`, for which IAM Access Analyzer warns that no branch is named: give it only what may be done before a review, such as asking Access Analyzer.",
  ],
};
