import { expect, test } from "vitest";
import { checks } from "../checks/index.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyType } from "../policy/document.ts";
import { services } from "../service-reference/services.ts";
import { featuresOf, hasAll } from "./feature.ts";

/** A check that is not run must have had nothing to say: each example of every check is put before every other. */
test("no check has something to say where its features are missing", () => {
  const examples = checks.flatMap(({ bad, good, policyTypes }) =>
    [...bad, ...good].map((example) => {
      const { policy, policyType } =
        typeof example === "string" ? { policy: example, policyType: policyTypes[0] as PolicyType } : example;
      return { text: policy.replaceAll(/«(?:\d+:)?|»/g, ""), policyType };
    }),
  );
  const wrong: string[] = [];
  for (const { text, policyType } of examples) {
    const { policy } = parsePolicy(text, { policyType });
    if (policy.syntaxProblems.length > 0) continue;
    const features = featuresOf(policy, services);
    for (const check of checks) {
      if (hasAll(features, check.needs) || !check.policyTypes.includes(policyType)) continue;
      if ([...check.run(policy, services)].length > 0) wrong.push(`${check.id}: ${text}`);
    }
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['{ "Statement": [] }', []],
  [
    '{ "Statement": [{ "Sid": "a", "NotAction": "s3:*", "Resource": "${aws:username}" }] }',
    ["opposite", "sid", "variable"],
  ],
  ['{ "Statement": [{ "Action": [], "Principal": {} }] }', ["empty", "principal"]],
  ['{ "Statement": [{ "Action": 1, "Action": "s3:*" }] }', ["malformed", "repeated"]],
  [
    '{ "Statement": { "Condition": { "StringLike": { "a:b": "c" }, "Bool": {} } } }',
    ["Bool", "String", "condition", "empty", "like"],
  ],
  ['{ "Statement": { "Condition": { "StringEqual": "x" } } }', ["condition", "malformed", "unknown-operator"]],
])("%s", (text, features) => {
  expect([...parsePolicy(text, { policyType: "identity" }).policy.features].sort()).toEqual(features);
});
