import { type Check, policyChecksPage } from "../check.ts";
import { mayBeTrust } from "../facts/attached-resource.ts";
import { isAllow } from "../policy/document.ts";
import { builtInProviders, oidcKey } from "../policy/federated-principal.ts";
import { quote } from "../quote.ts";

export const confirmAudienceClaimType: Check = {
  id: "confirm-audience-claim-type",
  findingType: "SUGGESTION",
  policyTypes: ["trust", "resource"],
  title: "The audience of a token is compared as one value",
  why: "AWS does not know whether your provider puts one audience or several into a token. Without a qualifier the condition reads one, which is right for most, GitHub and Amazon EKS among them.",
  fix: "Nothing to change when the provider writes one audience. If it writes several, use `ForAllValues:` or `ForAnyValue:`.",
  learnMoreLink: policyChecksPage("suggestion-confirm-audience-claim-type"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { «"token.actions.githubusercontent.com:aud"»: "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main" } } }] }',
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { «"token.actions.githubusercontent.com:aud"»: "sts.amazonaws.com" } } }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "66677788899900pro0" } } }, { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }] }',
  ],
  needs: ["condition"],
  *run(policy) {
    if (policy.type === "resource" && !mayBeTrust(policy)) return;
    for (const { statement, key, lowerKey, member, operator } of policy.conditions) {
      if (operator === undefined || operator.setOperator !== undefined || operator.base.type === "Null") continue;
      const claim = oidcKey(lowerKey);
      if (claim?.claim !== "aud" || builtInProviders.has(claim.provider) || !isAllow(statement)) continue;
      yield {
        at: member.key,
        details: `${quote(key)} is compared as a single value. That is right if the provider writes one audience into its tokens; do not use a qualifier then.`,
      };
    }
  },
};
