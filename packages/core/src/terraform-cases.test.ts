import { describe, expect, test } from "vitest";
import { policiesIn } from "./find-policies.ts";
import { standTogether } from "./policy-variant.ts";
import { terraformHcl } from "./sources/terraform-hcl.ts";
import { plainValue } from "./syntax/node.ts";
import { validateFiles } from "./validate-files.ts";

/* Policies that depend on conditions and loops: each case is a policy of its own. */

const path = "main.tf";

/** By name: the statements of a policy, or why there is none. */
function found(text: string): Readonly<Record<string, unknown>> {
  const all = [...terraformHcl.find({ path, text }, undefined, {})].map((one) => [
    one.name,
    one.kind === "unread"
      ? /file: (.*?)\. (?:Validate|Give)/.exec(one.details)?.[1]
      : (plainValue(one.node) as { Statement: unknown }).Statement,
  ]);
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
  return Object.fromEntries(all);
}

const data = (body: string, before = ""): string => `data "aws_iam_policy_document" "d" {\n${before}${body}\n}\n`;
const name = "data.aws_iam_policy_document.d";
const statement = (resources: string, more = ""): string =>
  `  statement {\n    actions   = ["s3:GetObject"]\n    resources = ${resources}\n${more}  }\n`;
const allow = (Resource: unknown) => ({ Effect: "Allow", Action: ["s3:GetObject"], Resource });
const all = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] };

describe("dynamic blocks", () => {
  const dynamic = (each: string, more = "", label = "statement") =>
    `  dynamic "${label}" {\n    for_each = ${each}\n${more}    content {\n      actions   = ["s3:GetObject"]\n      resources = ["arn:aws:s3:::\${${label}.value}/*"]\n    }\n  }\n`;

  test.each<[string, string, unknown]>([
    ["a list", '["a", "b"]', [allow(["arn:aws:s3:::a/*"]), allow(["arn:aws:s3:::b/*"])]],
    ["a local", "local.l", [allow(["arn:aws:s3:::l/*"])]],
    ["a set", 'toset(["b", "a"])', [allow(["arn:aws:s3:::a/*"]), allow(["arn:aws:s3:::b/*"])]],
    ["a map", '{ y = "b", x = "a" }', [allow(["arn:aws:s3:::a/*"]), allow(["arn:aws:s3:::b/*"])]],
    ["nothing", "[]", []],
    ["what is not known", "var.l", "only Terraform can work out `var.l` in it"],
    ["a function that is not known", "fileset()", "only Terraform can work out `fileset(…)` in it"],
    ["null", "null", "only Terraform can work out what a `dynamic` block goes through in it"],
    ["very many", `[${"1,".repeat(1_001)}]`, "it has more blocks than a policy has room for"],
  ])("for each of %s", (_, each, expected) => {
    const text = `locals {\n  l = ["l"]\n}\n${data(dynamic(each) + statement('["*"]'))}`;
    expect(found(text)).toEqual({ [name]: Array.isArray(expected) ? [...expected, all] : expected });
  });

  test("with a name of its own, keys, and blocks in blocks", () => {
    const text = data(`  dynamic "statement" {
    for_each = { a = ["x", "y"] }
    iterator = bucket
    content {
      sid       = bucket.key
      actions   = ["s3:GetObject"]
      resources = [for key in bucket.value : "arn:aws:s3:::\${bucket.key}/\${key}"]
      dynamic "condition" {
        for_each = ["1", "2"]
        content {
          test     = "StringEquals"
          variable = "aws:\${bucket.key}"
          values   = [condition.value]
        }
      }
      dynamic "principals" {
        for_each = { AWS = ["arn:aws:iam::210000000001:root"] }
        content {
          type        = principals.key
          identifiers = principals.value
        }
      }
    }
  }`);
    expect(found(text)).toEqual({
      [name]: [
        {
          ...allow(["arn:aws:s3:::a/x", "arn:aws:s3:::a/y"]),
          Sid: "a",
          Condition: { StringEquals: { "aws:a": ["1", "2"] } },
          Principal: { AWS: ["arn:aws:iam::210000000001:root"] },
        },
      ],
    });
  });

  test.each([
    ["without content", '  dynamic "statement" {\n    for_each = []\n  }\n', "a `dynamic` block has no `content`"],
    ["without for_each", '  dynamic "statement" {\n    content {}\n  }\n', "the block has no `for_each`"],
  ])("one %s is not analysed", (_, body, because) => expect(found(data(body))).toEqual({ [name]: because }));

  test("findings stand in the block", () => {
    const text = data(dynamic('["a", "b"]').replace("s3:GetObject", "s3:NoSuchThing"));
    const [outcome] = validateFiles([{ path, text }]);
    const places = outcome?.kind === "analysed" ? outcome.findings.flatMap(({ locations }) => locations) : [];
    expect(places.map(({ span }) => text.slice(span.start.offset, span.end.offset))).toContain('"s3:NoSuchThing"');
    expect(JSON.stringify(outcome)).not.toContain('"replacement"');
  });

  test.each([
    ["allows", "", 2],
    ["may deny", "      effect = statement.value.effect\n", 1],
    ["denies", '      effect = "Deny"\n', 1],
  ])("of statements that are not known, one that %s", (_, effect, outcomes) => {
    const text = data(
      statement('["*"]').replace("s3:GetObject", "s3:NoSuchThing") +
        dynamic("var.l").replace("    content {\n", `    content {\n${effect}`),
    );
    const seen = validateFiles([{ path, text }]);
    expect(seen.map(({ kind }) => kind)).toEqual(["not-analysed", "analysed"].slice(0, outcomes));
  });

  test("what is not known in one leaves the other statements to be judged", () => {
    const text = data(statement('["*"]').replace("s3:GetObject", "s3:NoSuchThing") + dynamic("[var.b]"));
    expect(validateFiles([{ path, text }]).map(({ kind }) => kind)).toEqual(["not-analysed", "analysed"]);
  });
});

describe("conditions on what is not known", () => {
  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    [
      "a value",
      statement('var.prod ? ["arn:aws:s3:::a/*"] : ["*"]'),
      { [`${name}, where var.prod`]: [allow(["arn:aws:s3:::a/*"])], [`${name}, where not (var.prod)`]: [all] },
    ],
    ["a value that is the same", statement('var.prod ? ["*"] : ["*"]'), { [name]: [all] }],
    [
      "a block",
      `${statement('["*"]')}  dynamic "statement" {\n    for_each = var.open == null ? [] : [1]\n    content {\n      actions   = ["s3:GetObject"]\n      resources = ["arn:aws:s3:::a/*"]\n    }\n  }\n`,
      {
        [`${name}, where var.open == null`]: [all],
        [`${name}, where not (var.open == null)`]: [all, allow(["arn:aws:s3:::a/*"])],
      },
    ],
    [
      "one that is asked in two ways",
      statement('concat(local.prod ? ["arn:aws:s3:::p/*"] : [], var.env != "prod" ? ["arn:aws:s3:::n/*"] : [])'),
      {
        [`${name}, where var.env == "prod"`]: [allow(["arn:aws:s3:::p/*"])],
        [`${name}, where not (var.env == "prod")`]: [allow(["arn:aws:s3:::n/*"])],
      },
    ],
    [
      "one that is two texts in no case",
      statement('concat(var.env == "p" ? ["arn:aws:s3:::p"] : [], "d" == var.env ? ["arn:aws:s3:::d"] : [], ["*"])'),
      {
        [`${name}, where var.env == "p"`]: [allow(["arn:aws:s3:::p", "*"])],
        [`${name}, where not (var.env == "p") and "d" == var.env`]: [allow(["arn:aws:s3:::d", "*"])],
        [`${name}, where not (var.env == "p") and not ("d" == var.env)`]: [all],
      },
    ],
    [
      "one case that is known",
      statement("var.arn == null ? [] : [var.arn]"),
      {
        [`${name}, where var.arn == null`]: [{ Effect: "Allow", Action: ["s3:GetObject"] }],
        [`${name}, where not (var.arn == null)`]: "only Terraform can work out `var.arn` in it",
      },
    ],
    [
      "what is not known in every case is told once",
      statement('concat([var.arn], var.prod ? ["*"] : [])'),
      { [name]: "only Terraform can work out `var.arn` in it" },
    ],
    [
      "sixteen cases",
      ["a", "b", "c", "d"].map((key) => statement(`var.${key} ? ["arn:aws:s3:::${key}"] : ["*"]`)).join(""),
      expect.objectContaining({ [`${name}, where var.a and var.b and var.c and not (var.d)`]: expect.anything() }),
    ],
    [
      "more",
      ["a", "b", "c", "d", "e"].map((key) => statement(`var.${key} ? ["arn:aws:s3:::${key}"] : ["*"]`)).join(""),
      {
        [name]: "it is another one in each of more than 16 cases, by conditions that only Terraform can work out",
      },
    ],
  ])("%s", (_, body, expected) =>
    expect(found(`locals {\n  prod = var.env == "prod"\n}\n${data(body)}`)).toEqual(expected),
  );

  const policy = (resource: string): string =>
    `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ${resource} }] })`;
  const attribute = (value: string): string => `resource "aws_iam_policy" "p" {\n  policy = ${value}\n}\n`;
  const own = "aws_iam_policy.p: policy";

  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    [
      "a value",
      policy('var.a ? "*" : "arn:aws:s3:::a/*"'),
      { [`${own}, where var.a`]: [allow("*")], [`${own}, where not (var.a)`]: [allow("arn:aws:s3:::a/*")] },
    ],
    ["a policy or none", `var.a ? ${policy('"*"')} : null`, { [own]: [allow("*")] }],
    [
      "a policy or another's",
      `(var.a ? ${policy('"*"')} : var.b)`,
      { [`${own}, where var.a`]: [allow("*")], [`${own}, where not (var.a)`]: "it comes from `var.b`" },
    ],
    [
      "a policy or a document",
      `var.a ? ${policy('"*"')} : data.aws_iam_policy_document.d.json`,
      { [own]: [allow("*")] },
    ],
    [
      "a document that is changed",
      `var.a ? replace(data.aws_iam_policy_document.d.json, "a", "*") : null`,
      { [own]: "it comes from the function `replace`" },
    ],
    [
      "a text",
      '<<EOT\n{ "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "${var.a ? "*" : "arn:aws:s3:::a/*"}" }] }\nEOT',
      { [`${own}, where var.a`]: [allow("*")], [`${own}, where not (var.a)`]: [allow("arn:aws:s3:::a/*")] },
    ],
    [
      "directives in a text",
      '<<EOT\n{ "Statement": [%{ for b in ["a", "b"] ~}\n{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::${b}" },\n%{ endfor ~}\n%{ if var.a }{ "Effect": "Deny", "Action": ["s3:GetObject"], "Resource": "*" }%{ else }{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }%{ endif }] }\nEOT',
      {
        [`${own}, where var.a`]: [allow("arn:aws:s3:::a"), allow("arn:aws:s3:::b"), { ...allow("*"), Effect: "Deny" }],
        [`${own}, where not (var.a)`]: [allow("arn:aws:s3:::a"), allow("arn:aws:s3:::b"), allow("*")],
      },
    ],
    ["a part of a local", "local.policies.p", { [own]: [allow("*")] }],
    ["nothing of a local", "local.policies.none", {}],
    ["a document of a local", "local.policies.d", { [own]: "it comes from `local.policies.d`" }],
    ["a text of a function", 'replace("{ \\"Statement\\": [] }", "x", "y")', { [own]: [] }],
    [
      "statements that are joined",
      'jsonencode({ Version = "2012-10-17", Statement = concat([], local.more) })',
      { [own]: [allow("*")] },
    ],
    [
      "objects that are joined",
      'jsonencode(merge({ Version = "2012-10-17" }, { Statement = local.more }))',
      { [own]: [allow("*")] },
    ],
  ])("%s in an attribute", (_, value, expected) => {
    const locals = `locals {\n  more = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }]\n  policies = { p = jsonencode({ Version = "2012-10-17", Statement = local.more }), none = null, d = data.aws_iam_policy_document.d.json }\n}\n`;
    const { "local.policies.p": _ignored, ...others } = found(locals + attribute(value));
    expect(others).toEqual(expected);
  });

  test("the name of another block is no case of the policy", () => {
    const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = var.n == "" ? "none" : var.n\n}\n';
    expect(found(bucket + data(statement("[aws_s3_bucket.b.arn]")))).toEqual({ [name]: [allow(["arn:aws:s3:::b"])] });
  });

  test("a case of its own has its own findings", () => {
    const text = data(statement('["*"]').replace('["s3:GetObject"]', 'var.a ? ["s3:GetObject"] : ["s3:NoSuchThing"]'));
    const outcomes = validateFiles([{ path, text }]).map((outcome) => [
      outcome.subject,
      outcome.kind === "analysed" && outcome.findings.map(({ issueCode }) => issueCode).includes("INVALID_ACTION"),
    ]);
    expect(outcomes).toEqual([
      [`${path}: ${name}, where var.a`, false],
      [`${path}: ${name}, where not (var.a)`, true],
    ]);
  });
});

describe("a case in which there is no policy", () => {
  const dynamic = (condition: string) =>
    `  dynamic "statement" {\n    for_each = ${condition} ? [1] : []\n    content {\n      actions   = ["s3:GetObject"]\n      resources = ["*"]\n    }\n  }\n`;
  const grants = statement('var.all ? ["*"] : ["arn:aws:s3:::a/*"]');
  const both = {
    [`${name}, where var.all`]: [all],
    [`${name}, where not (var.all)`]: [allow(["arn:aws:s3:::a/*"])],
  };

  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    ["without a statement", data(dynamic("var.all")), { [name]: [all] }],
    ["without a statement, as every other", data(dynamic("var.all").replace("[1]", "[]")), { [name]: [] }],
    ["without a statement, by no condition", data(dynamic("false")), { [name]: [] }],
    [
      "without the block, by its count",
      data(grants, "  count = var.all ? 0 : 1\n"),
      { [name]: [allow(["arn:aws:s3:::a/*"])] },
    ],
    ["without the block, by a count that is not asked for", data(grants, "  count = var.none ? 0 : 1\n"), both],
    ["without the block, in every case", data(statement('["*"]'), "  count = 0\n"), { [name]: [all] }],
    [
      "without the block, by its for_each",
      data(statement('["arn:aws:s3:::${each.key}"]'), '  for_each = var.all ? toset(["a"]) : toset([])\n'),
      { [name]: [allow(["arn:aws:s3:::a"])] },
    ],
  ])("%s", (_, text, expected) => expect(found(text)).toEqual(expected));
});

test("what is null or empty in a statement is left out", () => {
  const more = '    sid = ""\n    effect = null\n    not_actions = []\n    not_resources = lookup({}, "none", [])\n';
  expect(found(data(statement('["*"]', more)))).toEqual({ [name]: [all] });
});

test("what is null in a document is left out", () => {
  const text = data(`  policy_id = local.none\n  version = null\n${statement('["*"]')}`);
  const [outcome] = validateFiles([{ path, text: `locals {\n  none = null\n}\n${text}` }]);
  expect(outcome).toMatchObject({ kind: "analysed", findings: [] });
});

describe("instances of a block", () => {
  test.each<[string, string, string, Readonly<Record<string, unknown>>]>([
    [
      "each one",
      '{ a = "x", b = "y" }',
      '["arn:aws:s3:::${each.key}/${each.value}"]',
      {
        [`${name}, where each.key == "a"`]: [allow(["arn:aws:s3:::a/x"])],
        [`${name}, where each.key == "b"`]: [allow(["arn:aws:s3:::b/y"])],
      },
    ],
    ["alike", 'toset(["a", "b"])', '["*"]', { [name]: [all] }],
    ["one", 'toset(["a"])', '["arn:aws:s3:::${each.value}"]', { [name]: [allow(["arn:aws:s3:::a"])] }],
    ["not known", "var.all", "[each.value]", { [name]: "only Terraform can work out `each.value` in it" }],
    [
      "very many",
      `toset([${Array.from({ length: 17 }, (_, i) => `"${i}"`).join()}])`,
      "[each.value]",
      { [name]: "only Terraform can work out `each.value` in it" },
    ],
  ])("%s", (_, each, resources, expected) =>
    expect(found(data(statement(resources), `  for_each = ${each}\n`))).toEqual(expected),
  );

  test("with a policy each", () => {
    const policy =
      '{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] }';
    const text = `resource "aws_iam_policy" "p" {\n  for_each = { a = jsonencode(${policy}), b = var.b }\n  policy = each.value\n}\n`;
    expect(found(text)).toMatchObject({
      'aws_iam_policy.p: policy, where each.key == "a"': [allow("*")],
      'aws_iam_policy.p: policy, where each.key == "b"': "it comes from `each.value`",
    });
  });
});

describe("what to do about a variable", () => {
  const give = "Give `bucket` a value under `validate.values` of the config, or validate the plan";

  test("that instances are made of", () => {
    const text = data(
      statement('["arn:aws:s3:::${each.value.name}"]'),
      "  for_each = { for b in var.bucket : b.name => b }\n",
    );
    const [outcome] = validateFiles([{ path, text }]);
    expect(outcome?.kind === "not-analysed" && outcome.finding.findingDetails).toContain(give);
  });

  test("that is given null, which decides a condition", () => {
    const text = `${data(statement('var.bucket == null ? ["*"] : ["arn:aws:s3:::${var.bucket}"]'))}variable "bucket" {\n  default = "b"\n}\n`;
    const outcomes = validateFiles([{ path, text }], { values: { bucket: null } });
    expect(outcomes.map(({ kind, subject }) => [kind, subject])).toEqual([
      ["analysed", `${path}: data.aws_iam_policy_document.d`],
    ]);
  });
  const alone = "in it. Validate the plan";
  test.each([
    ["that nobody gives", "", {}, "${var.bucket}", give],
    ["of a type", "type = list(string)", {}, "${var.bucket[0]}", give],
    [
      "with a default",
      "default = null",
      {},
      "${var.bucket}",
      "under `validate.values` of the config, or name the `.tf` with its default there, or validate the plan",
    ],
    [
      "that is never null",
      "nullable = false",
      { bucket: null },
      "${var.bucket}",
      "Give `bucket` another value than null under `validate.values`, or validate the plan",
    ],
    [
      "that is given what is no map",
      "type = map(string)",
      { bucket: "b" },
      "${var.bucket.a}",
      "Correct the value of `bucket` under `validate.values`, which is not of its type `map`, or validate the plan",
    ],
    ["that has no such part", "type = map(string)", { bucket: { b: "c" } }, "${var.bucket.a}", alone],
    ["whose parts it has not", "", { bucket: "b" }, "${var.bucket.a}", alone],
    [
      "that is declared elsewhere, and could be two values",
      "-",
      { bucket: "1" },
      "${var.bucket}",
      "Declare the `type` of `bucket`, as its value under `validate.values` is a text in one and none in another, or validate the plan",
    ],
    [
      "that is given another type",
      "type = number",
      { bucket: "b" },
      "${var.bucket}",
      "Correct the value of `bucket` under `validate.values`, which is not of its type `number`, or validate the plan",
    ],
  ])("%s", (_, declared, values, resource, expected) => {
    const declaration = declared === "-" ? "" : `variable "bucket" {\n  ${declared}\n}\n`;
    const text = `${data(statement(`["arn:aws:s3:::${resource}"]`))}${declaration}`;
    const [outcome] = validateFiles([{ path, text }], { values });
    expect(outcome?.kind === "not-analysed" && outcome.finding.findingDetails).toContain(expected);
  });
});

test.each([
  ["counted", 'resources = length(local.policies) > 0 ? ["*"] : []'],
  ["gone through", 'resources = [for p in local.policies : "*"]'],
  ["asked for one of", 'resources = [local.policies[0].Version == "" ? "a" : "*"]'],
  ["asked of a function", 'resources = contains(keys(local.policies[0]), "Statement") ? ["*"] : []'],
])("a policy in a local that another policy has only %s is looked at", (_, resources) => {
  const locals =
    'locals {\n  policies = [{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }]\n}\n';
  expect(found(locals + data(`  statement {\n    actions = ["s3:GetObject"]\n    ${resources}\n  }\n`))).toEqual({
    [name]: [all],
    "local.policies[0]": [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
});

describe("a local that is one policy or another", () => {
  const policy = (action: string) =>
    `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
  const where = (...cases: string[]) => cases.map((one) => `local.p${one}`);
  test.each<[string, string, string[]]>([
    [
      "of two",
      `var.a ? ${policy("s3:GetObject")} : ${policy("s3:PutObject")}`,
      where(", where var.a", ", where not (var.a)"),
    ],
    ["or none", `var.a ? ${policy("s3:GetObject")} : null`, where("")],
    ["or an empty text", `var.a ? ${policy("s3:GetObject")} : ""`, where("")],
    [
      "or what is not known",
      `var.a ? ${policy("s3:GetObject")} : var.b`,
      where(", where var.a", ", where not (var.a)"),
    ],
  ])("%s", (_, value, names) => {
    expect(Object.keys(found(`locals {\n  p = ${value}\n}\n`))).toEqual(names);
  });
});

test("the elements of a list that comes from one reference are one place", () => {
  const text = `locals {\n  all = ["arn:aws:s3:::a/*", "arn:aws:s3:::*"]\n}\n${data(statement("local.all"))}`;
  const [outcome] = validateFiles([{ path, text }]);
  const [finding] = outcome?.kind === "analysed" ? outcome.findings : [];
  expect(finding).toMatchObject({ issueCode: "REDUNDANT_RESOURCE" });
  expect(finding?.locations).toHaveLength(1);
});

test("instances and blocks for each of a given object", () => {
  const text = `variable "teams" {
  type = map(object({ bucket = string, keys = optional(list(string), ["*"]) }))
}
data "aws_iam_policy_document" "d" {
  for_each = var.teams
  dynamic "statement" {
    for_each = each.value.keys
    content {
      actions   = ["s3:GetObject"]
      resources = ["arn:aws:s3:::\${each.value.bucket}/\${statement.value}"]
    }
  }
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::\${var.teams["etl"].bucket}/*"]
  }
}
`;
  const values = { teams: { etl: { bucket: "a", keys: ["x", "y"] }, ops: { bucket: "b" } } };
  const found = policiesIn({ path, text }, { values }).policies;
  const resources = found.map(({ policy }) => policy.statements.map((one) => plainValue(one.node)));
  const put = { Action: ["s3:PutObject"], Resource: ["arn:aws:s3:::a/*"] };
  expect(resources).toMatchObject([
    [{ Resource: ["arn:aws:s3:::a/x"] }, { Resource: ["arn:aws:s3:::a/y"] }, put],
    [{ Resource: ["arn:aws:s3:::b/*"] }, put],
  ]);
  expect(found.map(({ name: one }) => one)).toEqual([
    `${name}, where each.key == "etl"`,
    `${name}, where each.key == "ops"`,
  ]);
});

test("what a policy is an instance of, it rests on", () => {
  const text = `${data(statement('["*"]', "    sid = each.key\n"), "  for_each = var.all\n")}variable "all" {}\n`;
  const { policies } = policiesIn({ path, text }, { values: { all: { a: 1, b: 2 } } });
  expect(policies.map(({ assuming }) => assuming)).toEqual([
    ["the given value of `var.all`"],
    ["the given value of `var.all`"],
  ]);
});

test("what is known of a policy is judged in each case, though none of them is known wholly", () => {
  const trust = (principal: string) =>
    `{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principal} } }`;
  const open = trust('var.open ? "*" : "arn:aws:iam::000000000000:role/a-name-that-is-longer"');
  const text = `resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [${open}, ${trust("var.other")}] })
}
`;
  const codes = validateFiles([{ path, text }]).map((outcome) =>
    outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : outcome.kind,
  );
  expect(codes).toEqual(["not-analysed", ["WILDCARD_PRINCIPAL"]]);
});

test("a set that is given has each value once", () => {
  const of = (type: string) => `variable "a" {
  type = ${type}(string)
}
${data(statement('length(var.a) == 2 ? ["arn:aws:s3:::two"] : ["*"]'))}`;
  const resources = (type: string) => {
    const [one] = terraformHcl.find({ path, text: of(type) }, undefined, { values: { a: ["b", "b"] } });
    return one?.kind === "policy" ? JSON.stringify(plainValue(one.node)) : "";
  };
  expect(resources("list")).toContain("arn:aws:s3:::two");
  expect(resources("set")).toContain('"*"');
});

test.each<[string, string]>([
  [
    "that has too many cases",
    `policy = jsonencode(${"abcdefghijklmnopq".replace(/./g, (c) => `var.${c} ? { a = "${c}" } : `)}local.p)`,
  ],
  [
    "that has too many cases, in the first",
    `policy = jsonencode(var.r ? local.p : ${"abcdefghijklmnopq".replace(/./g, (c) => `var.${c} ? { a = "${c}" } : `)}{})`,
  ],
  [
    "that there is not in this case",
    `count  = var.o ? 0 : 1\n  policy = jsonencode(var.o ? local.p : { Version = "2012-10-17", Statement = [] })`,
  ],
])("a policy in a local is looked at though it is part of one %s", (_, body) => {
  const open = '{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }';
  const text = `locals {\n  p = ${open}\n}\nresource "aws_iam_policy" "p" {\n  ${body}\n}\n`;
  expect(found(text)).toMatchObject({ "local.p": [{ Effect: "Allow", Action: "*", Resource: "*" }] });
});

describe("a change of what decides between the cases", () => {
  const itself = [
    [true, false],
    [false, true],
  ];
  const all = [
    [true, true],
    [true, true],
  ];
  const variants = (condition: string, text: string) =>
    policiesIn({
      path,
      text: `${text}\n${data(statement(`${condition} ? ["*"] : ["arn:aws:s3:::a/*"]`), "  for_each = var.all\n")}`,
    }).policies.map(({ variant }) => variant);
  const variable = (standard: string, type = "any") =>
    `variable "a" {\n  type    = ${type}\n  default = ${standard}\n}`;
  const local = (value: string) => `locals {\n  a = ${value}\n  b = local.a\n}`;
  const each = (value: string) => `variable "all" {\n  default = ${value}\n}`;

  test.each<[string, string, string, string, boolean[][]]>([
    [
      "a default",
      "var.a",
      variable("false"),
      variable("true"),
      [
        [true, true],
        [false, true],
      ],
    ],
    [
      "a default, back",
      "var.a",
      variable("true"),
      variable("false"),
      [
        [true, false],
        [true, true],
      ],
    ],
    ["a default that decides nothing", 'var.a == "x"', variable('"y"'), variable('"z"'), itself],
    [
      "a default that is null",
      "var.a == null",
      variable("null"),
      variable('"z"'),
      [
        [true, false],
        [true, true],
      ],
    ],
    [
      "a default that is gone",
      "var.a",
      variable("false"),
      'variable "a" {}',
      [
        [true, true],
        [false, true],
      ],
    ],
    [
      "a default of a type",
      "var.a.b",
      variable("{}", "object({ b = optional(bool, false) })"),
      variable("{}", "object({ b = optional(bool, true) })"),
      all,
    ],
    [
      "a default that is a set",
      "length(var.a) == 1",
      variable('["a", "b"]', "set(string)"),
      variable('["a", "a"]', "set(string)"),
      all,
    ],
    ["a local", 'local.a == "x"', local('coalesce(var.x, "x")'), local('coalesce(var.x, "y")'), all],
    ["a local of a local", 'local.b == "x"', local('coalesce(var.x, "x")'), local('coalesce(var.x, "y")'), all],
    ["a local, by its index", 'local["a"] == "x"', local('coalesce(var.x, "x")'), local('coalesce(var.x, "y")'), all],
    [
      "another local",
      "local.a",
      `${local('lookup(var.x, "x")')}\nlocals {\n  c = 1\n}`,
      local('lookup(var.x, "x")'),
      itself,
    ],
    [
      "a local that is too long to be compared",
      "local.a",
      local(`contains(["${"x".repeat(100_001)}"], var.x)`),
      local(`contains(["${"x".repeat(100_001)}"], var.x)`),
      all,
    ],
    ["what a block is made for", 'each.value == "x"', each("{}"), each("{ a = 1 }"), all],
  ])("%s", (_, condition, one, other, expected) => {
    const before = variants(condition, one);
    expect(variants(condition, other).map((a) => before.map((b) => standTogether(a, b)))).toEqual(expected);
    if (one !== other) expect(before.map((a) => before.map((b) => standTogether(a, b)))).toEqual(itself);
  });
});
