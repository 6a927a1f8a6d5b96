import { expect, test } from "vitest";
import { applicableChecks } from "./applicable-checks.ts";
import { checks } from "./checks/index.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";
import { services } from "./service-reference/services.ts";
import { type ValidateOptions, validatePolicy } from "./validate.ts";

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

/** Every string with its first letter as an escape sequence. */
function escaped(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"(?:[^"\\]|\\.)*"/g, (string) => {
    if (/^"["\\]/.test(string)) return string;
    const code = string.charCodeAt(1).toString(16).padStart(4, "0");
    return `"\\u${code}${string.slice(2)}`;
  });
}

/** However its characters are written, a policy is the same: what the text is searched for must not decide. */
test("escape sequences and YAML change no verdict", () => {
  const codes = (text: string, options: ValidateOptions): string[] => {
    const outcome = validatePolicy(text, options);
    const found = outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : [outcome.kind];
    // White space counts in some types, and so do escapes.
    return found.filter((code) => !code.startsWith("POLICY_SIZE")).sort();
  };
  const wrong: string[] = [];
  for (const { bad, good, policyTypes } of checks) {
    for (const example of [...bad, ...good]) {
      const given = typeof example === "string" ? { policy: example, policyType: policyTypes[0] } : example;
      const written = parsed(given.policy.replaceAll(/«(?:\d+:)?|»/g, ""));
      if (written === undefined) continue;
      const options = { ...("resourceType" in given ? { resourceType: given.resourceType } : {}), ...typeOf(given) };
      const text = JSON.stringify(written);
      const wanted = codes(text, options).join();
      if (codes(escaped(written), options).join() !== wanted) wrong.push(`escaped: ${text}`);
      if (codes(text, { ...options, syntax: "yaml" }).join() !== wanted) wrong.push(`YAML: ${text}`);
    }
  }
  expect(wrong).toEqual([]);
});

function typeOf({ policyType }: { readonly policyType?: PolicyType | undefined }): ValidateOptions {
  return policyType === undefined ? {} : { policyType };
}

/** Undefined for what is no JSON, or says a name twice. */
function parsed(text: string): unknown {
  const { policy } = parsePolicy(text, { policyType: "identity" });
  return policy.syntaxProblems.length === 0 && policy.repeated.length === 0 ? JSON.parse(text) : undefined;
}

const ordinary = '"Effect": "Allow", "Action": "s3:*", "Resource": "*"';

test.each([
  [`{ "Version": "2012-10-17", "Statement": [{ ${ordinary} }] }`, []],
  [
    `{ "Version": "2012", "Statement": [{ ${ordinary} }, { ${ordinary} }] }`,
    ["alike-statements", "statements", "unknown-keyword"],
  ],
  [`{ "Version": "2012-10-17", "Statement": [{ ${ordinary}, "Effects": "Deny" }] }`, ["unknown-element"]],
  [
    `{ "Version": "2012-10-17", "Statement": [{ ${ordinary} }]`,
    // Strings of a text with a fault need not be what the text has.
    ["angle-bracket", "fault", "redshift", "s3-arn", "variable"],
  ],
  ['{ "Statement": [] }', ["incomplete"]],
  [
    '{ "Statement": [{ "Sid": "redshift", "NotAction": "s3:*", "Resource": "${aws:username}" }] }',
    ["incomplete", "opposite", "redshift", "variable"],
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
