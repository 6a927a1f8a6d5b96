import { type Check, policyChecksPage } from "../check.ts";
import { parseFederatedPrincipal } from "../policy/federated-principal.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quote } from "../quote.ts";

export const invalidFederatedPrincipalSyntaxInRoleTrustPolicy: Check = {
  id: "invalid-federated-principal-syntax-in-role-trust-policy",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "A federated principal is no identity provider",
  why: "`Federated` takes the domain of a provider that AWS knows, such as `accounts.google.com`, or the ARN of a SAML or OpenID Connect provider of the account.",
  fix: "Write `arn:aws:iam::111122223333:saml-provider/NAME`, `arn:aws:iam::111122223333:oidc-provider/HOST`, or the domain without `https://`.",
  learnMoreLink: policyChecksPage("error-invalid-federated-principal-syntax-in-role-trust-policy"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «"Okta"» }, "Action": "sts:AssumeRoleWithSAML" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": [«"https://accounts.google.com"», "accounts.google.com"] }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "66677788899900pro0" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML" }, { "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-abcd" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "*" }, "Action": "sts:AssumeRoleWithSAML" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal } of policy.statements) {
      for (const { type, values } of principal?.entries ?? []) {
        if (type !== "Federated") continue;
        for (const value of values) {
          // A wildcard is another check's finding, whatever stands around it.
          if (hasWildcard(value.value) || parseFederatedPrincipal(value.value) !== undefined) continue;
          const bare = value.value.replace(/^https?:\/\//, "").replace(/\/$/, "");
          const mended = bare !== value.value && parseFederatedPrincipal(bare) !== undefined ? bare : undefined;
          yield {
            at: value,
            details: `${quote(value.value)} is neither a domain name nor the ARN of an identity provider. ${mended === undefined ? "Write the provider's ARN, `arn:aws:iam::ACCOUNT:saml-provider/NAME` or `arn:aws:iam::ACCOUNT:oidc-provider/HOST`." : `Did you mean ${quote(mended)}?`}`,
            ...(mended === undefined ? {} : { replacement: JSON.stringify(mended) }),
          };
        }
      }
    }
  },
};
