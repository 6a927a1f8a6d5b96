import { expect, test } from "vitest";
import { parseFederatedPrincipal } from "./federated-principal.ts";

test.each([
  ["arn:aws:iam::111122223333:saml-provider/Okta", { kind: "saml", provider: "" }],
  ["arn:aws-us-gov:iam::111122223333:saml-provider/Okta", { kind: "saml", provider: "" }],
  [
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    { kind: "oidc", provider: "token.actions.githubusercontent.com" },
  ],
  [
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF",
    { kind: "oidc", provider: "oidc.eks.eu-west-1.amazonaws.com/id/abcdef" },
  ],
  ["accounts.google.com", { kind: "oidc", provider: "accounts.google.com" }],
  ["cognito-identity.amazonaws.com", { kind: "oidc", provider: "cognito-identity.amazonaws.com" }],
  ["*", undefined],
  ["", undefined],
  ["google", undefined],
  ["https://accounts.google.com", undefined],
  ["arn:aws:iam::111122223333:role/Okta", undefined],
  ["arn:aws:iam::111122223333:saml-provider/", undefined],
  ["arn:aws:sts::111122223333:saml-provider/Okta", undefined],
  ["accounts.google.com ", undefined],
  ["-bad.example.com", undefined],
])("%s", (text, expected) => {
  expect(parseFederatedPrincipal(text)).toEqual(expected);
});

test("a hostile domain is refused in linear time", () => {
  const start = performance.now();
  for (const text of ["a-".repeat(100_000), `${"a.".repeat(1000)}-`, `${"a-".repeat(1000)}.`]) {
    expect(parseFederatedPrincipal(text)).toBeUndefined();
  }
  expect(performance.now() - start).toBeLessThan(1000);
});
