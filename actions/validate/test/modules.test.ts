import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type FakeGitHub, startGitHub } from "../../../packages/github/test/github-server.ts";
import { type Repository, repository } from "./repository.ts";
import { pullRequest, runAction } from "./run-action.ts";

let github: FakeGitHub | undefined;
afterEach(async () => {
  expect(github?.faults ?? []).toEqual([]);
  await github?.close();
  github = undefined;
});

const policy = (comment = "") =>
  `${comment}resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "*" }] })\n}\n`;
const locals = (...actions: readonly string[]) => `locals {\n  actions = ${JSON.stringify(actions)}\n}\n`;
const narrow = { "m/iam.tf": policy(), "m/locals.tf": locals("s3:GetObject") };

type Files = Readonly<Record<string, string | undefined>>;

function change(
  before: Readonly<Record<string, string>>,
  after: Files,
  more: (repo: Repository) => void = () => undefined,
) {
  const repo = repository(before);
  const base = repo.git("rev-parse", "HEAD");
  repo.write(after);
  more(repo);
  const head = repo.commit();
  return { repository: repo, event: pullRequest({ base, head }), head, base };
}

describe("a changed policy is read with the files beside it", () => {
  test.each<[string, Files, string]>([
    ["that have not changed", { "m/iam.tf": policy("# x\n") }, "none"],
    [
      "that have changed too",
      { "m/iam.tf": policy("# x\n"), "m/locals.tf": locals("s3:GetObject", "s3:PutObject") },
      "new",
    ],
    [
      "that have moved too",
      { "m/iam.tf": policy("# x\n"), "m/locals.tf": undefined, "m/l.tf": locals("s3:GetObject") },
      "none",
    ],
  ])("%s, and compared with the base as that has them", async (_, after, access) => {
    const { outputs } = await runAction(change(narrow, after));
    expect([outputs["not-analysed"], outputs["new-access"]]).toEqual(["0", access]);
  });

  test.each<[string, Files, Readonly<Record<string, string>>, string]>([
    ["a wildcard", { "m/outputs.tf": "# none\n", "m/versions.tf": "" }, { paths: "m/*.tf" }, "0"],
    ["their name", { "m/outputs.tf": "# none\n", "m/versions.tf": "" }, { paths: "m/outputs.tf\nm/versions.tf" }, "2"],
    ["a wildcard, where one cannot be read", { "m/outputs.tf": "output {" }, { paths: "m/*.tf" }, "1"],
    ["a wildcard, where one has lost its policies", { "m/iam.tf": "" }, { paths: "m/*.tf" }, "1"],
  ])("changed files without a policy, reached by %s", async (_, after, inputs, notAnalysed) => {
    const { outputs } = await runAction({ ...change(narrow, after), inputs });
    expect(outputs["not-analysed"]).toBe(notAnalysed);
  });

  test("its folder being renamed, each side has its own", async () => {
    const after = {
      "m/iam.tf": undefined,
      "m/locals.tf": undefined,
      "n/iam.tf": policy(),
      "n/locals.tf": locals("s3:*"),
    };
    const { outputs } = await runAction(change(narrow, after));
    expect([outputs["not-analysed"], outputs["new-access"]]).toEqual(["0", "new"]);
  });

  test("in the repository's own folder, too", async () => {
    const before = { "iam.tf": policy(), "locals.tf": locals("s3:GetObject"), "m/locals.tf": locals("s3:*") };
    const after = { "iam.tf": policy("# x\n"), "locals.tf": locals("s3:PutObject") };
    const { outputs } = await runAction(change(before, after));
    expect([outputs["not-analysed"], outputs["new-access"]]).toEqual(["0", "new"]);
    const away = "1".repeat(40);
    const { repository: repo, head } = change(before, after);
    const files = [{ filename: "iam.tf", status: "modified", patch: "@@ -1 +1 @@\n-x\n+x" }] as const;
    const contents = Object.fromEntries(Object.entries(before).map(([name, text]) => [`${name}@${away}`, text]));
    github = await startGitHub({ files, contents });
    const run = await runAction({ repository: repo, event: pullRequest({ base: away, head }), github: github.url });
    expect([run.outputs["not-analysed"], run.outputs["new-access"]]).toEqual(["0", "new"]);
  });

  test("what the base's folder does not tell is not known to be nothing", async () => {
    const before = { "m/iam.tf": policy(), "m/variables.tf": 'variable "x" {}\n' };
    const after = { "m/iam.tf": policy("# x\n"), "m/locals.tf": locals("s3:GetObject") };
    const run = await runAction({ ...change(before, after), inputs: { "new-access": "fail" } });
    expect([run.status, run.outputs["new-access"]]).toEqual([1, "unknown"]);
  });

  test.each<[string, (repo: Repository) => void, string]>([
    ["inside of the repository", ({ folder }) => symlinkSync("../used.tf", join(folder, "m/used.tf")), "0"],
    [
      "out of it",
      ({ folder }) => {
        writeFileSync(`${folder}-out.tf`, locals("s3:GetObject"));
        symlinkSync(`${folder}-out.tf`, join(folder, "m/used.tf"));
      },
      // The policy, and the link, which is itself a changed file.
      "2",
    ],
  ])("through a link %s", async (_, link, notAnalysed) => {
    const files = { "m/iam.tf": policy(), "used.tf": locals("s3:GetObject") };
    const run = await runAction(change(files, { "m/iam.tf": policy("# x\n") }, link));
    expect(run.outputs["not-analysed"]).toBe(notAnalysed);
    if (notAnalysed === "2") expect(run.summary).toContain("it is a symbolic link out of the repository");
  });

  test("what a link leads to is changed alone", async () => {
    const repo = repository({ "m/iam.tf": policy(), "used.tf": locals("s3:GetObject") });
    symlinkSync("../used.tf", join(repo.folder, "m/used.tf"));
    const base = repo.commit();
    repo.write({ "used.tf": locals("s3:*") });
    const head = repo.commit();
    const { outputs, summary } = await runAction({ repository: repo, event: pullRequest({ base, head }) });
    expect(summary).toContain("decide what stands there: m/iam.tf");
    expect([outputs["not-analysed"], outputs["new-access"]]).toEqual(["0", "new"]);
  });

  test("a link of the base is followed inside of the repository", async () => {
    const repo = repository({ "m/iam.tf": policy(), "used.tf": locals("s3:GetObject") });
    symlinkSync("../used.tf", join(repo.folder, "m/used.tf"));
    const base = repo.commit();
    repo.write({ "m/iam.tf": policy("# x\n"), "used.tf": locals("s3:*") });
    const head = repo.commit();
    const { outputs } = await runAction({ repository: repo, event: pullRequest({ base, head }) });
    expect([outputs["not-analysed"], outputs["new-access"]]).toEqual(["0", "new"]);
  });
});

describe("a policy that the change alters without touching its file", () => {
  const decides = (standard: string) => `variable "open" {\n  default = ${standard}\n}\n`;
  const decided = {
    "m/iam.tf": policy().replace("local.actions", 'var.open ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"]'),
    "m/locals.tf": decides("false"),
  };
  const document = `data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["*"]\n  }\n}\n`;
  const use = (resource: string) => `resource "${resource}" "r" {\n  policy = data.aws_iam_policy_document.d.json\n}\n`;
  const variables = 'variable "x" {}\n';

  test.each<[string, Readonly<Record<string, string>>, Files, string]>([
    ["through a local", narrow, { "m/locals.tf": locals("s3:GetObject", "s3:PutObject") }, "new"],
    ["through a local that moves", narrow, { "m/locals.tf": undefined, "m/l.tf": locals("s3:*") }, "new"],
    ["through the default of a variable", decided, { "m/locals.tf": decides("true") }, "new"],
    [
      "through the default of a variable, back",
      { ...decided, "m/locals.tf": decides("true") },
      { "m/locals.tf": decides("false") },
      "none",
    ],
    [
      "through an override",
      { ...narrow, "m/x_override.tf": "# none yet\n" },
      { "m/x_override.tf": locals("s3:*") },
      "not-asked",
    ],
    [
      "through what a document is used for",
      { "m/iam.tf": document, "m/use.tf": use("aws_iam_policy") },
      { "m/use.tf": use("aws_kms_key") },
      "none",
    ],
  ])("%s is looked at", async (_, before, after, access) => {
    const run = await runAction(change(before, after));
    expect(run.summary).toContain("decide what stands there: m/iam.tf");
    expect(run.outputs["new-access"]).toBe(access);
    expect(run.outputs["not-analysed"]).toBe(access === "not-asked" ? "1" : "0");
  });

  test.each<[string, Readonly<Record<string, string>>, Files, Record<string, string>]>([
    [
      "by another local",
      { ...narrow, "m/tags.tf": 'locals {\n  x = "a"\n}\n' },
      { "m/tags.tf": 'locals {\n  x = "b"\n}\n' },
      {},
    ],
    ["by how the local is written", narrow, { "m/locals.tf": `# x\n${locals("s3:GetObject")}` }, {}],
    ["by a file of another folder", { ...narrow, "locals.tf": locals("a:b") }, { "locals.tf": locals("c:d") }, {}],
    ["where nothing is declared", { ...narrow, "m/v.tf": variables }, { "m/v.tf": `# x\n${variables}` }, {}],
    ["and no path reaches it", narrow, { "m/locals.tf": locals("s3:*") }, { paths: "m/l*.tf" }],
  ])("one that is not altered %s is left alone", async (_, before, after, inputs) => {
    const run = await runAction({ ...change(before, after), inputs });
    expect(run.summary).not.toContain("Also looked at");
    expect(run.outputs["new-access"]).toBe("not-asked");
  });

  test("files of the folder that are beyond the limit are said", async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m/a${i}.tf`, variables]));
    const run = await runAction(change({ ...narrow, ...many }, { "m/a0.tf": `# x\n${variables}` }));
    expect(run.summary).toContain("Not looked at: 2 Terraform files beside changed ones");
  });

  test("one of which that cannot be told is looked at", async () => {
    const { repository: repo, head } = change(narrow, { "m/locals.tf": locals("s3:*") });
    const files = [{ filename: "m/locals.tf", status: "modified", patch: "@@ -1 +1 @@\n-x\n+x" }] as const;
    const intercept = ({ path }: { readonly path: string }) =>
      path.includes("/contents/") ? { status: 403 } : undefined;
    github = await startGitHub({ files, intercept });
    const run = await runAction({
      repository: repo,
      event: pullRequest({ base: "1".repeat(40), head }),
      github: github.url,
    });
    expect(run.summary).toContain("NOT&#95;ANALYSED&#95;BASE&#95;UNREADABLE");
    expect(run.status).toBe(1);
  });
});

describe("where GitHub has the base", () => {
  const away = "1".repeat(40);
  const files = [{ filename: "m/iam.tf", status: "modified", patch: "@@ -1 +1 @@\n-x\n+x" }] as const;
  const contents = Object.fromEntries(Object.entries(narrow).map(([name, text]) => [`${name}@${away}`, text]));

  test("its folder is read, once", async () => {
    const { repository: repo, head } = change(narrow, { "m/iam.tf": policy("# x\n"), "m/locals.tf": locals("s3:*") });
    github = await startGitHub({ files, contents });
    const run = await runAction({ repository: repo, event: pullRequest({ base: away, head }), github: github.url });
    expect([run.outputs["not-analysed"], run.outputs["new-access"]]).toEqual(["0", "new"]);
    const asked = github.requests.filter(({ path }) => path.includes("/contents/")).map(({ path }) => path);
    expect(asked.filter((path) => path.endsWith("/contents/m"))).toHaveLength(1);
    expect(asked.filter((path) => path.endsWith("/contents/m/locals.tf"))).toHaveLength(1);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "in a folder that the base has",
      { [`m/old.tf@${away}`]: policy().replace("local.actions", '"s3:GetObject"') },
      "new",
    ],
    ["in a new folder", { [`other.tf@${away}`]: locals() }, "not-asked"],
  ])("what a new file %s was elsewhere", async (_, before, access) => {
    const { repository: repo, head } = change({}, { "m/iam.tf": policy().replace("local.actions", '"s3:*"') });
    const added = [{ filename: "m/iam.tf", status: "added", patch: "@@ -0,0 +1 @@\n+x" }] as const;
    github = await startGitHub({ files: added, contents: before });
    const run = await runAction({ repository: repo, event: pullRequest({ base: away, head }), github: github.url });
    expect([run.outputs["not-analysed"], run.outputs["new-access"]]).toEqual(["0", access]);
  });

  test("a folder that it does not show is not analysed, and red", async () => {
    const { repository: repo, head } = change(narrow, { "m/iam.tf": policy("# x\n") });
    const intercept = ({ path }: { readonly path: string }) =>
      path.endsWith("/contents/m") ? { status: 403 } : undefined;
    github = await startGitHub({ files, contents, intercept });
    const run = await runAction({ repository: repo, event: pullRequest({ base: away, head }), github: github.url });
    expect(run.summary).toContain("NOT&#95;ANALYSED&#95;BASE&#95;UNREADABLE");
    expect(run.status).toBe(1);
  });

  test("it is not asked for the folder of a policy that stands by itself", async () => {
    const alone = (action: string) => policy().replace("local.actions", `"${action}"`);
    const { repository: repo, head } = change(
      { "m/iam.tf": alone("s3:GetObject") },
      { "m/iam.tf": alone("s3:PutObject") },
    );
    github = await startGitHub({ files, contents: { [`m/iam.tf@${away}`]: alone("s3:GetObject") } });
    const run = await runAction({ repository: repo, event: pullRequest({ base: away, head }), github: github.url });
    expect(run.outputs["new-access"]).toBe("new");
    expect(github.requests.filter(({ path }) => path.endsWith("/contents/m"))).toEqual([]);
  });
});
