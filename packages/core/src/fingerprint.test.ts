import { describe, expect, test } from "vitest";
import { fingerprintsOf } from "./fingerprint.ts";
import { validateFiles } from "./validate-files.ts";

const open = '{ "Sid": "Open", "Effect": "Allow", "Action": "s3:NoSuchThing", "Resource": "*" }';
const nameless = '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:NoSuchThing"], "Resource": "*" }';
const policyOf = (...statements: string[]) => `{ "Version": "2012-10-17", "Statement": [${statements.join(", ")}] }`;

/** The fingerprints of the findings with that code, in the order of the text. */
function fingerprints(text: string, path = "a.json", code = "INVALID_ACTION"): string[] {
  const findings = validateFiles([{ path, text }]).flatMap((outcome) =>
    outcome.kind === "analysed" ? outcome.findings : [],
  );
  const all = fingerprintsOf(findings, new Map([[path, text]]));
  return findings.filter(({ issueCode }) => issueCode === code).map((finding) => all.get(finding) as string);
}

const [sid, plain] = fingerprints(policyOf(open, nameless));

test.each<[string, string, string[]]>([
  ["lines moved", `\n\n${policyOf(open, nameless).replaceAll(",", ",\n")}`, [sid as string, plain as string]],
  ["statements reordered", policyOf(nameless, open), [plain as string, sid as string]],
  [
    "members reordered",
    policyOf(open, '{ "Resource": "*", "Action": ["s3:GetObject", "s3:NoSuchThing"], "Effect": "Allow" }'),
    [sid as string, plain as string],
  ],
  [
    "a statement before it",
    policyOf('{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }', open, nameless),
    [sid as string, plain as string],
  ],
  [
    "another part of a statement with a Sid",
    policyOf(open.replace('"*"', '"arn:aws:s3:::b/*"'), nameless),
    [sid as string, plain as string],
  ],
])("%s: the same fingerprints", (_, text, expected) => expect(fingerprints(text)).toEqual(expected));

test.each<[string, string, string]>([
  ["another file", policyOf(open), "b.json"],
  ["another value", policyOf(open.replace("NoSuchThing", "NoSuchOther")), "a.json"],
  ["another Sid", policyOf(open.replace("Open", "Closed")), "a.json"],
])("%s: another fingerprint", (_, text, path) => {
  const [other] = fingerprints(text, path);
  expect(other).toMatch(/^[0-9a-f]{16}$/);
  expect(other).not.toBe(sid);
});

describe("a fault of the text", () => {
  const guessed = (behind: string) =>
    policyOf(open, `{ "Effect": "Allow", "Action": ["iam:"PassRole"], "Resource": "${behind}" }`);
  const commented = (behind: string) =>
    policyOf(open, `// all\n{ "Effect": "Allow", "Action": "*", "Resource": "${behind}" }`);
  const faults = (text: string, path?: string) => fingerprints(text, path, "JSON_SYNTAX_ERROR");
  const page = (text: string, more = "") => `# Policy\n\n\`\`\`json\n${text}\n\`\`\`\n${more}\n`;

  test("is another when what could not be read behind it changes", () => {
    expect(faults(guessed("*"))).toHaveLength(1);
    expect(faults(guessed("arn:aws:iam::*:role/Etl"))).not.toEqual(faults(guessed("*")));
    expect(faults(`\n\n${guessed("*")}`)).toEqual(faults(guessed("*")));
  });

  test("is the same when all behind it was read, or what changes is no part of the policy", () => {
    expect(faults(commented("arn:aws:s3:::b"))).toEqual(faults(commented("*")));
    expect(faults(page(guessed("*"), "And more."), "a.md")).toEqual(faults(page(guessed("*")), "a.md"));
  });
});

/** Each in a policy of its own; statements without a Sid. */
test.each<[string, string, [string, string], string[]]>([
  [
    "a whole statement",
    "MISSING_RESOURCE",
    [
      '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Condition": { "Bool": { "a": true, "b": null } } }',
      '{ "Action": ["s3:GetObject", "s3:PutObject"], "Effect": "Allow", "Condition": { "Bool": { "b": null, "a": true } } }',
    ],
    [
      '{ "Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"], "Condition": { "Bool": { "a": true, "b": null } } }',
      '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObjec"], "Condition": { "Bool": { "a": true, "b": null } } }',
      '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Condition": { "Bool": { "a": null, "b": true } } }',
      '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Condition": { "Bool": { "a": true, "c": null } } }',
    ],
  ],
  [
    "a statement whose Sid is empty",
    "MISSING_RESOURCE",
    [
      '{ "Sid": "", "Effect": "Allow", "Action": "s3:GetObject" }',
      '{"Effect":"Allow","Action":"s3:GetObject","Sid":""}',
    ],
    ['{ "Sid": "", "Effect": "Allow", "Action": "s3:PutObject" }'],
  ],
  [
    "the name of an element",
    "INVALID_POLICY_ELEMENT",
    [
      '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condtion": {} }',
      '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condtion": "x" }',
    ],
    ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condishion": {} }'],
  ],
  [
    "the name of a key",
    "INVALID_GLOBAL_CONDITION_KEY",
    [
      '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:NoSuch": "a" } } }',
      '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:NoSuch": ["b"] } } }',
    ],
    [
      '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:NoSuchKey": "a" } } }',
      '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLike": { "aws:NoSuch": "a" } } }',
    ],
  ],
  [
    "a line with a fault",
    "JSON_SYNTAX_ERROR",
    [
      '\n{ "Effect": "Allow" "Action": "s3:GetObject", "Resource": "*" }\n',
      '\n\n  { "Effect": "Allow" "Action": "s3:GetObject", "Resource": "*" }\n',
    ],
    ['\n{ "Effect": "Deny" "Action": "s3:GetObject", "Resource": "*" }\n'],
  ],
  [
    "a fault in a long line",
    "JSON_SYNTAX_ERROR",
    [
      `{ "Effect": "Allow" "Action": "s3:GetObject", "Resource": "*" }, ${open.repeat(40).replaceAll("}{", "}, {")}`,
      `{ "Effect": "Allow" "Action": "s3:GetObject", "Resource": "*" }, ${open.repeat(41).replaceAll("}{", "}, {")}`,
    ],
    [`{ "Effect": "Deny" "Action": "s3:GetObject", "Resource": "*" }, ${open.repeat(40).replaceAll("}{", "}, {")}`],
  ],
  [
    "a statement of many words",
    "MISSING_RESOURCE",
    [
      `{ "Effect": "Allow", "Action": "s3:${"x".repeat(2_000)}" }`,
      `{ "Action": "s3:${"x".repeat(2_000)}", "Effect": "Allow" }`,
    ],
    [`{ "Effect": "Allow", "Action": "s3:${"x".repeat(1_999)}y" }`],
  ],
])("%s: one fingerprint for what is the same, others for the rest", (_, code, [one, same], others) => {
  const of = (statement: string) => fingerprints(policyOf(statement), "a.json", code)[0];
  expect(of(same)).toBe(of(one));
  expect(new Set([one, ...others].map(of)).size).toBe(1 + others.length);
});

test("the same finding in another resource: another fingerprint", () => {
  const known = fingerprints(template('"s3:NoSuchThing"'));
  expect(fingerprints(template('"s3:NoSuchThing"').replace('"P"', '"Q"'))).not.toEqual(known);
  expect(fingerprints(template('"s3:NoSuchThing"').replace('"P"', '"A":{},"P"'))).toEqual(known);
});

test("equal findings are numbered", () => {
  const [first, second] = fingerprints(policyOf(open, open));
  expect([first, second]).toEqual([sid, `${sid}:2`]);
});

test("in a string of another file, too", () => {
  const wrapped = (...statements: string[]) => JSON.stringify({ Policy: policyOf(...statements) });
  const [a, b] = fingerprints(wrapped(open, nameless));
  expect(fingerprints(wrapped(nameless, open))).toEqual([b, a]);
});

const terraform = (policy: string, name = "x") => `resource "aws_iam_policy" "${name}" {\n  policy = ${policy}\n}\n`;
const encoded = (...actions: string[]) =>
  terraform(
    `jsonencode({ Statement = [${actions.map((action) => `{ Effect = "Allow", Action = "${action}", Resource = "*" }`).join(", ")}] })`,
  );
const inside = (action: string) => policyOf(open.replace("s3:NoSuchThing", action));
const template = (action: string) =>
  `{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"P":{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":${inside("x").replace('"x"', action)}}}}}`;
const data = (action: string) =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["${action}"]\n    resources = ["*"]\n  }\n}\n`;

test.each<[string, string, (action: string) => string]>([
  ["Terraform's jsonencode", "a.tf", (action) => encoded(action)],
  ["OpenTofu's jsonencode", "a.tofu", (action) => encoded(action)],
  ["a here document of Terraform", "a.tf", (action) => terraform(`<<EOT\n${inside(action)}\nEOT`)],
  ["a data block of Terraform", "a.tf", data],
  ["a percent-encoded string", "a.json", (action) => JSON.stringify({ Policy: encodeURIComponent(inside(action)) })],
  ["a function of CloudFormation", "a.json", (action) => template(`{"Fn::Sub":"${action}"}`)],
])("another value in %s: another fingerprint", (_, path, text) => {
  const [first, ...others] = fingerprints(text("s3:NoSuchThing"), path);
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(others).toEqual([]);
  expect(fingerprints(`\n\n${text("s3:NoSuchThing")}`, path)).toEqual([first]);
  expect(fingerprints(text("s3:NoSuchOther"), path)).toHaveLength(1);
  expect(fingerprints(text("s3:NoSuchOther"), path)).not.toEqual([first]);
});

test("in Terraform, too, statements may change places and blocks be added", () => {
  const [a, b] = fingerprints(encoded("s3:NoSuchThing", "s3:NoSuchOther"), "a.tf");
  expect(fingerprints(encoded("s3:NoSuchOther", "s3:NoSuchThing"), "a.tf")).toEqual([b, a]);
  const inline = (name: string, action: string) =>
    `inline_policy {\nname = "${name}"\npolicy = ${JSON.stringify(inside(action))}\n}\n`;
  const role = (...blocks: string[]) => `resource "aws_iam_role" "r" {\n${blocks.join("")}}\n`;
  const one = inline("one", "s3:NoSuchThing");
  const [known] = fingerprints(role(one), "a.tf");
  const both = fingerprints(role(inline("zero", "s3:NoSuchThing"), one), "a.tf");
  expect(both[1]).toBe(known);
  expect(both[0]).not.toBe(known);
});

test("two policies of one name are told by their places", () => {
  const [a, b] = fingerprints(`${encoded("s3:NoSuchThing")}${encoded("s3:NoSuchOther")}`, "a.tf");
  expect(b).not.toBe(`${a}:2`);
});

/* Each takes far less than a second on an idle machine. */
describe("in no time", () => {
  const many = policyOf(
    `{"Effect":"Allow","Resource":"*","Action":[${Array.from({ length: 100_000 }, (_, i) => `"s3:No${i}"`).join(",")}]}`,
  );
  const longValue = `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${"${a".repeat(1_300_000)}"}`;
  const faults = `{"Statement":[\n${'{"Effect" "Allow"},\n'.repeat(100)}]}`;
  test.each<[string, string, string]>([
    ["a policy in a string", "a.json", JSON.stringify({ Policy: many })],
    ["a policy in a percent-encoded string", "a.json", JSON.stringify({ Policy: encodeURIComponent(many) })],
    ["a policy in Terraform", "a.tf", terraform(`<<EOT\n${many}\nEOT`)],
    ["many findings in one long value", "a.json", policyOf(longValue)],
    ["policies of one name", "a.tf", encoded("s3:No").repeat(2_000)],
    ["faults below many lines", "a.json", `${"\n".repeat(3_000_000)}${faults}`],
    ["faults in one long line", "a.json", `${" ".repeat(3_000_000)}${faults.replaceAll("\n", "")}`],
  ])("%s", (_, path, text) => {
    const findings = validateFiles([{ path, text }]).flatMap((outcome) =>
      outcome.kind === "analysed" ? outcome.findings : [],
    );
    expect(findings.length).toBeGreaterThan(90);
    const started = performance.now();
    const all = fingerprintsOf(findings, new Map([[path, text]]));
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(all.size).toBe(findings.length);
  });
});
