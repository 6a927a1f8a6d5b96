import { expect, test } from "vitest";
import { type Check, issueCodeOf } from "../check.ts";
import { checks } from "../checks/index.ts";
import type { PolicyType } from "../policy/document.ts";
import { validatePolicy } from "../validate.ts";

/** The checks that are not Access Analyzer's. */
const own: readonly Check[] = checks.filter(
  ({ learnMoreLink }) => !learnMoreLink.includes("access-analyzer-reference-policy-checks"),
);
const codes = new Set(own.map(({ id }) => issueCodeOf(id)));
const examples = own.flatMap(({ bad, policyTypes }) =>
  bad.map((example) => {
    const { policy, policyType } =
      typeof example === "string" ? { policy: example, policyType: policyTypes[0] as PolicyType } : example;
    return { text: policy.replaceAll(/«(?:\d+:)?|»/g, ""), policyType };
  }),
);

function detailsOf(text: string, policyType: PolicyType): string[] {
  const outcome = validatePolicy(text, { policyType });
  if (outcome.kind !== "analysed") return [];
  return outcome.findings.filter(({ issueCode }) => codes.has(issueCode)).map(({ findingDetails }) => findingDetails);
}

test.each([
  ["a line break", "\\n", (details: string) => /[\r\n]/.test(details)],
  ["a backtick", "`", (details: string) => details.split("`").length % 2 === 0],
  ["a long text", "x".repeat(3000), (details: string) => details.length > 1200],
])("%s at the end of any string of the policy does not break a message", (_, odd, isBroken) => {
  const broken: string[] = [];
  let count = 0;
  for (const { text, policyType } of examples) {
    for (const { 0: string, index } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
      const end = index + string.length - 1;
      const details = detailsOf(text.slice(0, end) + odd + text.slice(end), policyType);
      count += details.length;
      broken.push(...details.filter(isBroken));
    }
  }
  expect(count).toBeGreaterThan(500);
  expect(broken).toEqual([]);
});
