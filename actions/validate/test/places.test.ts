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
const giving = (value: string) => `module "m" {\n  source = "./m"\n  rights = ${value}\n}\n`;
const local = (value: string) => `locals {\n  p = ${value}\n}\n`;

const get = "s3:GetObject";
const put = "s3:PutObject";
const narrow = document("narrow", get);
const both = narrow + document("wide", get, put);
const variable = (standard: string) => `variable "wide" {\n  type    = bool\n  default = ${standard}\n}\n`;
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
