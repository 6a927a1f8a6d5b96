import { expect, test } from "vitest";
import { applicableChecks } from "./applicable-checks.ts";
import { checks } from "./checks/index.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";
import { services } from "./service-reference/services.ts";

/** A check that is not run must have had nothing to say: each example of every check is put before every other. */
test("no check has something to say where its features are missing", () => {
  const examples = checks.flatMap(({ bad, good, policyTypes }) =>
    [...bad, ...good].flatMap((example) => {
      const { policy, policyType } =
        typeof example === "string" ? { policy: example, policyType: policyTypes[0] as PolicyType } : example;
      const text = policy.replaceAll(/«(?:\d+:)?|»/g, "");
      // White space counts in some types only.
      return [text, text.replaceAll("{", `{${" ".repeat(3000)}`)].map((each) => ({ text: each, policyType }));
    }),
  );
  const wrong: string[] = [];
  for (const { text, policyType } of examples) {
    const { policy } = parsePolicy(text, { policyType });
    if (policy.syntaxProblems.length > 0) continue;
    const applicable = new Set(applicableChecks(policy, services));
    for (const check of checks) {
      if (applicable.has(check) || !check.policyTypes.includes(policyType)) continue;
      if ([...check.run(policy, services)].length > 0) wrong.push(`${check.id}: ${text}`);
    }
  }
  expect(wrong).toEqual([]);
});

const ordinary = '"Effect": "Allow", "Action": "s3:*", "Resource": "*"';

test.each([
  [`{ "Version": "2012-10-17", "Statement": [{ ${ordinary} }] }`, []],
  [
    `{ "Version": "2012", "Statement": [{ ${ordinary} }, { ${ordinary} }] }`,
    ["alike-statements", "statements", "unknown-keyword"],
  ],
  [`{ "Version": "2012-10-17", "Statement": [{ ${ordinary}, "Effects": "Deny" }] }`, ["unknown-element"]],
  [`{ "Version": "2012-10-17", "Statement": [{ ${ordinary} }]`, ["fault"]],
  ['{ "Statement": [] }', ["incomplete"]],
  [
    '{ "Statement": [{ "Sid": "redshift", "NotAction": "s3:*", "Resource": "${aws:username}" }] }',
    ["incomplete", "opposite", "redshift", "sid", "variable"],
  ],
  ['{ "Statement": [{ "Action": [], "Principal": {} }] }', ["empty", "incomplete", "principal"]],
  ['{ "Statement": [{ "Action": 1, "Action": "s3:*" }] }', ["incomplete", "malformed", "repeated"]],
  [
    '{ "Statement": { "Condition": { "StringLike": { "a:b": ["c", "d"] }, "Bool": {} } } }',
    ["Bool", "String", "condition", "empty", "incomplete", "like", "truth", "values"],
  ],
  [
    '{ "Statement": [{ "Sid": "a", "Condition": { "StringEquals": { "aws:PrincipalArn": "*", "aws:principalarn": "b" } } }, { "Sid": "a", "Condition": { "Bool": { "c:d": "True" } } }] }',
    [
      "Bool",
      "String",
      "alike-keys",
      "condition",
      "identifying-key",
      "incomplete",
      "literal-wildcard",
      "odd-truth",
      "repeated-sid",
      "sid",
      "statements",
      "truth",
    ],
  ],
  [
    '{ "Statement": { "Condition": { "StringEqual": "x" } } }',
    ["condition", "incomplete", "malformed", "unknown-operator"],
  ],
])("%s", (text, features) => {
  expect([...parsePolicy(text, { policyType: "identity" }).policy.features].sort()).toEqual(features);
});
