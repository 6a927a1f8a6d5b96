import { expect, test } from "vitest";
import { repository } from "./repository.ts";
import { pullRequest, runAction } from "./run-action.ts";

/* What a place of a Terraform module was before, wherever that stood and whatever it was called. */

type Files = Readonly<Record<string, string | undefined>>;

const statement = (...actions: readonly string[]) =>
  `  statement {\n    actions   = ${JSON.stringify(actions)}\n    resources = ["*"]\n  }\n`;
const document = (name: string, ...actions: readonly string[]) =>
  `data "aws_iam_policy_document" "${name}" {\n${statement(...actions)}}\n`;
const denial =
  '  statement {\n    effect    = "Deny"\n    actions   = ["s3:DeleteObject"]\n    resources = ["*"]\n  }\n}\n';
const written = (...actions: readonly string[]) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = "*" }] })`;
const taking = (value: string, name = "p") => `resource "aws_iam_policy" "${name}" {\n  policy = ${value}\n}\n`;
const json = (name: string) => `data.aws_iam_policy_document.${name}.json`;
const held = (value: string) => `resource "aws_ssm_parameter" "p" {\n  value = ${value}\n}\n`;
const giving = (value: string) => `module "m" {\n  source = "./m"\n  rights = ${value}\n}\n`;
const local = (value: string) => `locals {\n  p = ${value}\n}\n`;

const get = "s3:GetObject";
const put = "s3:PutObject";
const narrow = document("narrow", get);
const both = narrow + document("wide", get, put);
const merged = `data "aws_iam_policy_document" "merged" {\n  source_policy_documents = [${json("narrow")}]\n}\n`;
const eachTaking = (each: string, value: string) => taking(value).replace("{\n", `{\n  for_each = { x = ${each} }\n`);
const some = (argument: string, actions: string) =>
  `data "aws_iam_policy_document" "some" {\n  ${argument}\n${statement().replace("[]", actions)}}\n`;
const keyed = some(`for_each = { a = ["${get}"], b = ["${get}", "${put}"] }`, "each.value");
const counted = some("count = 2", `[["${get}"], ["${get}", "${put}"]][count.index]`);
const ofKey = (key: string) => `data.aws_iam_policy_document.some[${key}].json`;
const variable = (standard: string, type = "bool") =>
  `variable "wide" {\n  type    = ${type}\n  default = ${standard}\n}\n`;
const either = taking(`var.wide ? ${json("wide")} : ${json("narrow")}`);
const values = (wide: boolean) => `version: 1\nvalidate:\n  values:\n    "**": { wide: ${wide} }\n`;

test.each<[string, Record<string, string>, Files, string]>([
  ["another document", { "a.tf": both + taking(json("narrow")) }, { "a.tf": both + taking(json("wide")) }, "new"],
  ["one that allows less", { "a.tf": both + taking(json("wide")) }, { "a.tf": both + taking(json("narrow")) }, "none"],
  [
    "another document, in another file",
    { "a.tf": both, "b.tf": taking(json("narrow")) },
    { "b.tf": taking(json("wide")) },
    "new",
  ],
  [
    "another document, by a local",
    { "a.tf": both + taking("local.p"), "b.tf": local(json("narrow")) },
    { "b.tf": local(json("wide")) },
    "new",
  ],
  [
    "another document, for a module",
    { "a.tf": both + giving(json("narrow")) },
    { "a.tf": both + giving(json("wide")) },
    "new",
  ],
  [
    "another of two, by their order",
    { "a.tf": both + taking(`coalesce(${json("narrow")}, ${json("wide")})`) },
    { "a.tf": both + taking(`coalesce(${json("wide")}, ${json("narrow")})`) },
    "new",
  ],
  [
    "each of a list, in another order",
    { "a.tf": both + giving(`[${json("narrow")}, ${json("wide")}]`) },
    { "a.tf": both + giving(`[${json("wide")}, ${json("narrow")}]`) },
    "none",
  ],
  [
    "another document in a case",
    { "a.tf": both + either },
    { "a.tf": both + either.replace("var.wide ?", "!var.wide ?") },
    "new",
  ],
  [
    "the same in each case",
    { "a.tf": both + either },
    { "a.tf": both + taking(`!var.wide ? ${json("narrow")} : ${json("wide")}`) },
    "none",
  ],
  [
    "another document, by a default",
    { "a.tf": both + either, "v.tf": variable("false") },
    { "v.tf": variable("true") },
    "new",
  ],
  [
    "another document, by a value",
    { "a.tf": both + either + variable("false"), "redshift-guard.yml": values(false) },
    { "redshift-guard.yml": values(true) },
    "new",
  ],
  [
    "a document instead of what was written there",
    { "a.tf": both + taking(written(get)) },
    { "a.tf": both + taking(json("wide")) },
    "new",
  ],
  [
    "what is written there instead of a document",
    { "a.tf": both + taking(json("narrow")) },
    { "a.tf": both + taking(written(put)) },
    "new",
  ],
  [
    "as much, written there",
    { "a.tf": both + taking(json("narrow")) },
    { "a.tf": both + taking(written(get)) },
    "none",
  ],
  [
    "what comes from another file",
    { "a.tf": taking(written(get)) + taking(written(get), "q"), "b.tf": variable("false") },
    { "a.tf": taking(written(get), "q"), "b.tf": variable("false") + taking(written(put)) },
    "new",
  ],
  [
    "what comes from another file, into a new one",
    { "a.tf": both },
    { "a.tf": document("wide", get, put), "b.tf": document("narrow", put) },
    "new",
  ],
  ["as much, from another file", { "a.tf": both }, { "a.tf": document("wide", get, put), "b.tf": narrow }, "none"],
  ["what is declared anew", { "a.tf": taking(written(get)) }, { "override.tf": taking(written(put)) }, "new"],
  [
    "a document that is declared anew, without a denial",
    { "a.tf": narrow.replace(/\}\n$/, denial) },
    { "a_override.tf": narrow },
    "unknown",
  ],
  [
    "another document, which is declared anew",
    { "a.tf": both + taking(json("narrow")) },
    { "a_override.tf": taking(json("wide")) },
    "new",
  ],
  [
    "another document, by a map",
    { "a.tf": both + taking('local.p["k"]'), "b.tf": local(`{ k = ${json("narrow")} }`) },
    { "b.tf": local(`{ k = ${json("wide")} }`) },
    "new",
  ],
  [
    "as much, by a map",
    { "a.tf": both + taking(json("narrow")) },
    { "a.tf": both + taking('local.p["k"]') + local(`{ k = ${json("narrow")} }`) },
    "none",
  ],
  [
    "another document, for an instance",
    { "a.tf": both + eachTaking(json("narrow"), "each.value") },
    { "a.tf": both + eachTaking(json("wide"), "each.value") },
    "new",
  ],
  [
    "what a document that is merged takes in, by a map",
    { "a.tf": taking('local.p["k"]'), "b.tf": local(`{ k = ${json("merged")} }`) + merged, "c.tf": narrow },
    { "c.tf": document("narrow", put) },
    "new",
  ],
  [
    "another document, for a module, by a map",
    { "a.tf": both + giving('local.p["k"]'), "b.tf": local(`{ k = ${json("narrow")} }`) },
    { "b.tf": local(`{ k = ${json("wide")} }`) },
    "new",
  ],
  [
    "another document, for a module, in an object",
    { "a.tf": both + giving(`{ k = ${json("narrow")} }`) },
    { "a.tf": both + giving(`{ k = ${json("wide")} }`) },
    "new",
  ],
  [
    "another document, for a module, in an object of a local",
    { "a.tf": both + giving("local.p"), "b.tf": local(`{ k = ${json("narrow")} }`) },
    { "b.tf": local(`{ k = ${json("wide")} }`) },
    "new",
  ],
  ["another instance", { "a.tf": keyed + taking(ofKey('"a"')) }, { "a.tf": keyed + taking(ofKey('"b"')) }, "new"],
  [
    "another instance, by its number",
    { "a.tf": counted + taking("data.aws_iam_policy_document.some[0].json") },
    { "a.tf": counted + taking("data.aws_iam_policy_document.some.*.json[1]") },
    "new",
  ],
  [
    "another instance, in another file",
    { "a.tf": keyed, "b.tf": taking(ofKey('"a"')) },
    { "b.tf": taking(ofKey('"b"')) },
    "new",
  ],
  [
    "another instance, by a local",
    { "a.tf": keyed + taking(ofKey("local.p")), "b.tf": local('"a"') },
    { "b.tf": local('"b"') },
    "new",
  ],
  [
    "another instance, by a default",
    { "a.tf": keyed + taking(ofKey("var.wide")), "v.tf": variable('"a"', "string") },
    { "v.tf": variable('"b"', "string") },
    "new",
  ],
  [
    "an instance by the same default",
    { "a.tf": keyed + taking(ofKey("var.wide")), "v.tf": variable('"a"', "string") },
    { "a.tf": keyed + taking(ofKey("var.wide"), "q"), "v.tf": variable('"a"', "string") },
    "none",
  ],
  [
    "another document, where no policy is expected, by a map",
    { "a.tf": both + held('local.p["k"]'), "b.tf": local(`{ k = ${json("narrow")} }`) },
    { "b.tf": local(`{ k = ${json("wide")} }`) },
    "new",
  ],
  [
    "another instance, of a list of all",
    { "a.tf": counted + taking("element(data.aws_iam_policy_document.some.*.json, 0)") },
    { "a.tf": counted + taking("element(data.aws_iam_policy_document.some.*.json, 1)") },
    "new",
  ],
  [
    "another instance, for a module, by a map",
    { "a.tf": keyed + giving('local.p["k"]'), "b.tf": local(`{ k = ${ofKey('"a"')} }`) },
    { "b.tf": local(`{ k = ${ofKey('"b"')} }`) },
    "new",
  ],
  [
    "another document, for a module, in an object that is worked out",
    { "a.tf": both + giving("merge(local.p, {})"), "b.tf": local(`{ k = ${json("narrow")} }`) },
    { "b.tf": local(`{ k = ${json("wide")} }`) },
    "new",
  ],
  [
    "another document, for a module, in a list that is worked out",
    { "a.tf": both + giving("values(local.p)"), "b.tf": local(`{ k = ${json("narrow")} }`) },
    { "b.tf": local(`{ k = ${json("wide")} }`) },
    "new",
  ],
  [
    "another instance, by the block's own",
    { "a.tf": keyed + eachTaking('"a"', ofKey("each.value")) },
    { "a.tf": keyed + eachTaking('"b"', ofKey("each.value")) },
    "new",
  ],
  [
    "another instance, at a place that is new",
    { "a.tf": keyed + taking(ofKey('"a"')) },
    { "a.tf": keyed + taking(ofKey('"a"')) + taking(ofKey('"b"'), "q") },
    "none",
  ],
  [
    "the instance that says as much as a document",
    { "a.tf": keyed + narrow + taking(json("narrow")) + taking(ofKey('"b"'), "q") },
    { "a.tf": keyed + narrow + taking(ofKey('"a"')) + taking(ofKey('"b"'), "q") },
    "none",
  ],
  [
    "what is new",
    { "a.tf": narrow + taking(json("narrow")) },
    { "b.tf": document("wide", put) + taking(json("wide"), "q") },
    "not-asked",
  ],
  [
    "what is new in a new folder",
    { "a/a.tf": narrow },
    { "b/a.tf": document("wide", put) + taking(json("wide")) },
    "not-asked",
  ],
])("a policy is compared with what it takes the place of: %s", async (_, before, after, access) => {
  const repo = repository(before);
  const base = repo.git("rev-parse", "HEAD");
  repo.write(after);
  const head = repo.commit();
  const { outputs } = await runAction({ repository: repo, event: pullRequest({ base, head }) });
  expect([outputs["not-analysed"], outputs["new-access"]]).toEqual(["0", access]);
});

test("one that is not known is looked at where a local behind it changes", async () => {
  const files = { "a.tf": taking("local.p[var.name]"), "b.tf": local(`{ a = ${written(get)} }`) };
  const repo = repository(files);
  const base = repo.git("rev-parse", "HEAD");
  repo.write({ "b.tf": files["b.tf"].replace(get, put) });
  const head = repo.commit();
  const { outputs, summary } = await runAction({ repository: repo, event: pullRequest({ base, head }) });
  expect(summary).toContain("decide what stands there: a.tf");
  expect(outputs["not-analysed"]).toBe("1");
});
