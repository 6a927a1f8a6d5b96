import { type PolicyType, parsePolicy } from "@redshift-guard/core";
import { expect, test } from "vitest";
import { comparePolicies } from "./compare-policies.ts";

const on = (policyType: PolicyType, statement: object): object => {
  const principal =
    policyType === "resource" || policyType === "endpoint" ? { Principal: { AWS: "111122223333" } } : {};
  return policyType === "trust" ? statement : { ...principal, Resource: "*", ...statement };
};
const [get, put] = ["s3:GetObject", "s3:PutObject"];
const allow = (Action: unknown) => ({ Effect: "Allow", Action });
const deny = (Action: unknown) => ({ Effect: "Deny", Action });
const letIn = (id: string) => ({ Effect: "Allow", Principal: { AWS: id }, Action: "sts:AssumeRole" });
const keepOut = (id: string) => ({ ...letIn(id), Effect: "Deny" });
const [one, two] = ["111122223333", "444455556666"];

test.each<[string, PolicyType, object[], object[], string]>([
  ["the same", "identity", [allow(get), deny(put)], [allow(get), deny(put)], "identical"],
  ["in other words", "identity", [allow(get), deny(put)], [allow([get]), deny([put])], "cosmetic"],
  ["a Deny more", "identity", [allow(get)], [allow(get), deny(put)], "unknown"],
  ["a Deny less", "identity", [allow(get), deny(put)], [allow(get)], "unknown"],
  ["a Deny more", "scp", [allow(get)], [allow(get), deny(put)], "unknown"],
  ["a Deny more", "resource", [allow(get)], [allow(get), deny(put)], "unknown"],
  ["a Deny more", "session", [allow(get)], [allow(get), deny(put)], "unknown"],
  // With no other policy beside it, what nobody allows need not be denied.
  ["a Deny more", "endpoint", [allow(get)], [allow(get), deny(put)], "cosmetic"],
  ["a Deny more", "trust", [letIn(one)], [letIn(one), keepOut(two)], "cosmetic"],
  ["a Deny that takes away", "trust", [letIn(one)], [letIn(one), keepOut(one)], "narrowed"],
  ["more, whatever is denied", "identity", [allow(get), deny(put)], [allow([get, "s3:ListBucket"])], "widened"],
  ["less, and what other policies may allow", "identity", [allow([get, put]), deny("s3:x")], [allow(get)], "unknown"],
  ["each more than the other", "identity", [allow(get), deny("s3:x")], [allow(put)], "shifted"],
])("%s: %s", (_, policyType, expected, actual, verdict) => {
  const [a, b] = [expected, actual].map(
    (statements) =>
      parsePolicy(
        JSON.stringify({ Version: "2012-10-17", Statement: statements.map((statement) => on(policyType, statement)) }),
        { policyType },
      ).policy,
  );
  if (a === undefined || b === undefined) throw new TypeError("no policy");
  expect(comparePolicies(a, b).verdict).toBe(verdict);
});
