import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findPolicies, policiesIn, readPolicies, withPolicies } from "./find-policies.ts";
import { validateFiles } from "./validate-files.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (name === "node_modules" || name === "out") return [];
    return statSync(join(root, path)).isDirectory() ? filesIn(path) : [path];
  });
}

const files = [...filesIn("examples"), ...filesIn("packages/core/test")].filter((path) =>
  /\.(json|ya?ml|tf)$/.test(path),
);

describe("findPolicies", () => {
  test.each(files)("finds in %s what validateFiles judges, under the same names", (path) => {
    const file = { path, text: readFileSync(join(root, path), "utf8") };
    const judged = validateFiles([file]).flatMap((outcome) =>
      outcome.kind === "analysed" && outcome.policyType !== undefined ? [[outcome.subject, outcome.policyType]] : [],
    );
    const found = findPolicies(file);
    expect(found.map(({ subject, policy }) => [subject, policy.type])).toEqual(judged);
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(found.length);
  });

  test("a policy's place in the file is where its text stands", () => {
    const text = 'Statement:\n  - Effect: Allow\n    Action: "s3:GetObject"\n    Resource: "*"\n';
    const [policy] = findPolicies({ path: "a.yml", text });
    const action = policy?.policy.statements[0]?.action?.values[0];
    const { span } = policy?.locate(action ?? { start: 0, end: 0 }, []) ?? {};
    expect(span).toMatchObject({ start: { line: 3, column: 12 }, end: { line: 3, column: 26 } });
    expect(policy?.isWholeJson).toBe(false);
  });

  test.each<[string, string, boolean]>([
    ["a.json", '{"Statement":[]}', true],
    ["a.yaml", '{"Statement":[]}', false],
    ["policy", '{"Statement":[]}', true],
    ["policy", "Statement: []\n", false],
    ["a.json", '{"PolicyDocument":{"Version":"2012-10-17","Statement":[]}}', false],
  ])("%s %s is a whole policy in JSON: %j", (path, text, expected) => {
    expect(findPolicies({ path, text }).map(({ isWholeJson }) => isWholeJson)).toEqual([expected]);
  });
});

describe("names", () => {
  const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
  const unresolved = '{"Statement":[{"Effect":"Allow","Action":{"Ref":"P"},"Resource":"*"}]}';
  const cloudformation = (...resources: [string, string][]) =>
    `{"Resources":{${resources
      .map(
        ([name, policy]) =>
          `${JSON.stringify(name)}:{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":${policy}}}`,
      )
      .join(",")}}}`;
  const block = (name: string) => `inline_policy {\n${name}\npolicy = ${JSON.stringify(document)}\n}\n`;
  const plan = (...names: (string | undefined)[]) => {
    const inline = names.map((name) => ({ ...(name === undefined ? {} : { name }), policy: document }));
    const role = { address: "aws_iam_role.r", type: "aws_iam_role", values: { inline_policy: inline } };
    return JSON.stringify({ format_version: "1.2", planned_values: { root_module: { resources: [role] } } });
  };
  const path = "Resources.A.Properties.PolicyDocument";
  const one = 'aws_iam_role.r.inline_policy["one"]: policy';
  test.each<[string, string, string, string[]]>([
    [
      "resources written twice",
      "t.json",
      cloudformation(["A", document], ["A", unresolved], ["A", document]),
      [path, `${path} (2)`, `${path} (3)`],
    ],
    [
      "blocks with one name",
      "a.tf",
      `resource "aws_iam_role" "r" {\n${block('name = "x"')}${block('name = "x"')}${block('name = "x"')}}\n`,
      ["", " (2)", " (3)"].map((number) => `aws_iam_role.r.inline_policy["x"]: policy${number}`),
    ],
    [
      "blocks",
      "a.tf",
      `resource "aws_iam_role" "r" {\n${block('name = "one"')}${block("")}${block("")}}\n`,
      [one, "aws_iam_role.r: policy", "aws_iam_role.r: policy (2)"],
    ],
    [
      "blocks of a plan",
      "p.json",
      plan("one", undefined, undefined),
      [one, "aws_iam_role.r: policy", "aws_iam_role.r: policy (2)"],
    ],
  ])("%s have names of their own", (_, file, text, names) => {
    const { policies, unread } = policiesIn({ path: file, text });
    expect([...policies, ...unread].map(({ name }) => name).sort()).toEqual([...names].sort());
    const outcomes = validateFiles([{ path: file, text }]);
    expect(outcomes.map(({ subject }) => subject)).toEqual(names.map((name) => `${file}: ${name}`));
    const pairs = withPolicies(outcomes, policies);
    expect(pairs.map(({ policy }) => policy?.name)).toEqual(
      outcomes.map(({ kind }, i) => (kind === "analysed" ? names[i] : undefined)),
    );
  });

  test("30,000 equal names end in time", () => {
    const text = cloudformation(
      ...Array.from({ length: 30_000 }, (): [string, string] => ["A", '{"Statement":[{"Effect":""}]}']),
    );
    const started = performance.now();
    expect(new Set(findPolicies({ path: "t.json", text }).map(({ name }) => name)).size).toBe(30_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("what does not fit together is refused", () => {
    const file = { path: "a.json", text: document };
    const outcomes = validateFiles([file]);
    const policies = findPolicies(file);
    expect(() => withPolicies(outcomes, [...policies, ...policies])).toThrow("the same name");
    expect(() => withPolicies([...outcomes, ...outcomes], policies)).toThrow("no policy of its own");
    expect(() => withPolicies([], policies)).toThrow("no outcome");
  });
});

describe("readPolicies", () => {
  const policy = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
  };
  const managed = (document: unknown) => ({
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { PolicyDocument: document },
  });
  const template = (resources: object) =>
    JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources: resources });
  const at = (resource: string) => `t.json: Resources.${resource}.Properties.PolicyDocument`;
  test.each<[string, string, string, string[], [string, string, 1 | undefined][]]>([
    ["a sound policy", "p.json", JSON.stringify(policy), ["p.json"], []],
    [
      "one that cannot be told, beside a sound one",
      "t.json",
      template({ A: managed({ Ref: "P" }), B: managed(policy) }),
      [at("B")],
      [[at("A"), "cannot be worked out from the template", 1]],
    ],
    [
      "one with an element that there is not, beside a sound one",
      "t.json",
      template({ A: managed({ ...policy, Statment: [] }), B: managed(policy) }),
      [at("B")],
      [[at("A"), "`Statment` is no element", 1]],
    ],
    [
      "a sound one in a file with a fault",
      "t.json",
      `${template({ B: managed(policy) })}]`,
      [at("B")],
      [["t.json", "There is a `]` too many", 1]],
    ],
    [
      "one with a fault of its text",
      "p.json",
      JSON.stringify(policy).replace('"Allow",', '"Allow"'),
      [],
      [["p.json", "A comma is missing", 1]],
    ],
    [
      "no policy",
      "t.json",
      template({ B: { Type: "AWS::S3::Bucket" } }),
      [],
      [["t.json", "This file holds no policy", undefined]],
    ],
    ["no text", "p.json", "", [], [["p.json", "The text is empty", undefined]]],
  ])("%s", (_, path, text, sound, faults) => {
    const read = readPolicies({ path, text });
    expect(read.policies.map(({ subject }) => subject)).toEqual(sound);
    expect(read.faults.map(({ subject, location }) => [subject, location?.span.start.line])).toEqual(
      faults.map(([subject, , line]) => [subject, line]),
    );
    for (const [i, [, words]] of faults.entries()) expect(read.faults[i]?.details).toContain(words);
  });
});
