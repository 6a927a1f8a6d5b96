import { describe, expect, test } from "vitest";
import { mayNamePolicy, speaksOfPolicy } from "./nearly-policy.ts";
import { validateFiles } from "./validate-files.ts";

const statement = { Effect: "Allow", Action: "*", Resource: "*" };
const policy = { Version: "2012-10-17", Statement: [statement] };

function seen(path: string, content: unknown): unknown {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return validateFiles([{ path, text }]).map((outcome) =>
    outcome.kind === "analysed"
      ? "analysed"
      : [
          outcome.finding.issueCode.replace("NOT_ANALYSED_", ""),
          outcome.finding.findingDetails,
          text.slice(outcome.finding.locations[0]?.span.start.offset, outcome.finding.locations[0]?.span.end.offset),
        ],
  );
}

describe("what looks like a policy and cannot be read as one", () => {
  test.each<[string, string, unknown, string, string, string]>([
    ["a misspelt name", "a.json", { Statment: [statement] }, "NO_STATEMENT", "not `Statment`", '"Statment"'],
    ["another, over one statement", "a.json", { Sttement: statement }, "NO_STATEMENT", "not `Sttement`", '"Sttement"'],
    [
      "in YAML",
      "a.yml",
      "Statemnets:\n  - Effect: Deny\n    NotAction: s3:*\n",
      "NO_STATEMENT",
      "Rename",
      "Statemnets",
    ],
    ["a statement", "a.json", statement, "NO_STATEMENT", "a statement without its policy", JSON.stringify(statement)],
    ["a list", "a.json", [statement], "NO_STATEMENT", "a list of statements", JSON.stringify([statement])],
    ["policies", "a.json", [policy], "NO_STATEMENT", "a list of policies", JSON.stringify(policy)],
    ["cut off", "a.json", '{"Statement": ', "SYNTAX", "none could be read", ""],
    ["a template", "a.yml", "{{ x }\nStatement:\n  - Effect: Allow\n", "SYNTAX", "none could be read", ""],
    [
      "a string over several lines",
      "a.json",
      JSON.stringify({ policyText: JSON.stringify(policy, undefined, 1) }).replaceAll("\\n", "\n"),
      "SYNTAX",
      "none could be read",
      "",
    ],
    [
      "a percent-encoded one",
      "a.json",
      JSON.stringify({ document: encodeURIComponent(JSON.stringify(policy)) }).slice(0, -4),
      "SYNTAX",
      "none could be read",
      "",
    ],
    [
      "Terraform's JSON",
      "a.tf.json",
      { resource: { aws_iam_policy: { x: { policy: JSON.stringify(policy) } } } },
      "TERRAFORM_JSON",
      "terraform show -json",
      '"policy"',
    ],
    [
      "its data, misspelt",
      "a.tf.json",
      { data: { aws_iam_polcy_document: { x: { statement: [{ actions: ["*"] }] } } } },
      "TERRAFORM_JSON",
      "terraform show -json",
      '"aws_iam_polcy_document"',
    ],
    [
      "its data, with a fault",
      "a.tf.json",
      '{"data":{"aws_iam\n_policy_document":{"x":{"statement":[{"actions":["*"]}]}}}}',
      "SYNTAX",
      "none could be read",
      "",
    ],
    [
      "its data",
      "a.tf.json",
      { data: [{ aws_iam_policy_document: { x: { statement: [{ actions: ["*"] }] } } }] },
      "TERRAFORM_JSON",
      "terraform show -json",
      '"aws_iam_policy_document"',
    ],
  ])("%s", (_, path, content, code, says, place) => {
    expect(seen(path, content)).toEqual([[code, expect.stringContaining(says), expect.stringContaining(place)]]);
  });

  const faulty = "%FOO x\n".repeat(101);
  test.each<[string, string, string]>([
    [
      "a.yml",
      "YAML's other way to write a key",
      `${faulty}---\n? Statement\n: { ? Effect\n : Allow, ? Action\n : "*" }\n`,
    ],
    [
      "a.yml",
      "escape sequences of YAML",
      `${faulty}---\n"\\x53tatement": { "\\x45ffect": Allow, "\\u0041ction": "*" }\n`,
    ],
    [
      "a.yml",
      "a word over two lines",
      `${faulty}---\n? "State\\\n  ment"\n: { ? "Effe\\\n  ct"\n  : Allow, ? Action\n  : "*" }\n`,
    ],
    ["a.json", "a policy in a string", JSON.stringify({ x: JSON.stringify(policy) }).replace('{"x"', '/*{"x"')],
    ["a.json", "a percent-encoded one", `\\{"x":"${encodeURIComponent(JSON.stringify(policy))}"}`],
  ])("in %s with faults, %s", (path, _, text) => {
    expect(seen(path, text)).toEqual([["SYNTAX", expect.stringContaining("none could be read"), expect.anything()]]);
  });

  test.each<[string, unknown]>([
    ["package.json", { name: "statement", version: "1.0.0", dependencies: { effect: "^3.0.0" } }],
    ["tsconfig.json", '{ // the statement\n "compilerOptions": { "strict": true, }, "effect": "x", }'],
    ["openapi.json", { openapi: "3.1.0", paths: { "/statement": { get: { description: "Effect: Allow" } } } }],
    ["api.yml", "openapi: 3.1.0\ncomponents:\n  schemas:\n    Statement:\n      type: object\n      Effect: Allow\n"],
    ["ci.yml", "on: push\njobs:\n  a:\n    steps:\n      - run: 'echo Statement: Effect'\n"],
    ["taints.yml", "taints:\n  - key: a\n    effect: NoSchedule\n"],
    ["helm.yml", "{{- if .x }}\n# no statement has an effect here\nkind: Pod\n{{ end }}\n"],
    ["prose.yml", "title: a: b\nabout: The Effect of a Statement is to Allow\n  or Deny an Action that it names\n"],
    ["prose.json", '{ "about": "Effect of an Action: Allow or Deny it, as the Statement says", }'],
    ["rules.json", [{ Effect: "fade", Action: "click" }]],
    ["main.tf.json", { resource: { aws_s3_bucket: { statement: { bucket: "a", policy: "none" } } } }],
  ])("%s is none", (path, content) => {
    expect(seen(path, content)).toEqual([["NO_POLICY", expect.anything(), ""]]);
  });

  test.each<[string, string]>([
    ["main.tf", 'resource "aws_iam_role" "r" {\n  assume_role_policy = file("trust.txt")\n}\n'],
    ["main.tf", 'resource "aws_iam_role" "r" {\n  assume_role_policy = var.trust\n}\n'],
    ["main.tf", 'data "aws_iam_policy_document" "d" {\n  source_policy_documents = [file("trust.txt")]\n}\n'],
    ["main.tf", 'module "m" {\n  rules = [{ effect = "Allow", actions = ["*"], resources = ["*"] }]\n}\n'],
    ["main.tf.json", '{ "resource": { "aws_iam_role": { "r": { "assume_role_policy": "${var.trust}" } } } }'],
    ["t.yml", "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: !Ref P\n"],
    [
      "t.yml",
      "Resources:\n  R:\n    Type: AWS::S3::Bucket\n    Properties:\n      Fn::Transform: { Name: AWS::Include }\n",
    ],
    ["t.yml", "AWSTemplateFormatVersion: 2010-09-09\nTransform: { Name: AWS::Include }\n"],
    ["t.yml", 'Version: "2012-10-17"\n? "State\\\n  ment"\n: []\n'],
    [
      "plan.json",
      JSON.stringify({
        format_version: "1.2",
        resource_changes: [
          { type: "aws_iam_role", mode: "managed", change: { after_unknown: { assume_role_policy: true } } },
        ],
      }),
    ],
  ])("what stands elsewhere has its place in %s: %s", (path, text) => {
    expect(seen(path, text)).not.toContainEqual(["NO_POLICY", expect.anything(), ""]);
    expect(mayNamePolicy(text)).toBe(true);
    expect(/statement/i.test(text)).toBe(false);
  });

  test("a text is known to hold none without being read", () => {
    expect(mayNamePolicy('{ "name": "effect-of", "version": "1.0.0", "resources": [] }')).toBe(false);
    expect(speaksOfPolicy('{ "name": "effect-of", "version": "1.0.0" }')).toBe(false);
    expect(speaksOfPolicy(Buffer.from(JSON.stringify(policy), "utf16le").toString("utf8"))).toBe(true);
    expect(speaksOfPolicy(JSON.stringify({ x: JSON.stringify([{ Effect: "Allow" }]) }))).toBe(true);
    expect(speaksOfPolicy(JSON.stringify(policy).replace("Statement", "Statemen\\u0074"))).toBe(true);
    expect(speaksOfPolicy("%7B%22%53tatemen%74%22%3A%5B%5D%7D")).toBe(true);
  });
});
