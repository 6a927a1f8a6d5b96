import { type Check, policyChecksPage } from "../check.ts";
import { isAllow, type Statement } from "../policy/document.ts";
import { oidcPrincipals } from "../policy/federated-principal.ts";
import { quote } from "../quote.ts";
import { rememberLast } from "../remember-last.ts";

export const missingConditionKeyForOidcPrincipal: Check = {
  id: "missing-condition-key-for-oidc-principal",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "An OpenID Connect provider is trusted without a condition on its tokens",
  why: "Without a condition on the token's claims, everyone who can get a token from the provider may assume the role; at a public provider that is anybody.",
  fix: "Add conditions on the provider's own keys, such as `accounts.google.com:aud`, or `…:aud` and `…:sub` with the host of your provider.",
  learnMoreLink: policyChecksPage("security-warning-missing-condition-key-for-oidc-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «"accounts.google.com"» }, "Action": "sts:AssumeRoleWithWebIdentity" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «"arn:aws:iam::111122223333:oidc-provider/gitlab.com"» }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "66677788899900pro0" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E:sub": "system:serviceaccount:etl:loader" } } }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement)) continue;
      for (const { value, provider: written } of oidcPrincipals(statement)) {
        // With its scheme no provider has the ARN, which another check tells.
        const provider = written.replace(/^https?:\/\//, "");
        if (prefixesOf(statement).has(upToColon(provider))) continue;
        yield {
          at: value,
          details: `Everyone with a token of ${quote(value.value)} may assume the role. Add conditions on keys that begin with ${quote(`${provider}:`)}.`,
        };
      }
    }
  },
};

/** What stands before the first colon of the keys. */
const prefixesOf = rememberLast(
  ({ conditions }: Statement): ReadonlySet<string> => new Set(conditions.map(({ lowerKey }) => upToColon(lowerKey))),
);

/** A provider's URL has no port: where one is written all the same, its host is looked at. */
function upToColon(text: string): string {
  const colon = text.indexOf(":");
  return colon === -1 ? text : text.slice(0, colon);
}
