import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type FakeGitHub, startGitHub } from "../../../packages/github/test/github-server.ts";
import { allowing, type Repository, repository } from "./repository.ts";
import { pullRequest, type RunOptions, runAction } from "./run-action.ts";

let github: FakeGitHub | undefined;
afterEach(async () => {
  expect(github?.faults ?? []).toEqual([]);
  await github?.close();
  github = undefined;
});

const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
});
const before = { "policies/role.json": allowing("s3:GetObject"), "package.json": '{ "version": "1.0.0" }\n' };

/** A pull request from `files` to what the change makes of them. */
function change(
  changes: Readonly<Record<string, string | Buffer | undefined>>,
  more: (repo: Repository) => void = () => undefined,
  files: Readonly<Record<string, string>> = before,
): RunOptions & { readonly head: string } {
  const repo = repository(files);
  const base = repo.git("rev-parse", "HEAD");
  repo.write(changes);
  more(repo);
  const head = repo.commit();
  return { repository: repo, event: pullRequest({ base, head }), head };
}

describe("paths that reach no file are red, whatever is changed", () => {
  const config = (paths: string) => ({ "redshift-guard.yml": `version: 1\nvalidate:\n  paths: ${paths}\n` });

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ["a glob", {}, { paths: "nope/**" }, "of the input <code>paths</code> reaches no file"],
    ["a file", {}, { paths: "policies/role.jsn" }, "Did you mean <code>policies/role.json</code>?"],
    ["one of two", {}, { paths: "policies/**\npolices/*.json" }, "Did you mean <code>policies</code>?"],
    ["the config's", config("polcies/**"), {}, "of <code>redshift-guard.yml</code> reaches no file"],
    ["out of the checkout", {}, { paths: "../policies/**" }, "reaches no file"],
    ["out of it, where there are files", {}, { paths: "../**" }, "reaches no file"],
  ])("%s", async (_, files, inputs, says) => {
    for (const scope of ["changed", "all"]) {
      const proposal = change({ "policies/role.json": open }, undefined, { ...before, ...files });
      const run = await runAction({ ...proposal, inputs: { ...inputs, scope } });
      expect([run.status, Number(run.outputs["not-analysed"])]).toEqual([1, 1]);
      expect(run.summary).toContain(says);
    }
  });

  test.each(["policies", "policies/**", "./policies/*.json", "./policies/role.json", "ci/../policies", "**", "."])(
    "%s reaches one, though nothing there is changed",
    async (paths) => {
      const run = await runAction({ ...change({ "other/role.json": open }), inputs: { paths } });
      if (paths === "**" || paths === ".") expect(run.status).toBe(1);
      else {
        expect([run.status, run.outputs["not-analysed"]]).toEqual([0, "0"]);
        expect(run.summary).toContain("Not looked at, because no path reaches it: other/role.json holds a policy");
      }
    },
  );

  test("the change may remove the last file of a path", async () => {
    const run = await runAction({ ...change({ "policies/role.json": undefined }), inputs: { paths: "policies/**" } });
    expect([run.status, run.outputs["not-analysed"]]).toEqual([0, "0"]);
  });
});

describe("a policy that stands elsewhere is red where its place is changed, though no statement is in the file", () => {
  test.each<[string, string]>([
    ["main.tf", 'resource "aws_iam_role" "r" {\n  assume_role_policy = file("trust.txt")\n}\n'],
    ["main.tf", 'data "aws_iam_policy_document" "d" {\n  source_policy_documents = [var.trust]\n}\n'],
    ["t.yml", "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: !Ref P\n"],
  ])("%s: %s", async (path, text) => {
    const run = await runAction(change({ [path]: text, "trust.txt": open }));
    expect([run.status, run.outputs["not-analysed"]]).toEqual([1, "1"]);
  });
});

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 1234\n`;

describe("a policy that is none any more is red", () => {
  const keys = JSON.stringify({ Rules: [{ allow: "s3:GetObject" }] });

  test.each<[string, Record<string, string | Buffer>, string]>([
    ["cut off", { "policies/role.json": '{"Statement": ' }, "NOT&#95;ANALYSED&#95;SYNTAX"],
    [
      "misspelt",
      { "policies/role.json": open.replace("Statement", "Sttement").replace(/"Version":"[^"]*",/, "") },
      "NO&#95;STATEMENT",
    ],
    ["something else", { "policies/role.json": keys }, "NOT&#95;ANALYSED&#95;POLICY&#95;LOST"],
    ["empty", { "policies/role.json": "" }, "NOT&#95;ANALYSED&#95;POLICY&#95;LOST"],
    [
      "cut off before its statements",
      { "policies/role.json": '{\n  "Version": "2012-10-17",\n  "Statemen' },
      "NOT&#95;ANALYSED&#95;POLICY&#95;LOST",
    ],
    [
      "without statements",
      { "policies/role.json": '{ "Version": "2012-10-17" }' },
      "NOT&#95;ANALYSED&#95;POLICY&#95;LOST",
    ],
    ["a pointer of Git LFS", { "policies/role.json": pointer }, "NOT&#95;ANALYSED&#95;POLICY&#95;LOST"],
    ["UTF-16", { "policies/role.json": Buffer.from(`\ufeff${open}`, "utf16le") }, "UTF-16"],
  ])("%s", async (_, changes, says) => {
    const proposal = change(changes);
    const offline = await runAction(proposal);
    expect(offline.summary).toContain(says);
    expect([offline.status, offline.outputs["not-analysed"]]).toEqual([1, "1"]);
    const old = before["policies/role.json"].split("\n").slice(0, -1);
    const patch = `@@ -1,${old.length} +1 @@\n${old.map((line) => `-${line}`).join("\n")}\n+…`;
    github = await startGitHub({ files: [{ filename: "policies/role.json", status: "modified", patch }] });
    const listed = await runAction({ ...proposal, github: github.url });
    expect(listed.summary).toContain(says);
    expect(listed.status).toBe(1);
  });

  test("a template and a module that are cut off", async () => {
    const template = { AWSTemplateFormatVersion: "2010-09-09", Resources: { P: { Type: "AWS::IAM::ManagedPolicy" } } };
    const properties = { PolicyDocument: JSON.parse(allowing("s3:GetObject")) };
    const files = {
      "t.json": JSON.stringify({ ...template, Resources: { P: { ...template.Resources.P, Properties: properties } } }),
      "m.tf": `resource "aws_iam_policy" "p" {\n  policy = jsonencode(${allowing("s3:GetObject")})\n}\n`,
    };
    const changes = {
      "t.json": JSON.stringify(template).slice(0, -5),
      "m.tf": files["m.tf"].slice(0, 40),
    };
    const run = await runAction(change(changes, undefined, { ...before, ...files }));
    // The template's faults are findings.
    expect([run.status, run.outputs["not-analysed"], run.outputs["errors"]]).toEqual([1, "1", "2"]);
  });

  test("renamed to a text file it is looked at, and said", async () => {
    const rename = (text: string) => change({ "policies/role.json": undefined, "policies/role.txt": text });
    const same = await runAction(rename(allowing("s3:GetObject")));
    expect(same.status).toBe(0);
    expect(same.summary).toContain("because of its former name alone");
    const broken = await runAction(rename(allowing("s3:GetObject", "s3:PutObjekt")));
    expect([broken.status, broken.outputs["errors"]]).toEqual([1, "1"]);
  });

  test("what never was one, is deleted, or is a template without one is green", async () => {
    const template = (resources: object) =>
      JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources: resources }, null, 2);
    const withPolicy = template({
      P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: JSON.parse(allowing("s3:GetObject")) } },
    });
    const proposal = change(
      { "package.json": '{ "version": "1.0.1" }\n', "policies/role.json": undefined, "t.json": template({}) },
      undefined,
      { ...before, "t.json": withPolicy },
    );
    const run = await runAction(proposal);
    expect([run.status, run.outputs["not-analysed"]]).toEqual([0, "0"]);
  });

  test("where the diff shows that no policy was there, the base is not asked for", async () => {
    const proposal = change({ "package.json": '{ "version": "1.0.1" }\n' });
    const patch = '@@ -1 +1 @@\n-{ "version": "1.0.0" }\n+{ "version": "1.0.1" }';
    github = await startGitHub({ files: [{ filename: "package.json", status: "modified", patch }] });
    const gone = "1".repeat(40);
    const run = await runAction({
      ...proposal,
      event: pullRequest({ base: gone, head: proposal.head }),
      github: github.url,
    });
    expect(run.status).toBe(0);
    expect(github.requests.filter(({ path }) => path.includes("/contents/"))).toEqual([]);
  });
});

describe("what cannot be read is told as what it is", () => {
  test("links to nothing and to themselves", async () => {
    const run = await runAction(
      change({}, ({ folder }) => {
        symlinkSync("nowhere.json", join(folder, "dangling.json"));
        symlinkSync("loop.json", join(folder, "loop.json"));
      }),
    );
    expect(run.summary).toContain("It is a symbolic link to <code>nowhere.json</code>, which is not there.");
    expect(run.summary).toContain("a symbolic link that leads back to itself");
    expect(run.status).toBe(1);
  });

  test("pointers of Git LFS", async () => {
    const pointers = { "policies/a.json": pointer };
    const found = await runAction(change(pointers));
    expect(found.summary).toContain("Not looked at: policies/a.json is a pointer of Git LFS.");
    expect([found.status, found.outputs["not-analysed"]]).toEqual([0, "0"]);
    for (const scope of ["changed", "all"]) {
      const named = await runAction({ ...change(pointers), inputs: { scope, paths: "policies/**" } });
      expect(named.summary).toContain("It is a pointer of Git LFS, not the file itself.");
      expect([named.status, named.outputs["not-analysed"]]).toEqual([1, "1"]);
    }
  });

  test("a file that no path reaches and that is not in the checkout is no link", async () => {
    const proposal = change({ "other.json": "{}" }, undefined, before);
    proposal.repository.write({ "other.json": undefined });
    const run = await runAction({ ...proposal, inputs: { paths: "policies/**" } });
    expect(run.summary).not.toContain("symbolic");
    expect(run.status).toBe(0);
  });

  test.each(["config", "baseline", "reference-policy"])("the input %s with a wrong name", async (input) => {
    const run = await runAction({ ...change({}), inputs: { [input]: "gone.yml" } });
    expect(run.summary).toContain(`The input <code>${input}</code> names this file, and it is not in the checkout.`);
    expect(run.status).toBe(1);
  });
});

describe("a submodule of which another commit is taken", () => {
  const wide = allowing("s3:GetObject", "s3:PutObjekt");

  /** The change takes a commit in which the submodule's policy allows more. */
  function bump(): RunOptions & { readonly repository: Repository } {
    const module = repository({ "role.json": allowing("s3:GetObject") });
    const repo = repository({ "readme.md": "" });
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module.folder, "modules/shared");
    const base = repo.commit();
    module.write({ "role.json": wide });
    module.commit();
    repo.git("-C", "modules/shared", "pull", "--quiet", module.folder, "main");
    return { repository: repo, event: pullRequest({ base, head: repo.commit() }) };
  }

  const patch = `@@ -1 +1 @@\n-Subproject commit ${"1".repeat(40)}\n+Subproject commit ${"2".repeat(40)}`;

  test("is looked at whole, with git's list and GitHub's", async () => {
    const proposal = bump();
    const byGit = await runAction(proposal);
    expect([byGit.status, byGit.outputs["errors"], byGit.outputs["new-access"]]).toEqual([1, "1", "unknown"]);
    // The proposal may ask git not to show it.
    proposal.repository.git("config", "--file", ".gitmodules", "submodule.modules/shared.ignore", "all");
    proposal.repository.git("commit", "--all", "--amend", "--no-edit", "--quiet");
    const [base, head] = ["HEAD~1", "HEAD"].map((commit) => proposal.repository.git("rev-parse", commit));
    const hidden = await runAction({ ...proposal, event: pullRequest({ base: `${base}`, head: `${head}` }) });
    expect(hidden.status).toBe(1);
    github = await startGitHub({ files: [{ filename: "modules/shared", status: "modified", patch }] });
    const byGitHub = await runAction({ ...proposal, github: github.url, inputs: { "new-access": "fail" } });
    expect([byGitHub.status, byGitHub.outputs["errors"], byGitHub.outputs["not-analysed"]]).toEqual([1, "1", "1"]);
    expect(byGitHub.summary).toContain("It stands in the submodule <code>modules/shared</code>");
    expect(github.checkRuns[0]?.annotations.map(({ path }) => path)).toContain("modules/shared/role.json");
  });

  test("is said where the checkout has none of it, and red where a path means it", async () => {
    const proposal = bump();
    proposal.repository.git("submodule", "--quiet", "deinit", "--force", "modules/shared");
    const run = await runAction(proposal);
    expect(run.summary).toContain("Not looked at: modules/shared is a submodule without a file in the checkout.");
    expect(run.status).toBe(0);
    const named = await runAction({ ...proposal, inputs: { paths: "modules/**" } });
    expect(named.summary).toContain("It is a submodule, and the checkout has no file of it.");
    expect(named.status).toBe(1);
  });
});
