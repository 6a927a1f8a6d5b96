import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cli = fileURLToPath(new URL("cli.ts", import.meta.url));
let folder = "";

const trust = (principal: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
});
const one = trust({ Service: "redshift.us-east-1.amazonaws.com" });
const everybody = trust("*");
const role = (document: unknown) => ({ RoleName: "Etl", AssumeRolePolicyDocument: document });
const text = JSON.stringify(one, undefined, 2);

const files: Readonly<Record<string, string>> = {
  "one.json": text,
  "role-one.json": JSON.stringify({ Role: role(one) }),
  "role-everybody.json": JSON.stringify({ Role: role(everybody) }),
  "two-roles.json": JSON.stringify({ Roles: [role(one), role(everybody)] }),
  "nothing.json": "{}",
  "misspelt.json": JSON.stringify({ Version: "2012-10-17", Statment: everybody.Statement }),
  "cut-off.json": text.slice(0, 90),
  "two-texts.json": `${text}\n${JSON.stringify(everybody)}`,
  "quotes.json": text.replace('"Effect"', "“Effect”"),
  "loader.tf": `resource "aws_iam_role" "loader" {
    assume_role_policy = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = var.open ? "*" : "redshift.\${var.region}.amazonaws.com" }
      }]
    })
  }`,
  "variables.tf": 'variable "open" {\n  type = bool\n}\n',
  "cases.tf": `resource "aws_iam_role" "loader" {
    assume_role_policy = var.open ? jsonencode(${JSON.stringify(everybody)}) : jsonencode(${text})
  }`,
  "values.yml": `version: 1
validate:
  values:
    "*.tf": { region: us-east-1, open: "false" }
`,
  "role.yml": `Parameters:
  Stage: { Type: String }
  Account: { Type: String, Default: "210000000001" }
Conditions: { IsTest: !Equals [!Ref Stage, test] }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: !If [IsTest, !Sub "arn:aws:iam::\${Account}:role/a", "*"] }
            Action: sts:AssumeRole
`,
  "stage.yml": 'version: 1\nvalidate:\n  values:\n    "*.yml": { Stage: test }\n',
  "trust.yml": "version: 1\nvalidate:\n  policy-types:\n    one.json: trust\n",
  "types.yml": "version: 1\nvalidate:\n  policy-types:\n    role-one.json: identity\n",
  "broken.yml": "version: 1\nvalidat: {}\n",
  "after-the-role.json": `${JSON.stringify({ Role: role(one) })}\n${JSON.stringify({ Role: role(everybody) })}`,
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redshift-guard-named-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: "utf8",
    input: "",
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  return { status, stdout, stderr };
}

describe("a role as `aws iam get-role` prints it", () => {
  test.each([
    ["role-one.json", "role-everybody.json", 1, /^widened[\s\S]*Any AWS principal of any account can assume this role/],
    ["one.json", "role-everybody.json", 1, /^widened/],
    ["role-one.json", "one.json", 0, /^identical/],
  ])("compare %s %s", (expected, actual, status, output) => {
    const result = run("compare", expected, actual);
    expect(result).toMatchObject({ status, stderr: "" });
    expect(result.stdout).toMatch(output);
  });

  test.each([
    [["compare", "one.json", "two-roles.json"]],
    [["can", "--principal", "111122223333", "--policy", "two-roles.json"]],
  ])("of several, none is chosen: %j", (args) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/holds 2 policies/);
  });
});

describe.each([
  ["nothing.json", /no policy in this text/],
  ["misspelt.json", /`Statment` is no element of a policy/],
  ["cut-off.json", /Line \d+, column \d+: The text ends/],
  ["two-texts.json", /Line \d+, column 1: .*the rest is not read/],
  ["quotes.json", /Line \d+, column \d+: These are typographic quotes/],
  ["after-the-role.json", /Line 2, column 1: .*the rest is not read/],
  ["none.json", /no such file or directory/],
])("no verdict on %s", (file, fault) => {
  test.each([
    [["compare", "one.json", file], /^unknown/],
    [["compare", file, "one.json"], /^unknown/],
    [["explain", file], /not explained/],
    [["can", "--principal", "redshift.us-east-1.amazonaws.com", "--policy", file], /^unknown/],
    [["template", "match", file], /what it is cannot be worked out/],
  ])("%j", (args, output) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stderr }).toEqual({ status: 3, stderr: "" });
    expect(stdout).toMatch(output);
    expect(stdout.match(new RegExp(fault.source, "g"))).toHaveLength(1);
  });
});

describe("values and types of the config hold for a named file, as they do in `validate`", () => {
  test.each([
    [["explain", "loader.tf"], 0, /Redshift/],
    [["compare", "one.json", "loader.tf"], 0, /^cosmetic|^identical/],
    [["compare", "./loader.tf", join(".", "cases.tf")], 0, /^cosmetic|^identical/],
    [["can", "--principal", "redshift.us-east-1.amazonaws.com", "--policy", "loader.tf"], 0, /^allowed/],
    [["template", "match", "loader.tf"], 0, /it is `redshift-service-trust-regions`/],
  ])("%j", (args, status, output) => {
    expect(run(...args).status).not.toBe(status);
    const result = run(...args, "--config", "values.yml");
    expect(result).toMatchObject({ status, stderr: "" });
    expect(result.stdout).toMatch(output);
  });

  test.each([
    [["one.json", "role-one.json"], 0],
    [["one.json", "role-one.json", "--config", "types.yml"], 3],
    [["one.json", "role-one.json", "--config", "types.yml", "-t", "trust"], 0],
  ])("a type that the config gives is no guess, and the command line goes before it: %j", (args, status) => {
    expect(run("compare", ...args).status).toBe(status);
  });

  const given = "the given value of `var.open`, the given value of `var.region`";
  const ofTemplate = "the default of the parameter `Account`, the given value of the parameter `Stage`";
  test.each<[readonly string[], string, string]>([
    [["explain", "loader.tf"], "values.yml", `\n  assuming ${given}\n`],
    [["explain", "role.yml"], "stage.yml", `\n  assuming ${ofTemplate}\n`],
    [["explain", "one.json"], "trust.yml", "\n  assuming the policy type `trust` of the config\n"],
    [
      ["can", "--principal", "redshift.us-east-1.amazonaws.com", "--policy", "loader.tf"],
      "values.yml",
      `\nassuming ${given}\n`,
    ],
    [["compare", "one.json", "loader.tf"], "values.yml", `\nThe actual policy is read assuming ${given}.\n`],
    [["compare", "loader.tf", "one.json"], "values.yml", `\nThe expected policy is read assuming ${given}.\n`],
    [["template", "match", "loader.tf"], "values.yml", `\n  assuming ${given}\n`],
  ])("%j says what its answer rests on", (args, config, output) => {
    expect(run(...args, "--config", config).stdout).toContain(output);
  });

  test.each<[readonly string[], object]>([
    [["explain", "loader.tf"], [{ assuming: given.split(", ") }]],
    [["explain", "one.json"], [{ assuming: [] }]],
    [
      ["can", "--principal", "redshift.us-east-1.amazonaws.com", "--policy", "loader.tf"],
      { assuming: given.split(", ") },
    ],
    [["compare", "one.json", "loader.tf"], { assuming: { expected: [], actual: given.split(", ") } }],
  ])("%j as JSON has it", (args, expected) => {
    expect(JSON.parse(run(...args, "--json", "--config", "values.yml").stdout)).toMatchObject(expected);
  });

  test("what the file alone tells rests on nothing", () => {
    for (const args of [
      ["explain", "one.json"],
      ["compare", "one.json", "role-one.json"],
      ["template", "match", "one.json"],
    ])
      expect(run(...args).stdout).not.toContain("assuming");
  });

  test("the cases of a policy are told apart", () => {
    const { stdout } = run("explain", "cases.tf", "--json");
    expect(JSON.parse(stdout)).toMatchObject([
      { caseOf: "cases.tf: aws_iam_role.loader: assume_role_policy", cases: [{ "var.open": true }] },
      { caseOf: "cases.tf: aws_iam_role.loader: assume_role_policy", cases: [{ "var.open": false }] },
    ]);
  });

  test("a config with an error is wrong use", () => {
    const { status, stdout, stderr } = run("explain", "one.json", "--config", "broken.yml");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/The config `broken.yml` is not usable. Line 2, column 1: .*`validat`/);
  });

  test("one policy in several cases is said to be that", () => {
    const { status, stderr } = run("compare", "one.json", "cases.tf");
    expect(status).toBe(2);
    expect(stderr).toMatch(/`cases.tf` holds one policy in 2 cases.*`validate.values`/);
  });
});
