import { type Check, policyChecksPage } from "../check.ts";
import { oidcKey } from "../policy/federated-principal.ts";
import { quote } from "../quote.ts";

export const foranyvalueWithAudienceClaimType: Check = {
  id: "foranyvalue-with-audience-claim-type",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "ForAnyValue is used with the audience of a token",
  why: "The audience (`aud`) of a token is one value. `ForAnyValue` is made for keys with several, and admits more than intended where a token carries several audiences.",
  fix: "Remove `ForAnyValue:`.",
  learnMoreLink: policyChecksPage("security-warning-foranyvalue-with-audience-claim-type"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAnyValue:StringEquals": { "accounts.google.com:aud": «"66677788899900pro0"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-abcd" }, "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } } }] }',
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { key, lowerKey, member, operator } of policy.conditions) {
      if (operator?.setOperator !== "ForAnyValue" || oidcKey(lowerKey)?.claim !== "aud") continue;
      yield {
        at: member.value,
        details: `${quote(key)} has one value, and \`ForAnyValue\` with it admits more than intended. Remove \`ForAnyValue:\`.`,
      };
    }
  },
};
