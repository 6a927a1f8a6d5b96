import { describe, expect, test } from "vitest";
import { policiesIn } from "./find-policies.ts";
import type { TerraformModule } from "./terraform/module.ts";
import { validateFiles } from "./validate-files.ts";

const allowing = (resource: string, action = '"s3:GetObject"') =>
  `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource} }] })\n}\n`;
const document = (inner: string) => `data "aws_iam_policy_document" "d" {\n  statement {\n${inner}\n  }\n}\n`;
const assuming = document(
  '    actions = ["sts:AssumeRole"]\n    principals {\n      type = "AWS"\n      identifiers = [local.a]\n    }',
);
const bucket = 'resource "aws_s3_bucket" "data" {\n  bucket = "reports"\n}\n';
const local = (value: string) => `locals {\n  a = ${value}\n}\n`;
const arn = local('"arn:aws:s3:::reports/*"');

type Files = Readonly<Record<string, string>>;

function moduleOf(files: Files, notRead: TerraformModule["notRead"] = []) {
  const module = { files: Object.entries(files).map(([path, text]) => ({ path, text })), notRead };
  return () => module;
}

/** Of the policies of `m/iam.tf`: what they are, with the codes and the text that each finding stands at. */
function seen(files: Files, notRead?: TerraformModule["notRead"]) {
  const text = files["m/iam.tf"] as string;
  return validateFiles([{ path: "m/iam.tf", text }], { moduleOf: moduleOf(files, notRead) }).map((outcome) => {
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    return [
      outcome.kind === "analysed" ? outcome.policyType : "not analysed",
      ...findings.map(({ issueCode, locations }) => {
        const { start, end } = locations[0]?.span ?? { start: { offset: 0 }, end: { offset: 0 } };
        return `${issueCode} at ${text.slice(start.offset, end.offset)}`;
      }),
    ];
  });
}

function details(files: Files, notRead?: TerraformModule["notRead"]): string {
  const file = { path: "m/iam.tf", text: files["m/iam.tf"] as string };
  const [outcome] = validateFiles([file], { moduleOf: moduleOf(files, notRead) });
  return outcome?.kind === "not-analysed" ? outcome.finding.findingDetails : "";
}

describe("what other files of the folder declare", () => {
  test.each<[string, Files, unknown[]]>([
    ["a local", { "m/iam.tf": allowing("local.a"), "m/locals.tf": arn }, [["identity"]]],
    ["of an OpenTofu file", { "m/iam.tf": allowing("local.a"), "m/locals.tofu": arn }, [["identity"]]],
    [
      "a local of a local of the file itself",
      {
        "m/iam.tf": `${allowing('"${local.a}"')}locals {\n  b = "reports"\n}\n`,
        "m/l.tf": local('"arn:aws:s3:::${local.b}/*"'),
      },
      [["identity"]],
    ],
    [
      "an older copy of the file beside it",
      { "m/iam.tf": allowing("local.a") + arn, "m/old.tf": allowing("local.a") + local('"*"') },
      [["identity"]],
    ],
    ["a resource", { "m/iam.tf": allowing('"${aws_s3_bucket.data.arn}/*"'), "m/s3.tf": bucket }, [["identity"]]],
    [
      "a finding stands at the reference",
      {
        "m/iam.tf": allowing('"*"', "local.a"),
        "m/l.tf": `# a long comment before it\n${local('["s3:NoSuchThing"]')}`,
      },
      [["identity", "INVALID_ACTION at local.a"]],
    ],
    [
      "a whole policy, encoded",
      {
        "m/iam.tf": 'resource "aws_iam_policy" "p" {\n  policy = local.a\n}\n',
        "m/l.tf": `# before\n${local('jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:NoSuchThing", Resource = "*" }] })')}`,
      },
      [["identity", "INVALID_ACTION at local.a"]],
    ],
    [
      "a whole policy, as a text",
      {
        "m/iam.tf": 'resource "aws_iam_policy" "p" {\n  policy = "${local.a}"\n}\n',
        "m/l.tf": `# before\n${local('<<EOT\n{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:NoSuchThing", "Resource": "*" }] }\nEOT')}`,
      },
      [["identity", 'INVALID_ACTION at "${local.a}"']],
    ],
    [
      "a document's text in a local: judged at the document",
      {
        "m/iam.tf": 'resource "aws_iam_policy" "p" {\n  policy = local.a\n}\n',
        "m/l.tf": local("data.aws_iam_policy_document.d.json"),
        "m/d.tf": document('    actions = ["s3:GetObject"]\n    resources = ["*"]'),
      },
      [["not analysed", "NOT_ANALYSED_NO_POLICY at "]],
    ],
    [
      "a variable, its value is not known there either",
      { "m/iam.tf": allowing("local.a"), "m/l.tf": local("var.x") },
      [["not analysed", "NOT_ANALYSED_UNRESOLVED at local.a"]],
    ],
    ...[
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "a/${var.x}" }] })',
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = lower(var.a) }] })',
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { StringLike = { "${var.x}:sub" = "a" } } }] })',
      '<<EOT\n{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "${var.x}" }] }\nEOT',
      "var.x",
      "lower(var.x)",
    ].map((value): [string, Files, unknown[]] => [
      `what is not known in it stands at the reference: ${value}`,
      {
        "m/iam.tf": 'resource "aws_iam_policy" "p" {\n  policy = local.a\n}\n',
        "m/l.tf": `# a comment that is longer than the whole of the other file, so that its places are none of that file's\n${local(value)}`,
      },
      [["not analysed", "NOT_ANALYSED_UNRESOLVED at local.a"]],
    ]),
  ])("%s", (_, files, expected) => expect(seen(files)).toEqual(expected));

  test("no repair is offered at a place that another file decides", () => {
    const files = {
      "m/iam.tf": 'resource "aws_iam_policy" "p" {\n  policy = local.a\n}\n',
      "m/l.tf": local(
        'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "allow", Action = "s3:*", Resource = "*" }] })',
      ),
    };
    const file = { path: "m/iam.tf", text: files["m/iam.tf"] };
    const [outcome] = validateFiles([file], { moduleOf: moduleOf(files) });
    expect(outcome?.kind === "analysed" && outcome.findings.map(({ replacement }) => replacement)).toEqual([undefined]);
  });

  test.each<[string, Files, string]>([
    [
      "a local that two of them declare",
      { "m/iam.tf": allowing("local.a"), "m/l.tf": arn, "m/m.tf": local('"*"') },
      "`local.a` is declared both in `l.tf` and in `m.tf`.",
    ],
    [
      "a resource that two of them declare",
      { "m/iam.tf": allowing('"${aws_s3_bucket.data.arn}/*"'), "m/a.tf": bucket, "m/b.tf": bucket },
      "`aws_s3_bucket.data` is declared both in `a.tf` and in `b.tf`.",
    ],
    [
      "a local that is overridden",
      { "m/iam.tf": allowing("local.a"), "m/l.tf": arn, "m/override.tf": local('"*"') },
      "`override.tf` declares `local.a` anew.",
    ],
    [
      "a local of the file itself that is overridden",
      { "m/iam.tf": allowing("local.a") + arn, "m/dev_override.tf": local('"*"') },
      "`dev_override.tf` declares `local.a` anew.",
    ],
    [
      "a data source of a known value that is overridden",
      {
        "m/iam.tf": allowing('"arn:aws:s3:us-east-1:${data.aws_caller_identity.c.account_id}:accesspoint/a"'),
        "m/d.tf": 'data "aws_caller_identity" "c" {}\n',
        "m/override.tf": 'data "aws_caller_identity" "c" {\n  provider = aws.other\n}\n',
      },
      "`override.tf` declares `data.aws_caller_identity.c` anew.",
    ],
    [
      "anything beside an override that cannot be read",
      { "m/iam.tf": allowing("local.a") + arn, "m/override.tf": "locals {" },
      "`override.tf` may declare `local.a` anew. Not read of the Terraform files in its folder: `override.tf` (it is no HCL that can be read).",
    ],
    [
      "what a file declares that cannot be read",
      { "m/iam.tf": allowing("local.a"), "m/l.tf": `${arn}}` },
      "Not read of the Terraform files in its folder: `l.tf` (it is no HCL that can be read).",
    ],
    [
      "what a file declares that is too long",
      { "m/iam.tf": allowing("local.a"), "m/l.tf": arn + "#".repeat(250_000) },
      "Not read of the Terraform files in its folder: `l.tf` (it has more than 250000 characters).",
    ],
    [
      "what is declared in JSON that is none of Terraform's",
      { "m/iam.tf": allowing("local.a"), "m/l.tf.json": '{ "locals": "a" }' },
      "Not read of the Terraform files in its folder: `l.tf.json` (it is no JSON of Terraform's that can be read).",
    ],
    [
      "a data source that another file gives another provider",
      {
        "m/iam.tf": allowing('"arn:aws:s3:us-east-1:${data.aws_caller_identity.c.account_id}:accesspoint/a"'),
        "m/d.tf": 'data "aws_caller_identity" "c" {\n  provider = aws.other\n}\n',
      },
      "only Terraform can work out `${data.aws_caller_identity.c.account_id}` in it",
    ],
  ])("%s is not known", (_, files, why) => {
    expect(seen(files)).toEqual([["not analysed", expect.stringContaining("NOT_ANALYSED_UNRESOLVED at ")]]);
    expect(details(files)).toContain(why);
  });

  test("files that the caller could not read are told", () => {
    const notRead = [{ path: "m/l.tf", because: "it is a symbolic link out of the repository" }];
    expect(details({ "m/iam.tf": allowing("local.a") }, notRead)).toContain(
      "Not read of the Terraform files in its folder: `l.tf` (it is a symbolic link out of the repository).",
    );
  });
});

describe("what Terraform's JSON declares", () => {
  const json = (value: unknown) => JSON.stringify(value);

  test.each<[string, string, unknown, unknown[]]>([
    ["a local", allowing("local.a"), { locals: { a: "*" } }, [["identity"]]],
    [
      "a local that is worked out",
      allowing("local.a"),
      { locals: [{ a: "${[local.b]}" }, { b: "arn:aws:s3:::$${x}" }] },
      [["identity"]],
    ],
    [
      "one that is not known",
      allowing("local.a"),
      { locals: { a: "${var.x}/*" } },
      [["not analysed", "NOT_ANALYSED_UNRESOLVED at local.a"]],
    ],
    [
      "a resource",
      allowing('"${aws_s3_bucket.data.arn}/*"'),
      { resource: [{ "//": "a comment", aws_s3_bucket: { data: [{ bucket: "reports" }] } }] },
      [["identity"]],
    ],
    [
      "one with another provider",
      allowing("aws_sns_topic.t.arn"),
      { resource: { aws_sns_topic: { t: { provider: "aws.x" } } } },
      [["not analysed", "NOT_ANALYSED_UNRESOLVED at aws_sns_topic.t.arn"]],
    ],
    [
      "a document with nested blocks",
      'data "aws_iam_policy_document" "m" {\n  source_policy_documents = [data.aws_iam_policy_document.d.json]\n}\n',
      {
        data: {
          aws_iam_policy_document: {
            d: {
              statement: [
                {
                  actions: ["sts:AssumeRole"],
                  principals: { type: "Service", identifiers: ["redshift.amazonaws.com"] },
                  condition: [{ test: "StringEqualz", variable: "aws:SourceAccount", values: ["111122223333"] }],
                },
              ],
              dynamic: {
                statement: {
                  for_each: '${["s3:Nothing"]}',
                  content: { actions: ["${statement.value}"], resources: ["*"] },
                },
              },
            },
          },
        },
      },
      [
        [
          "resource",
          "INVALID_ACTION at data.aws_iam_policy_document.d.json",
          "INVALID_CONDITION_OPERATOR at data.aws_iam_policy_document.d.json",
          "MISSING_PRINCIPAL at data.aws_iam_policy_document.d.json",
        ],
      ],
    ],
    [
      "what a document is used for",
      assuming + local('"111122223333"'),
      { resource: { aws_iam_role: { r: { assume_role_policy: "${data.aws_iam_policy_document.d.json}" } } } },
      [["trust", "EXTERNAL_ID_MISSING at local.a"]],
    ],
  ])("%s", (_, text, configuration, expected) => {
    expect(seen({ "m/iam.tf": text, "m/l.tf.json": json(configuration) })).toEqual(expected);
  });

  test("the type of a variable", () => {
    const files = [
      { path: "m/iam.tf", text: allowing("var.a") },
      { path: "m/v.tf.json", text: json({ variable: { a: { type: "list(string)" } } }) },
    ];
    const given = { moduleOf: () => ({ files, notRead: [] }), values: { a: ["arn:aws:s3:::a/*"] } };
    expect(validateFiles(files.slice(0, 1), given)).toMatchObject([{ kind: "analysed" }]);
  });
});

describe("what other files of the folder make of a document", () => {
  const trusting = 'resource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n';
  const granting = 'resource "aws_iam_policy" "p" {\n  policy = data.aws_iam_policy_document.d.json\n}\n';
  const reason = (files: Files) => {
    const file = { path: "m/iam.tf", text: files["m/iam.tf"] as string };
    const [outcome] = validateFiles([file], { moduleOf: moduleOf(files) });
    return outcome?.kind === "analysed" ? [outcome.policyType, outcome.policyTypeReason] : [];
  };
  const iam = `${assuming}${local('"arn:aws:iam::111122223333:root"')}`;

  test.each<[string, Files, string, string | undefined]>([
    ["one", { "m/iam.tf": iam, "m/r.tf": trusting }, "trust", "`assume_role_policy` of `aws_iam_role` in `r.tf`"],
    [
      "one, through a local of a third",
      {
        "m/iam.tf": iam,
        "m/r.tf": 'resource "aws_kms_key" "k" {\n  policy = local.json\n}\n',
        "m/l.tf": 'locals {\n  json = "${data.aws_iam_policy_document.d.json}"\n}\n',
      },
      "resource",
      "`policy` of `aws_kms_key` in `r.tf`",
    ],
    [
      "the file itself and another the same",
      { "m/iam.tf": iam + trusting, "m/r.tf": trusting.replace('"r"', '"s"') },
      "trust",
      "`assume_role_policy` of `aws_iam_role`",
    ],
    ["two uses", { "m/iam.tf": iam, "m/r.tf": trusting, "m/p.tf": granting }, "trust", undefined],
  ])("%s", (_, files, type, why) => {
    const [policyType, policyTypeReason] = reason(files);
    expect(policyType).toBe(type);
    if (why === undefined) expect(policyTypeReason).not.toContain("`aws_iam");
    else expect(policyTypeReason).toBe(why);
  });
});

describe("the folder is asked", () => {
  test.each<[string, string, string, number]>([
    ["not for a policy without references", "m/iam.tf", allowing('"*"'), 0],
    ["for a variable, which may have a default there", "m/iam.tf", allowing("var.a"), 1],
    ["not for a file that Terraform does not read", "m/.iam.tf", allowing("local.a"), 0],
    ["not for values of variables", "m/iam.tfvars", 'a = "local.a"', 0],
    ["not for Terragrunt's configuration", "m/terragrunt.hcl", allowing("local.a"), 0],
    ["not for a template of CloudFormation", "m/iam.yaml", "Resources: {}", 0],
    ["once for a file of many references", "m/iam.tf", allowing("[local.a, local.b, aws_s3_bucket.data.arn]"), 1],
    ["for a document", "m/iam.tf", document('    actions = ["s3:*"]\n    resources = ["*"]'), 1],
  ])("%s", (_, path, text, times) => {
    const asked: string[] = [];
    policiesIn(
      { path, text },
      {
        moduleOf: (of) => {
          asked.push(of);
          return { files: [], notRead: [] };
        },
      },
    );
    expect(asked).toEqual(Array(times).fill(path));
  });

  test.each<[string, Files]>([
    [
      "each naming the next ten times",
      Object.fromEntries(
        Array.from({ length: 100 }, (_, i) => [
          `m/${i}.tf`,
          `locals {\n  a${i === 0 ? "" : i} = [${`local.a${i + 1},`.repeat(10)}]\n}\n`,
        ]),
      ),
    ],
    ["naming each other", { "m/a.tf": local("local.b"), "m/b.tf": "locals {\n  b = local.a\n}\n" }],
    ["a long one, named often", { "m/a.tf": local(`"${"x".repeat(200_000)}"`) }],
  ])("in vain for locals that would never end: %s", (_, files) => {
    const text = Array.from({ length: 50 }, (_, i) =>
      allowing(`[${"local.a,".repeat(50)}]`).replace('"p"', `"p${i}"`),
    ).join("");
    const start = performance.now();
    const { unread } = policiesIn({ path: "m/iam.tf", text }, { moduleOf: moduleOf(files) });
    expect(unread.length).toBeGreaterThan(40);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("and the same module is read once for all its files", () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `m/${i}.tf`,
        `${allowing(`local.a${99 - i}`)}locals {\n  a${i} = "*"\n}\n`,
      ]),
    );
    let texts = 0;
    const module = {
      files: Object.entries(files).map(([path, text]) => ({
        path,
        get text() {
          texts++;
          return text;
        },
      })),
      notRead: [],
    };
    for (const [path, text] of Object.entries(files))
      expect(policiesIn({ path, text }, { moduleOf: () => module }).policies).toHaveLength(1);
    expect(texts).toBeLessThan(1_000);
  });

  test.each<[string, number, number | undefined]>([
    ["told", 10, 10],
    // With the values that it hands on, more than is worked out for one module.
    ["not told, and then nothing is known of the document", 400, undefined],
  ])("where modules take a document is %s", (_, count, taken) => {
    const big = Array.from({ length: 3_000 }, (_, i) => `    k${i} = "${"v".repeat(20)}"`).join("\n");
    const modules = Array.from(
      { length: count },
      (_, i) => `module "m${i}" {\n  p = merge(local.a, { p = data.aws_iam_policy_document.d.json })\n}\n`,
    );
    const files = {
      "m/iam.tf": document('    actions = ["s3:GetObject"]\n    resources = ["*"]'),
      "m/main.tf": local(`{\n${big}\n  }`) + modules.join(""),
    };
    const file = { path: "m/iam.tf", text: files["m/iam.tf"] };
    const { policies, unread } = policiesIn(file, { moduleOf: moduleOf(files) });
    expect([policies[0]?.takenAt?.length, unread.length]).toEqual([taken, taken === undefined ? 1 : 0]);
  });
});
