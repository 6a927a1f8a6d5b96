import type { Check } from "../check.ts";
import { isAllow } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const federated = (provider: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": ${provider} }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:acme/etl:ref:refs/heads/main" } } }] }`;

export const oidcProviderWithScheme: Check = {
  id: "oidc-provider-with-scheme",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "The identity provider's ARN holds its address with `https://`",
  why: "The ARN of an OpenID Connect provider has the provider's host and path, without the scheme. No provider has the ARN with `https://`, so nobody can assume the role.",
  fix: "Leave `https://` out.",
  learnMoreLink: awsPage.principal,
  bad: [
    federated('«"arn:aws:iam::210000000001:oidc-provider/https://token.actions.githubusercontent.com"»'),
    federated('«"arn:aws:iam::210000000001:oidc-provider/HTTPS://acme.eu.auth0.com/"»'),
  ],
  good: [
    federated('"arn:aws:iam::210000000001:oidc-provider/token.actions.githubusercontent.com"'),
    federated('"arn:aws:iam::210000000001:oidc-provider/idp.example.com/https"'),
  ],
  needs: ["principal"],
  *run(policy) {
    for (const statement of policy.statements) {
      for (const { type, values } of statement.principal?.entries ?? []) {
        if (type !== "Federated") continue;
        for (const value of values) {
          const scheme = withScheme.exec(value.value);
          if (scheme === null) continue;
          // A slash at the end is part of some providers' addresses.
          const mended = (scheme[1] as string) + value.value.slice(scheme[0].length);
          const nobody = isAllow(statement) ? "so nobody can assume the role by it" : "so this keeps nobody out";
          yield {
            at: value,
            details: `${quoteWhole(value.value)} holds the scheme of an address, and no provider has such an ARN, ${nobody}. Write ${quoteWhole(mended)}.`,
            replacement: JSON.stringify(mended),
          };
        }
      }
    }
  },
};

const withScheme = /^(arn:[^:]*:iam::[^:]*:oidc-provider\/)https?:\/\/(?=[^/])/i;
