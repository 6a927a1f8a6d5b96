import { expect, test } from "vitest";
import { validatePolicy } from "../validate.ts";

const saml = "arn:aws:iam::111122223333:saml-provider/Okta";
const oidc = "arn:aws:iam::111122223333:oidc-provider/gitlab.com";
const role = "arn:aws:iam::111122223333:role/etl";

function reportedPlaces(principal: unknown, action: unknown, effect = "Allow"): string[][] {
  const statement = { Effect: effect, Principal: principal, Action: action };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const outcome = validatePolicy(text, { policyType: "trust" });
  if (outcome.kind !== "analysed") throw new TypeError("not analysed");
  return outcome.findings
    .filter(({ issueCode }) => issueCode === "MISMATCHED_ACTION_FOR_PRINCIPAL")
    .map(({ locations }) => locations.map(({ span }) => JSON.parse(text.slice(span.start.offset, span.end.offset))));
}

test.each<[string, unknown, unknown, string[][]]>([
  ["the right action for each kind", { AWS: role }, "sts:AssumeRole", []],
  ["SAML", { Federated: saml }, "sts:AssumeRoleWithSAML", []],
  ["OpenID Connect", { Federated: oidc }, "sts:AssumeRoleWithWebIdentity", []],
  ["in other capitals", { Federated: oidc }, "STS:assumerolewithwebidentity", []],
  ["a pattern", { Federated: oidc }, "sts:AssumeRole*", []],
  ["actions for all", { Federated: saml }, ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"], []],
  ["SAML with the action of roles", { Federated: saml }, "sts:AssumeRole", [["sts:AssumeRole", saml]]],
  [
    "SAML with the action of OpenID Connect",
    { Federated: saml },
    "sts:AssumeRoleWithWebIdentity",
    [["sts:AssumeRoleWithWebIdentity", saml]],
  ],
  ["a role with the action of SAML", { AWS: role }, ["sts:AssumeRoleWithSAML"], [["sts:AssumeRoleWithSAML", role]]],
  [
    "a service with the action of OpenID Connect",
    { Service: "redshift.amazonaws.com" },
    "sts:AssumeRoleWithWebIdentity",
    [["sts:AssumeRoleWithWebIdentity", "redshift.amazonaws.com"]],
  ],
  ["a provider under AWS", { AWS: saml }, "sts:AssumeRoleWithSAML", [["sts:AssumeRoleWithSAML", saml]]],
  [
    "two kinds with an action each",
    { Federated: [saml, oidc] },
    ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
    [],
  ],
  [
    "two kinds with one action",
    { Federated: [saml, oidc] },
    "sts:AssumeRoleWithSAML",
    [["sts:AssumeRoleWithSAML", oidc]],
  ],
  [
    "several principals of the wrong kind",
    { AWS: [role, "111122223333"] },
    "sts:AssumeRoleWithSAML",
    [["sts:AssumeRoleWithSAML", role, "111122223333"]],
  ],
  ["everyone", { AWS: "*" }, "sts:AssumeRoleWithWebIdentity", []],
  ["a principal that is none", { Federated: "Okta" }, "sts:AssumeRole", []],
])("%s", (_name, principal, action, expected) => {
  expect(reportedPlaces(principal, action)).toEqual(expected);
});
