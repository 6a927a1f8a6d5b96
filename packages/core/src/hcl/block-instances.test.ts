import { describe, expect, test } from "vitest";
import { findPolicies } from "../find-policies.ts";
import { plainValue } from "../syntax/node.ts";
import { validateFiles } from "../validate-files.ts";

const buckets = (inner: string) => `resource "aws_s3_bucket" "b" {\n${inner}\n}\n`;
const policy = (resources: string, more = "") =>
  `data "aws_iam_policy_document" "d" {\n${more}\n  statement {\n    actions = ["s3:GetObject"]\n    resources = ${resources}\n  }\n}\n`;

/** The resources of each policy, by what tells it from the others. */
function resources(text: string): Readonly<Record<string, unknown>> {
  const found = findPolicies({ path: "m.tf", text }).map(({ name = "", policy: { node } }) => [
    name.replace(/^data\.aws_iam_policy_document\.d(?:, where )?/, ""),
    (plainValue(node) as { Statement: [{ Resource: unknown }] }).Statement[0].Resource,
  ]);
  return Object.fromEntries(found);
}

function reasons(text: string): readonly string[] {
  return validateFiles([{ path: "m.tf", text }]).flatMap((outcome) =>
    outcome.kind === "not-analysed"
      ? [/only Terraform can work out (.*?) in it/.exec(outcome.finding.findingDetails)?.[1] ?? "?"]
      : [],
  );
}

const s3 = (...names: string[]) => names.map((name) => `arn:aws:s3:::${name}`);
const keyed = buckets('  for_each = { x = "one", y = "two" }\n  bucket = "${each.value}-${each.key}"');

describe("instances of another block", () => {
  test.each<[string, string, unknown]>([
    [
      "by a key",
      keyed + policy('[aws_s3_bucket.b["x"].arn, aws_s3_bucket.b["y"].bucket]'),
      ["arn:aws:s3:::one-x", "two-y"],
    ],
    ["all of them", keyed + policy("[for b in aws_s3_bucket.b : b.arn]"), s3("one-x", "two-y")],
    [
      "by their keys",
      keyed + policy('[for k, b in aws_s3_bucket.b : "${b.arn}/${k}/*"]'),
      s3("one-x/x/*", "two-y/y/*"),
    ],
    ["of `values`", keyed + policy("values(aws_s3_bucket.b)[*].arn"), s3("one-x", "two-y")],
    [
      "by an index",
      buckets('  count = 2\n  bucket = "n${count.index}"') + policy("[aws_s3_bucket.b[0].arn, aws_s3_bucket.b.1.arn]"),
      s3("n0", "n1"),
    ],
    [
      "counted, all of them",
      buckets('  count = 2\n  bucket = "n${count.index}"') + policy("aws_s3_bucket.b[*].arn"),
      s3("n0", "n1"),
    ],
    [
      "with names that the deployment makes up",
      buckets('  for_each = toset(["x", "y"])') + policy("[for b in aws_s3_bucket.b : b.arn]"),
      s3("b-x", "b-y"),
    ],
    ["whose keys are not known", buckets("  for_each = var.all") + policy('[aws_s3_bucket.b["x"].arn]'), s3("b-x")],
    [
      "whose keys are not known, by a name of the key",
      buckets('  for_each = var.all\n  bucket = "data-${each.key}"') + policy('[aws_s3_bucket.b["x"].arn]'),
      s3("data-x"),
    ],
    ["by a key that is not known", buckets("  for_each = var.all") + policy("[aws_s3_bucket.b[var.k].arn]"), s3("b")],
    ["an index without any need", buckets('  bucket = "a"') + policy("[aws_s3_bucket.b[0].arn]"), s3("a")],
    [
      "what a data source tells in one",
      `data "aws_partition" "p" {\n  count = 1\n}\n${policy('["arn:${data.aws_partition.p[0].partition}:s3:::a"]')}`,
      s3("a"),
    ],
  ])("%s", (_, text, expected) => expect(resources(text)).toEqual({ "": expected }));

  test.each([
    ["an attribute that is not known", keyed + policy("[for b in aws_s3_bucket.b : b.website]"), "`b.website`"],
    ["the whole object", keyed + policy("values(aws_s3_bucket.b)"), "`the other attributes`"],
    [
      "keys that are not known",
      buckets("  for_each = var.all") + policy("[for b in aws_s3_bucket.b : b.arn]"),
      "`aws_s3_bucket.b`",
    ],
    [
      "a key that makes no name",
      buckets("  for_each = var.all") + policy('[aws_s3_bucket.b["a/*"].arn]'),
      '`aws_s3_bucket.b["a/*"].arn`',
    ],
    [
      "an instance by itself",
      buckets('  for_each = { x = aws_s3_bucket.b["x"].arn }\n  bucket = each.value') +
        policy('[aws_s3_bucket.b["y"].website]'),
      '`aws_s3_bucket.b["y"].website`',
    ],
    [
      "instances by themselves",
      buckets("  for_each = aws_s3_bucket.b") + policy("[for b in aws_s3_bucket.b : b.arn]"),
      "`aws_s3_bucket.b`",
    ],
    ["far too many", buckets("  count = 1000000") + policy("aws_s3_bucket.b[*].arn"), "`aws_s3_bucket.b[*].arn`"],
  ])("%s", (_, text, expected) => expect(reasons(text)).toEqual([expected]));
});

describe("instances of the policy's own block", () => {
  const name = '["arn:aws:s3:::${local.names[count.index]}"]';
  const local = 'locals {\n  names = ["a", "b"]\n}\n';

  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    [
      "each of those that are counted",
      local + policy(name, "count = length(local.names)"),
      { "count.index == 0": s3("a"), "count.index == 1": s3("b") },
    ],
    ["those that are alike", policy('["arn:aws:s3:::a"]', "count = 2"), { "": s3("a") }],
    ["the only one", local + policy(name, "count = var.on ? 1 : 0"), { "": s3("a") }],
    [
      "as many as there are in some case",
      local + policy(name, "count = var.on ? length(local.names) : 0"),
      { "count.index == 0": s3("a"), "count.index == 1": s3("b") },
    ],
    [
      "of a block that goes through another",
      keyed + policy("[each.value.arn]", "for_each = aws_s3_bucket.b"),
      { 'each.key == "x"': s3("one-x"), 'each.key == "y"': s3("two-y") },
    ],
  ])("%s", (_, text, expected) => expect(resources(text)).toEqual(expected));

  test("that are not known", () => {
    expect(reasons(local + policy(name, "count = var.n"))).toEqual(["`count.index`"]);
  });
});
