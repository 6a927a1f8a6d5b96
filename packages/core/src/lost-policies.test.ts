import { describe, expect, test } from "vitest";
import { conclude } from "./report.ts";
import { validateFiles } from "./validate-files.ts";

/*
 * A slip of the hand beside a policy, in a file with another policy that is sound: that one may not make the file green.
 */
const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const json = JSON.stringify(policy);
const sound = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } };
const bad = {
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { PolicyDocument: { ...policy, Statement: [{ ...policy.Statement[0], Action: "s3:Bad" }] } },
};

function seen(path: string, text: string): unknown[] {
  const outcomes = validateFiles([{ path, text }]);
  return [conclude(outcomes), ...outcomes.map((outcome) => outcome.subject.replace(`${path}: `, ""))];
}

const template = (resources: string, more = ""): string => `{ "Resources": { ${resources} }${more} }`;
const resource = (name: string, value: unknown): string => `"${name}": ${JSON.stringify(value)}`;
const kept = resource("P", sound);
const named = "Resources.P.Properties.PolicyDocument";

describe("CloudFormation", () => {
  test.each<[string, string, string]>([
    [
      "`Properties` is misspelt",
      template(`${kept}, ${resource("R", { Type: sound.Type, Propertes: sound.Properties })}`),
      "Resources.R.Propertes",
    ],
    [
      "a property stands beside `Properties`",
      template(`${kept}, ${resource("R", { ...sound, Properties: {}, PolicyDocument: json })}`),
      "Resources.R.PolicyDocument",
    ],
    [
      "a property stands in the place of a resource",
      template(`${kept}, ${resource("Policies", [sound])}`),
      "Resources.Policies",
    ],
    ["a policy stands in the place of a resource", template(`${kept}, ${resource("R", policy)}`), "Resources.R"],
    ["a resource stands inside of another", template(`${resource("P", { ...sound, R: sound })}`), "Resources.P.R"],
    ["a resource stands beside `Resources`", template(kept, `, ${resource("R", sound)}`), "R"],
    ["a resource stands in another section", template(kept, `, "Outputs": { ${resource("R", sound)} }`), "Outputs.R"],
    [
      "a policy's text begins with something else",
      template(`${kept}, ${resource("R", { Type: "AWS::X::Y", Properties: { Policy: `x${json}` } })}`),
      "Resources.R.Properties.Policy",
    ],
  ])("%s", (_, text, other) => expect(seen("t.json", text)).toEqual(["failure", named, other]));

  test("`Resources` is a list", () => {
    const text = `{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": [{ ${resource("R", sound)} }] }`;
    expect(seen("t.json", text)).toEqual(["failure", "Resources"]);
  });

  test.each<[string, string]>([
    ["`Resources`", `{ "Resources": { ${resource("P", bad)} }, "Resources": { ${kept} } }`],
    [
      "`Properties`",
      template(
        `"P": { "Type": "AWS::IAM::ManagedPolicy", ${resource("Properties", bad.Properties)}, ${resource("Properties", sound.Properties)} }`,
      ),
    ],
  ])("%s stands there twice", (_, text) => expect(seen("t.json", text)).toEqual(["failure", named, `${named} (2)`]));

  test.each<[string, string]>([
    ["a resource's metadata", template(resource("P", { ...sound, Metadata: { Before: policy } }))],
    ["the template's metadata", template(kept, `, "Metadata": { "Before": { ${kept} } }`)],
    ["a mapping's words", template(kept, `, "Mappings": { "M": { "a": { "Type": "AWS::IAM::Role" } } }`)],
    ["the type of a parameter", template(kept, `, "Parameters": { "A": { "Type": "AWS::EC2::VPC::Id" } }`)],
  ])("%s are no policies of it", (_, text) => expect(seen("t.json", text)).toEqual(["success", named]));

  test("a mapping of YAML stands there as a key", () => {
    const text = `Resources:\n  P: ${JSON.stringify(sound)}\n  R:\n    Type: AWS::IAM::Role\n    ? Properties:\n        PolicyDocument: ${json}\n`;
    expect(seen("t.yml", text)).toEqual(["failure", named, "t.yml"]);
    // Other tools fill this in.
    const filled = `Resources:\n  P: ${JSON.stringify(sound)}\n  R:\n    Type: AWS::S3::Bucket\n    Properties: {{ properties }}\n`;
    expect(seen("t.yml", filled)).toEqual(["success", named]);
  });
});

describe("Terraform", () => {
  const other = `resource "aws_iam_policy" "p" {\n  policy = <<EOT\n${json}\nEOT\n}\n`;
  const p = "aws_iam_policy.p: policy";

  test.each<[string, string, string]>([
    [
      "a here document begins with something else",
      `resource "aws_iam_policy" "r" {\n  policy = <<EOT\n-${json}\nEOT\n}\n`,
      "aws_iam_policy.r: policy",
    ],
    [
      "the bracket is lost with which a policy begins",
      `resource "aws_iam_policy" "r" {\n  policy = <<EOT\n${json.slice(1)}\nEOT\n}\n`,
      "aws_iam_policy.r: policy",
    ],
    [
      "the type of a document is misspelt",
      'data "aws_iam_polcy_document" "d" {\n  statement {\n    actions = ["*"]\n  }\n}\n',
      "data.aws_iam_polcy_document.d",
    ],
    [
      "a document is no `data`",
      'resource "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["*"]\n  }\n}\n',
      "resource.aws_iam_policy_document.d",
    ],
    ["a document has no name", 'data "aws_iam_policy_document" {\n}\n', "data.aws_iam_policy_document"],
  ])("%s", (_, text, name) => expect(seen("main.tf", other + text)).toEqual(["failure", p, name]));

  test("a property of another name misspells `Statement` in a text", () => {
    const other = { Type: "Custom::Gate", Properties: { Text: json.replace("Statement", "Statment") } };
    expect(seen("t.json", template(`${resource("R", sound)}, ${resource("S", other)}`))).toEqual([
      "failure",
      "Resources.R.Properties.PolicyDocument",
      "Resources.S.Properties.Text",
    ]);
  });

  const written = '{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }';
  test.each<[string, string, string]>([
    ["an object misspells `Effect`", `{ trust = ${written.replace("Effect", "Efect")} }`, "module.m: given.trust"],
    [
      "its one statement does",
      `{ trust = ${written.replace(/[[\]]/g, "").replace("Action", "Acton")} }`,
      "module.m: given.trust",
    ],
    [
      "`jsonencode` misspells `Statement`",
      `jsonencode(${written.replace("Statement", "Statment")})`,
      "module.m: given",
    ],
    ["a text lost a bracket", `<<EOT\n${json.replace("[{", "[")}\nEOT\n`, "module.m: given"],
    ["a text misspells it", `<<EOT\n${json.replace("Statement", "Statment")}\nEOT\n`, "module.m: given"],
  ])("under another name, %s", (_, given, name) =>
    expect(seen("main.tf", `${other}module "m" {\n  given = ${given}\n}\n`)).toEqual(["failure", p, name]),
  );

  test.each([
    '{ Version = "2021-06-01", Statement = [{ DataDirection = "Inbound" }] }',
    '{ version = "2012-10-17", statement = "none" }',
    '{ Statements = [{ Name = "a" }] }',
  ])("%s is no policy", (given) =>
    expect(seen("main.tf", `${other}module "m" {\n  given = ${given}\n}\n`)).toEqual(["success", p]),
  );

  test("other words in the place of a policy are none", () =>
    expect(seen("main.tf", `${other}resource "aws_lb" "r" {\n  policy = "ELBSecurityPolicy-2016-08"\n}\n`)).toEqual([
      "success",
      p,
    ]));

  test("a plan's policy begins with something else", () => {
    const values = (address: string, policy: string) => ({
      address,
      mode: "managed",
      type: "aws_iam_policy",
      values: { policy },
    });
    const resources = [values("aws_iam_policy.p", json), values("aws_iam_policy.r", `-${json}`)];
    const text = JSON.stringify({ format_version: "1.2", planned_values: { root_module: { resources } } });
    expect(seen("plan.json", text)).toEqual(["failure", p, "aws_iam_policy.r: policy"]);
  });
});

describe("what the AWS CLI prints", () => {
  test.each<[string, string]>([
    ["begins with something else", `-${json}`],
    ["lost the bracket with which it begins", json.slice(1)],
    ["lost it, percent-encoded", encodeURIComponent(json).slice(1)],
    ["misspells its statements", json.replace("Statement", "Statment")],
    ["misspells them, percent-encoded", encodeURIComponent(json).replace("Statement", "Statment")],
  ])("a policy %s", (_, text) => {
    const roles = { A: { PolicyDocument: policy }, B: { PolicyDocument: text } };
    expect(seen("a.json", JSON.stringify(roles))).toEqual(["failure", "A.PolicyDocument", "B.PolicyDocument"]);
  });

  test.each<[string, unknown]>([
    ["`Effect`", { ...policy, Statement: [{ Efect: "Allow", Action: "s3:*", Resource: "*" }] }],
    ["`Effect`, in a text", JSON.stringify({ ...policy, Statement: [{ Efect: "Allow", Action: "*", Resource: "*" }] })],
    ["`Action`, in its one statement", { ...policy, Statement: { Effect: "Allow", Acton: "s3:*", Resource: "*" } }],
  ])("a policy under another name misspells %s", (_, misspelt) => {
    const roles = [{ body: policy }, { body: misspelt }];
    expect(seen("a.json", JSON.stringify({ roles }))).toEqual(["failure", "roles[0].body", "roles[1].body"]);
  });

  test("one statement that a command prints as a text is no policy", () => {
    const output = { Statement: JSON.stringify(policy.Statement[0]) };
    expect(seen("a.json", JSON.stringify({ a: policy, b: { output } }))).toEqual(["success", "a"]);
  });

  test("a policy of another language is none", () => {
    const protection = { Version: "2021-06-01", Statement: [{ DataDirection: "Inbound", Principal: ["*"] }] };
    expect(seen("a.json", JSON.stringify({ a: policy, b: protection }))).toEqual(["success", "a"]);
  });

  test("a policy under another name misspells its statements", () => {
    const repositories = [{ policyText: json }, { policyText: json.replace("Statement", "Statment") }];
    expect(seen("a.json", JSON.stringify({ repositories }))).toEqual([
      "failure",
      "repositories[0].policyText",
      "repositories[1].policyText",
    ]);
  });

  test.each(["string", "file://policy.json", '{"schemaVersion":"2.2"}', '{"version":"2021.12"}', ""])(
    "%s is no policy",
    (text) => {
      const roles = { A: { PolicyDocument: policy }, B: { PolicyDocument: text, Document: text } };
      expect(seen("a.json", JSON.stringify(roles))).toEqual(["success", "A.PolicyDocument"]);
    },
  );
});
