import { describe, expect, test } from "vitest";
import { findPolicies } from "../find-policies.ts";
import { plainValue } from "../syntax/node.ts";
import { validateFiles } from "../validate-files.ts";

const data = (name: string, inner: string) => `data "aws_iam_policy_document" "${name}" {\n${inner}\n}\n`;
const allowing = (action: string, sid?: string, more = "") =>
  `statement {\n${sid === undefined ? "" : `  sid = "${sid}"\n`}  actions = ["${action}"]\n  resources = ["*"]\n${more}}`;
const ref = (name: string) => `data.aws_iam_policy_document.${name}.json`;
const json = (...statements: string[]) =>
  `<<J\n{ "Version": "2012-10-17", "Statement": [${statements.join(",")}] }\nJ\n`;
const stating = (action: string, sid?: string) =>
  `{ ${sid === undefined ? "" : `"Sid": "${sid}", `}"Effect": "Allow", "Action": "${action}", "Resource": "*" }`;

/** The last policy of `m/m.tf`, together with other files of its module. */
function merged(text: string, others: Readonly<Record<string, string>> = {}) {
  const files = Object.entries({ "m/m.tf": text, ...others }).map(([path, each]) => ({ path, text: each }));
  const moduleOf = () => ({ files, notRead: [] });
  const file = { path: "m/m.tf", text };
  const at = ({
    locations,
  }: {
    locations: readonly { span: { start: { offset: number }; end: { offset: number } } }[];
  }) => locations.map(({ span }) => text.slice(span.start.offset, span.end.offset));
  const outcomes = validateFiles([file], { moduleOf });
  const value = findPolicies(file, { moduleOf }).map(({ policy }) => plainValue(policy.node)) as {
    Statement: { Sid?: string; Action: string[] | string; Resource?: unknown }[];
    Version: string;
    Id?: string;
  }[];
  return {
    last: value.at(-1),
    /** Of each statement of the last policy, its Sid and action. */
    statements: value.at(-1)?.Statement.map(({ Sid, Action }) => [Sid, Action].flat().filter(Boolean).join(" ")),
    names: outcomes.map(({ subject }) => subject.replace("m/m.tf: data.aws_iam_policy_document.", "")),
    findings: outcomes.flatMap((outcome) =>
      outcome.kind === "analysed"
        ? outcome.findings.map((finding) => `${finding.issueCode} at ${at(finding)}`)
        : [`${outcome.finding.issueCode}: ${outcome.finding.findingDetails} at ${at(outcome.finding)}`],
    ),
  };
}

const abc = data("a", allowing("s3:GetObject", "A")) + data("b", allowing("s3:PutObject", "B"));

describe("documents that are merged", () => {
  test.each<[string, string, string[]]>([
    [
      "stand before and behind the block's own",
      abc +
        data(
          "m",
          `override_policy_documents = [${ref("b")}]\nsource_policy_documents = [${ref("a")}]\n${allowing("s3:ListBucket", "M")}`,
        ),
      ["A s3:GetObject", "M s3:ListBucket", "B s3:PutObject"],
    ],
    [
      "are replaced at their places",
      abc +
        data(
          "m",
          `source_policy_documents = [${ref("a")}, ${ref("b")}]\n${allowing("s3:ListBucket", "A")}\noverride_policy_documents = [${json(stating("s3:*", "B"))}]`,
        ),
      ["A s3:ListBucket", "B s3:*"],
    ],
    [
      "replace nothing without a Sid",
      data("a", allowing("s3:GetObject")) +
        data("m", `override_policy_documents = [${ref("a")}, ${ref("a")}]\n${allowing("s3:GetObject")}`),
      ["s3:GetObject", "s3:GetObject", "s3:GetObject"],
    ],
    [
      "replace each other, the last one counts",
      abc +
        data(
          "m",
          `override_policy_documents = [${ref("a")}, ${json(stating("s3:1", "A"))}, ${json(stating("s3:2", "A"))}]`,
        ),
      ["A s3:2"],
    ],
    [
      "by the arguments of older providers",
      abc +
        data(
          "m",
          `override_json = ${ref("b")}\nsource_json = ${ref("a")}\n${allowing("s3:1", "A")}\n${allowing("s3:2", "B")}`,
        ),
      ["A s3:1", "B s3:PutObject"],
    ],
    [
      "of an older provider's argument, which takes two of one Sid",
      data("m", `source_json = ${json(stating("s3:1", "A"), stating("s3:2", "A"))}\n${allowing("s3:3", "A")}`),
      ["A s3:3", "A s3:2"],
    ],
    [
      "may be merged themselves",
      abc +
        data("c", `source_policy_documents = [${ref("a")}]`) +
        data("m", `source_policy_documents = [${ref("c")}, ${ref("b")}]`),
      ["A s3:GetObject", "B s3:PutObject"],
    ],
    [
      "may be nothing",
      abc + data("m", `source_policy_documents = ["", null, ${ref("a")}, "{}"]\noverride_policy_documents = null`),
      ["A s3:GetObject"],
    ],
    [
      "of `jsonencode` and of a local",
      `locals {\n  docs = [jsonencode({ Statement = [{ Action = "s3:1" }] }), local.text]\n  text = ${json(stating("s3:2"))}}\n${data("m", "source_policy_documents = local.docs")}`,
      ["s3:1", "s3:2"],
    ],
    [
      "of lists without what is empty",
      data("m", 'source_policy_documents = compact([jsonencode({ Statement = [{ Action = "s3:1" }] }), ""])'),
      ["s3:1"],
    ],
    [
      "of functions and conditions",
      abc +
        data(
          "m",
          `source_policy_documents = compact(concat([true ? ${ref("a")} : ""], false ? [${ref("b")}] : [], ["\${${ref("b")}}"]))`,
        ),
      ["A s3:GetObject", "B s3:PutObject"],
    ],
    [
      "of each instance that is counted",
      data("a", `count = 2\n${allowing("s3:GetObject", "A${count.index}")}`) +
        data("m", "source_policy_documents = data.aws_iam_policy_document.a[*].json"),
      ["A0 s3:GetObject", "A1 s3:GetObject"],
    ],
    [
      "of each instance that has a key",
      data("a", `for_each = { y = "s3:1", x = "s3:2" }\n${allowing("${each.value}", "${each.key}")}`) +
        data("m", "source_policy_documents = [for k, v in data.aws_iam_policy_document.a : v.json]"),
      ["x s3:2", "y s3:1"],
    ],
    [
      "of one instance",
      data("a", `for_each = { y = "s3:1", x = "s3:2" }\n${allowing("${each.value}")}`) +
        data("b", `count = var.n\n${allowing("s3:${count.index}")}`) +
        data(
          "m",
          `source_policy_documents = [data.aws_iam_policy_document.a["y"].json, data.aws_iam_policy_document.b[3].minified_json]`,
        ),
      ["s3:1", "s3:3"],
    ],
    [
      "of an instance that is like the others",
      data("a", `for_each = var.all\n${allowing("s3:GetObject")}`) +
        data("m", "for_each = var.all\nsource_policy_documents = [data.aws_iam_policy_document.a[each.key].json]"),
      ["s3:GetObject"],
    ],
  ])("%s", (_, text, expected) => {
    const { statements, findings } = merged(text);
    expect(statements).toEqual(expected);
    expect(findings.filter((one) => one.startsWith("NOT_"))).toEqual([]);
  });

  test("the newest version and the last Id count", () => {
    const version = (name: string, inner: string) => data(name, `${inner}\n${allowing("s3:GetObject")}`);
    const { last } = merged(
      version("a", 'policy_id = "a"\nversion = "2012-10-17"') +
        version("b", 'policy_id = "b"\nversion = "2008-10-17"') +
        data("m", `version = "2008-10-17"\nsource_policy_documents = [${ref("a")}, ${ref("b")}]`),
    );
    expect(last).toMatchObject({ Version: "2012-10-17", Id: "b" });
  });

  test("a case that a document depends on is one of what takes it in", () => {
    const { names } = merged(
      data("a", `count = var.on ? 1 : 0\n${allowing("s3:GetObject")}`) +
        data("m", `source_policy_documents = data.aws_iam_policy_document.a[*].json\n${allowing("s3:ListBucket")}`),
    );
    expect(names).toEqual(["m, where var.on", "m, where not (var.on)"]);
  });
});

describe("findings of merged documents", () => {
  test.each<[string, string, string[], Record<string, string>?]>([
    [
      "stand in the block that writes them, once",
      data("a", allowing("s3:Nothing", "A")) + data("m", `source_policy_documents = [${ref("a")}]`),
      ['INVALID_ACTION at "s3:Nothing"'],
    ],
    [
      "stand in the text that writes them",
      data("m", `source_policy_documents = [${json(stating("s3:Nothing"))}]`),
      ['INVALID_ACTION at "s3:Nothing"'],
    ],
    [
      "stand at the reference to another file",
      data("m", `source_policy_documents = [\n  ${ref("a")}\n]`),
      [`INVALID_ACTION at ${ref("a")}`],
      {
        "m/a.tf": `# long before it, and longer than the file that refers to it, which has few characters\n${data("a", allowing("s3:Nothing", "A"))}`,
      },
    ],
    [
      "are none of a statement that is replaced",
      data("a", allowing("s3:Nothing", "A")) +
        data("m", `source_policy_documents = [${ref("a")}]\n${allowing("s3:GetObject", "A")}`),
      [],
    ],
    [
      "are those of a document that is used by itself, too",
      data("a", allowing("s3:Nothing", "A")) +
        data("m", `source_policy_documents = [${ref("a")}]\n${allowing("s3:GetObject", "A")}`) +
        `resource "aws_iam_policy" "p" {\n  policy = ${ref("a")}\n}\n`,
      ['INVALID_ACTION at "s3:Nothing"'],
    ],
    [
      "are those of a document that another file names",
      data("a", allowing("s3:Nothing", "A")) +
        data("m", `source_policy_documents = [${ref("a")}]\n${allowing("s3:GetObject", "A")}`),
      ['INVALID_ACTION at "s3:Nothing"'],
      { "m/o.tf": `output "o" {\n  value = ${ref("a")}\n}\n` },
    ],
  ])("%s", (_, text, expected, others) => {
    expect(merged(text, others).findings).toEqual(expected);
  });
});

describe("what is not known of merged documents", () => {
  const red = (because: string, at: string, instead = "Validate") =>
    `NOT_ANALYSED_UNRESOLVED: This policy cannot be worked out from the file: ${because}. ${instead === "Validate" ? "Validate" : `${instead}, or validate`} the plan (\`terraform show -json\`), where every value is known. at ${at}`;

  test.each<[string, string, string[]]>([
    [
      "a document of a variable, beside the block's own statements",
      data("m", `source_policy_documents = [var.d]\n${allowing("s3:Nothing")}`),
      [
        red(
          "only Terraform can work out `var.d` in it",
          "var.d",
          "Give `d` a value under `validate.values` of the config",
        ),
        'INVALID_ACTION at "s3:Nothing"',
      ],
    ],
    [
      "what may replace a statement hides it",
      data("m", `override_policy_documents = [local.x]\n${allowing("s3:Nothing", "A")}\n${allowing("s3:Nothing2")}`),
      [red("only Terraform can work out `local.x` in it", "local.x"), 'INVALID_ACTION at "s3:Nothing2"'],
    ],
    [
      "a document that is not known, in a case without any other statement",
      data("m", `source_policy_documents = compact([var.on ? local.x : null])`),
      [red("only Terraform can work out `local.x` in it", "local.x")],
    ],
    [
      "documents in a set",
      data("m", 'source_policy_documents = toset(["{}", "{ }"])'),
      [red("only Terraform can work out the order of a set of documents in it", 'toset(["{}", "{ }"])')],
    ],
    [
      "a document that is known is judged in its own block then",
      data("a", allowing("s3:Nothing")) + data("m", `source_policy_documents = [${ref("a")}, local.x]`),
      ['INVALID_ACTION at "s3:Nothing"', red("only Terraform can work out `local.x` in it", "local.x")],
    ],
    [
      "a value of one",
      data("a", `${allowing("s3:GetObject")}\nstatement {\n  actions = [local.x]\n  resources = ["*"]\n}`) +
        data("m", `source_policy_documents = [${ref("a")}]`),
      [
        red("only Terraform can work out `local.x` in it", "local.x"),
        red("only Terraform can work out `local.x` in it", "local.x"),
      ],
    ],
    [
      "documents that take in each other",
      data("a", `source_policy_documents = [${ref("b")}]`) + data("b", `source_policy_documents = [${ref("a")}]`),
      ["b", "a"].map((name) => red(`only Terraform can work out \`${ref(name)}\` in it`, ref(name))),
    ],
    [
      "one Sid twice",
      data("m", `source_policy_documents = [${json(stating("s3:1", "A"), stating("s3:2", "A"))}]`),
      [
        red(
          "two statements of its source documents have the Sid `A`, which Terraform refuses",
          '"A"',
          "Give each its own Sid",
        ),
      ],
    ],
    [
      "no JSON",
      data("m", 'source_policy_documents = ["nothing"]'),
      [red("a document that it takes in is no JSON object", "nothing", "Correct that document")],
    ],
    [
      "a condition that the provider leaves out",
      data("m", `source_policy_documents = [${json('{ "Condition": { "NumericLessThan": { "k": 3 } } }')}]`),
      [
        red(
          "some versions of the AWS provider leave out a condition whose value is no text, in a document that another takes in",
          "3",
          "Put the value in quotes",
        ),
      ],
    ],
    [
      "a name that the provider leaves out, or reads as another",
      data("m", "source_policy_documents = [jsonencode({ statement = [] })]"),
      [
        red(
          "Terraform leaves out `statement`, or reads it as an element of another name, in a document that another takes in",
          "statement",
          "Correct its name",
        ),
      ],
    ],
    [
      "a boolean in one, which older versions leave out",
      data("m", `source_policy_documents = [${json('{ "Condition": { "Bool": { "k": ["true", false] } } }')}]`),
      [
        red(
          "some versions of the AWS provider leave out a condition whose value is no text, in a document that another takes in",
          "false",
          "Put the value in quotes",
        ),
      ],
    ],
    [
      "a principal that the provider opens to all",
      data("m", `source_policy_documents = [${json('{ "Principal": "111122223333" }')}]`),
      [
        red(
          'Terraform writes `"*"` for a `Principal` that is a text, in a document that another takes in',
          '"111122223333"',
          "Write an object with the type of the principal",
        ),
      ],
    ],
    [
      "one statement without a list",
      data("m", 'source_policy_documents = [jsonencode({ Statement = { Action = "s3:1" } })]'),
      [
        red(
          "its `Statement` is no list, and Terraform refuses that in a document that another takes in",
          '{ Action = "s3:1" }',
          "Put it in `[` and `]`",
        ),
      ],
    ],
    [
      "an instance that there may not be",
      data("a", `count = var.n\n${allowing("s3:GetObject")}`) +
        data("m", `source_policy_documents = [try(data.aws_iam_policy_document.a[0].json, "")]`),
      [
        red(
          "only Terraform can work out `data.aws_iam_policy_document.a[0].json` in it",
          "data.aws_iam_policy_document.a[0].json",
        ),
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(merged(text).findings).toEqual(expected);
  });
});

test.each([
  [
    "sources",
    data("a", allowing("s3:GetObject")) + data("m", `source_policy_documents = [${`${ref("a")},`.repeat(20_000)}]`),
  ],
  [
    "documents that double",
    data("d0", allowing("s3:GetObject")) +
      Array.from({ length: 100 }, (_, i) =>
        data(`d${i + 1}`, `source_policy_documents = [${ref(`d${i}`)}, ${ref(`d${i}`)}]`),
      ).join(""),
  ],
  [
    "documents in a row",
    data("d0", allowing("s3:GetObject")) +
      Array.from({ length: 3_000 }, (_, i) => data(`d${i + 1}`, `source_policy_documents = [${ref(`d${i}`)}]`)).join(
        "",
      ),
  ],
  [
    "documents of which each takes in all others",
    Array.from({ length: 150 }, (_, i) =>
      data(
        `d${i}`,
        `source_policy_documents = [${Array.from({ length: 150 }, (_unused, j) => ref(`d${j}`)).join(",")}]`,
      ),
    ).join(""),
  ],
])("very many %s end in time", (_, text) => {
  const { findings } = merged(text);
  expect(findings.some((one) => one.startsWith("NOT_ANALYSED"))).toBe(true);
});
