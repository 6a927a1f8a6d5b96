import { describe, expect, test } from "vitest";
import { baselineOf, withoutBaseline } from "./baseline.ts";
import { findPolicies } from "./find-policies.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import { inlineSuppressions } from "./inline-suppression.ts";
import { validateFiles } from "./validate-files.ts";

/** Names that objects have by themselves. */
const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "$&", ""];

const identifiers = names.filter((name) => /^\w+$/.test(name));

function json(text: (a: string, b: string) => string): string[] {
  return names.flatMap((a) => names.map((b) => text(JSON.stringify(a).slice(1, -1), JSON.stringify(b).slice(1, -1))));
}

const files: Readonly<Record<string, { readonly path: string; readonly texts: readonly string[] }>> = {
  "CloudFormation, functions": {
    path: "t.json",
    texts: json(
      (a, b) => `{ "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": { "${b}": { "Type": "String" } }, "Mappings": { "${a}": { "${b}": {} } },
        "Resources": { "R": { "Type": "AWS::IAM::Role" }, "${a}": { "Type": "${b}" }, ${[
          `{ "Ref": "${a}" }`,
          `{ "Fn::${a}": "${b}" }`,
          `{ "Fn::Sub": "\${${a}} \${${b}.${a}}" }`,
          `{ "Fn::Sub": ["\${${a}}", { "${b}": "${a}" }] }`,
          `{ "Fn::GetAtt": ["R", "${a}"] }`,
          `{ "Fn::GetAtt": "${a}.${b}" }`,
          `{ "Fn::FindInMap": ["${a}", "${b}", "${a}"] }`,
          `{ "Fn::Select": ["${a}", ["x"]] }`,
          `{ "Fn::Split": ["${a}", "${b}"] }`,
          `{ "Fn::Join": ["${a}", ["${b}"]] }`,
          `{ "${a}": "${b}" }`,
        ]
          .map(
            (call, i) => `"P${i}": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": {
              "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": ${call} }] } } }`,
          )
          .join()} } }`,
    ),
  },
  "CloudFormation, names": {
    path: "t.json",
    texts: json(
      (a, b) => `{ "Transform": { "Name": "${a}" }, "Resources": {
        "A": { "Type": "AWS::IAM::Role", "Properties": { "${a}": { "Statement": { "Effect": "${b}", "${a}": "${b}" } } } },
        "${a}": { "Type": "${b}", "Properties": { "PolicyDocument": { "${a}": "${b}", "Statement": [{ "${b}": "${a}" }] },
          "Policies": { "${a}": [{ "${b}": 1 }] }, "Type": "${a}", "Content": "${b}", "Policy": "${a}" } } } }`,
    ),
  },
  "Terraform plans": {
    path: "plan.json",
    texts: json(
      (a, b) => `{ "format_version": "1.2",
        "planned_values": { "root_module": { "resources": [{ "address": "${a}", "type": "${b}", "mode": "${a}", "values": {
          "type": "${a}", "${b}": "x", "policy": "{ \\"Statement\\": { \\"Effect\\": \\"Allow\\" } }", "inline_policy": [{ "${a}": "${b}" }] } }] } },
        "resource_changes": [{ "address": "${a}", "change": { "after_unknown": { "${a}": true, "${b}": [{ "policy": true }] } } }] }`,
    ),
  },
  "Terraform files": {
    path: "main.tf",
    texts: identifiers.flatMap((a) =>
      identifiers.map(
        (b) => `${a} "${b}" "${a}" {
  ${b} = ${a}("x")
}
resource "aws_${a}" "${b}" {
  policy = jsonencode({ ${a} = { ${b} = "${a}" }, Statement = [{ Effect = "${a}", ${b} = "${a}" }] })
  ${a} {
    policy = "{ \\"Statement\\": { \\"${a}\\": \\"${b}\\" } }"
  }
}
resource "aws_organizations_policy" "x" {
  type    = "${a}"
  content = ${b}.${a}
}
data "aws_iam_policy_document" "d" {
  ${a} = "x"
  statement {
    ${a} = "${b}"
    ${b} {
      ${a} = 1
    }
    principals {
      type        = "${a}"
      identifiers = ["${b}"]
    }
    condition {
      test     = "${a}"
      variable = "${b}"
      values   = ["x"]
    }
    condition {
      test     = "StringEquals"
      variable = "${a}"
      values   = ["\\n", "&{${b}}"]
    }
  }
}
`,
      ),
    ),
  },
  "policies as a command prints them": {
    path: "a.json",
    texts: json(
      (a, b) => `{ "${a}": { "Policy": { "${b}": 1, "Statement": { "${a}": "${b}" } }, "${b}": { "Document":
        "{ \\"Statement\\": { \\"Effect\\": \\"x\\" } }" } } }`,
    ),
  },
  "policies in YAML": {
    path: "a.yml",
    texts: identifiers.flatMap((a) =>
      identifiers.map(
        (b) => `${a}: &${a} { ${b}: 1 }
${b}2: { <<: *${a}, <<: [*${a}], ${a}: !${b} x }
Version: "2012-10-17"
Statement:
  - <<: *${a}
    ${b}: *${a}
    Condition: { ${a}: { ${b}: ${a} } }
`,
      ),
    ),
  },
};

describe("names in files are text: nothing throws, and nothing vanishes", () => {
  test.each(Object.entries(files))("%s", (_, { path, texts }) => {
    for (const text of texts) {
      const outcomes = validateFiles([{ path, text }]);
      expect(outcomes).not.toEqual([]);
      // What is green may not show the source of a function.
      expect(JSON.stringify(outcomes)).not.toMatch(/native code|\[object/);
      const findings = outcomes.flatMap((outcome) =>
        outcome.kind === "analysed" ? outcome.findings : [outcome.finding],
      );
      const byPath = new Map([[path, text]]);
      expect(fingerprintsOf(findings, byPath).size).toBe(findings.length);
      expect(() => withoutBaseline(outcomes, baselineOf(outcomes, byPath), byPath)).not.toThrow();
      expect(() => findPolicies({ path, text })).not.toThrow();
      expect(() => inlineSuppressions({ path, text })).not.toThrow();
    }
  });
});

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join("");
const document = '{ "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }';
const inDocument = (blocks: string): string =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n${blocks}  }\n}\n`;

/* Each takes about a second on an idle machine, and took ten and more with a square in it. */
describe("files made to cost time end soon", () => {
  test.each([
    ["policies of one name", "a.json", `{ "A": { ${many(40_000, () => `"PolicyDocument": ${document}, `)} "B": 1 } }`],
    [
      "blocks of principals",
      "main.tf",
      inDocument(many(50_000, () => '    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n')),
    ],
    [
      "blocks of conditions",
      "main.tf",
      inDocument(
        many(
          40_000,
          (i) =>
            `    condition {\n      test = "StringEquals"\n      variable = "aws:userid"\n      values = ["u${i}"]\n    }\n`,
        ),
      ),
    ],
  ])("%s", { timeout: 60_000 }, (_, path, text) => {
    const started = performance.now();
    expect(validateFiles([{ path, text }])).not.toEqual([]);
    expect(performance.now() - started).toBeLessThan(7_000);
  });
});
