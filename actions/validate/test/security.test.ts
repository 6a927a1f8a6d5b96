import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  analyzerFinding,
  type FakeAccessAnalyzer,
  startAccessAnalyzer,
} from "../../../packages/aws/test/access-analyzer-server.ts";
import { type FakeGitHub, startGitHub } from "../../../packages/github/test/github-server.ts";
import { allowing, repository } from "./repository.ts";
import { commandsIn, pullRequest, runAction } from "./run-action.ts";

let github: FakeGitHub | undefined;
let aws: FakeAccessAnalyzer | undefined;
afterEach(async () => {
  expect(github?.faults ?? []).toEqual([]);
  await github?.close();
  await aws?.close();
  github = undefined;
  aws = undefined;
});

describe("inputs", () => {
  const rows: [Record<string, string>, string][] = [
    [{ "fail-onn": "ERROR" }, "There is no input `fail-onn`. Did you mean `fail-on`?"],
    [{ policy_type: "trust" }, "Did you mean `policy-type`?"],
    [{ "something-else": "1" }, "The inputs are paths, config,"],
    [
      { engine: "ofline" },
      "The input `engine` is `ofline`, and it may be auto, offline, access-analyzer, both. Did you mean `offline`?",
    ],
    [{ "fail-on": "warn" }, "it may be ERROR, SECURITY_WARNING, WARNING, SUGGESTION"],
    [{ "aws-call-limit": "-1" }, "must be a whole number"],
    [{ reports: "sarif" }, "Write `FORMAT=FILE`"],
    [{ reports: "sarif=../x.sarif" }, "The report `../x.sarif` would be written outside of the repository."],
    [{ reports: "sarif=/etc/x.sarif" }, "The report `/etc/x.sarif` would be written outside of the repository."],
    [{ reports: "json=x\nsarif=./x" }, "Two reports would be written to `./x`"],
    [{ reports: "json=a.json" }, "would write over a file: it holds a policy"],
    [{ reports: "json=redshift-guard.yml" }, "would write over a file: this run reads it"],
    [{ reports: "baseline=known.json", baseline: "./known.json" }, "would write over a file: this run reads it"],
    [{ reports: "serif=a.sarif" }, "There is no format `serif`. Did you mean `sarif`?"],
  ];
  test.each(rows)("%j is refused", async (inputs, says) => {
    const run = await runAction({ repository: repository({ "a.json": allowing("s3:GetObject") }), inputs });
    expect(run.status).toBe(1);
    expect(run.stderr).toBe("");
    expect(commandsIn(run.stdout)).toEqual([expect.stringContaining(says)]);
    expect(run.summary).toContain("could not run");
    expect(run.outputs).toEqual({});
  });

  test("capitals do not matter, and spaces around lines do not", async () => {
    const run = await runAction({
      repository: repository({ "a.json": allowing("s3:GetObject"), "b.json": allowing("s3:GetObjekt") }),
      inputs: { engine: "Offline", "fail-on": "error", paths: "\n  a.json \n\n" },
    });
    expect(run.status).toBe(0);
    expect(run.summary).toContain("Not looked at, because no path reaches it: b.json holds a policy");
  });

  test("a readme that a glob reaches is no policy; a file that is named is, whatever it is called", async () => {
    const repo = repository({ "readme.md": "" });
    const base = repo.git("rev-parse", "HEAD");
    repo.write({
      "policies/readme.md": "text",
      "policies/LICENSE": "text",
      "policies/a.json": allowing("s3:GetObject"),
      "policies/b.policy": allowing("s3:GetObjekt"),
    });
    const head = repo.commit();
    const event = pullRequest({ base, head });
    const runs = [{ event }, {}].map((options) => ({ repository: repo, ...options }));
    for (const options of runs) {
      const ending = await runAction({ ...options, inputs: { paths: "policies/*.policy" } });
      expect([ending.status, ending.outputs["errors"]]).toEqual([1, "1"]);
      const globbed = await runAction({ ...options, inputs: { paths: "policies" } });
      expect([globbed.status, globbed.outputs["not-analysed"], globbed.outputs["errors"]]).toEqual([0, "0", "0"]);
      const named = await runAction({ ...options, inputs: { paths: "policies/b.policy" } });
      expect([named.status, named.outputs["errors"]]).toEqual([1, "1"]);
    }
    const missing = await runAction({ repository: repo, inputs: { paths: "policies/gone.json" } });
    expect([missing.status, missing.outputs["not-analysed"]]).toEqual([1, "1"]);
  });

  test("the globs of a config in a folder start there", async () => {
    const config = "version: 1\nvalidate:\n  paths: policies/*.json\n  fail-on: WARNING\n";
    const run = await runAction({
      repository: repository({
        "team/guard.yml": config,
        "team/policies/a.json": allowing("s3:GetObjekt"),
        "policies/b.json": allowing("s3:Gett"),
      }),
      inputs: { config: "team/guard.yml" },
    });
    expect(run.outputs["errors"]).toBe("1");
    expect(run.summary).toContain("team/policies/a.json");
    expect(run.summary).toContain("no path reaches it: policies/b.json holds a policy");
  });

  test("and may lead out of it, however the config's path is written", async () => {
    const path = "../policies/*.json";
    const config = `version: 1\nvalidate:\n  paths: ["${path}"]\n  policy-types: { "${path}": session }\n  suppressions: [{ code: INVALID_ACTION, path: "${path}", reason: known }]\n  forbidden-actions: [{ actions: ["s3:*"], path: "${path}", reason: elsewhere }]\n`;
    const repo = repository({ "ci/redshift-guard.yml": config, "policies/a.json": allowing("s3:GetObject") });
    const base = repo.git("rev-parse", "HEAD");
    repo.write({ "policies/a.json": allowing("s3:GetObject", "s3:GetObjekt") });
    const head = repo.commit();
    for (const name of ["ci/redshift-guard.yml", "./ci/redshift-guard.yml", "ci//redshift-guard.yml"]) {
      const run = await runAction({
        repository: repo,
        event: pullRequest({ base, head }),
        inputs: { config: name, "new-access": "off", reports: "json=out/report.json" },
      });
      const report = readFileSync(join(repo.folder, "out/report.json"), "utf8");
      expect([run.status, report.match(/"(?:issueCode|policyType)": "\w+"/g)]).toEqual([
        1,
        ['"policyType": "session"', '"issueCode": "FORBIDDEN_ACTION"'],
      ]);
    }
  });

  test("an event file that is missing on a pull request is said", async () => {
    const run = await runAction({
      repository: repository({ "a.json": allowing("s3:GetObject") }),
      event: pullRequest({ base: "1".repeat(40), head: "1".repeat(40) }),
      environment: { GITHUB_EVENT_PATH: "/nowhere" },
    });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("::error title=redshift-guard::The event file `/nowhere` cannot be read");
  });

  test("a config with a mistake, or one that is named and missing, is red", async () => {
    const policy = allowing("s3:GetObject");
    const wrong = await runAction({
      repository: repository({ "a.json": policy, "redshift-guard.yml": "version: 1\nvalidat: {}\n" }),
    });
    expect([wrong.status, wrong.outputs["errors"]]).toEqual([1, "1"]);
    const missing = await runAction({ repository: repository({ "a.json": policy }), inputs: { config: "guard.yml" } });
    expect([missing.status, missing.outputs["not-analysed"]]).toEqual([1, "1"]);
  });
});

describe("untrusted text", () => {
  const hostile = "x\n::error title=forged::%0A::set-output name=conclusion::success\r\n::stop-commands::x";

  test("in a policy, a file's name and AWS's words is never a command, nor Markdown", async () => {
    const name = "policies/a,b:c%0A::warning::x `<img src=x>`|\n::error::y.json";
    const markup = "<script>alert(1)</script> [x](javascript:alert(1)) @everyone **bold** | `";
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: hostile, Effect: "Allow", Action: `s3:${hostile}${markup}`, Resource: "*" }],
    });
    aws = await startAccessAnalyzer(() => ({
      body: {
        findings: [{ ...analyzerFinding("FROM_AWS", [], [0, 1], "ERROR"), findingDetails: `${hostile} ${markup}` }],
      },
    }));
    const repo = repository({ [name]: policy });
    const run = await runAction({ repository: repo, aws: aws.url });
    expect(run.status).toBe(1);
    const commands = commandsIn(run.stdout);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      expect(command).toMatch(/^::(?:error|warning|notice) file=policies\/a%2Cb%3Ac%250A%3A%3Awarning%3A%3Ax /);
      expect(command).not.toMatch(/[\r\n]/);
    }
    expect(run.outputs["conclusion"]).toBe("failure");
    expect(run.summary).not.toMatch(/<script|<img|\]\(javascript|\*\*bold/);
    // GitHub mentions nobody within code.
    expect(run.summary.replaceAll(/<code>[^<]*<\/code>/g, "")).not.toContain("@everyone");
    expect(run.summary.split("\n").filter((line) => /^::/.test(line))).toEqual([]);
  });

  test("in a comment and a check run is not Markdown either", async () => {
    const repo = repository({ "readme.md": "" });
    const base = repo.git("rev-parse", "HEAD");
    const name = "a<img src=x>@everyone.json";
    const text = allowing("s3:GetObjekt");
    repo.write({ [name]: text });
    const head = repo.commit();
    github = await startGitHub({ files: [{ filename: name, status: "added" }] });
    const run = await runAction({
      repository: repo,
      event: pullRequest({ base, head }),
      inputs: { comment: "summary" },
      github: github.url,
    });
    expect(run.status).toBe(1);
    expect(github.comments[0]?.body).not.toMatch(/<img|[^;]@everyone/);
    const output = github.checkRuns[0]?.request["output"] as { summary: string };
    expect(output.summary).not.toMatch(/<img/);
  });
});

describe("links", () => {
  const outside = mkdtempSync(join(tmpdir(), "redshift-guard-outside-"));
  writeFileSync(join(outside, "secret.json"), allowing("s3:Secret"));

  test("out of the repository are refused where they are named or changed, and said elsewhere", async () => {
    const repo = repository({ "a.json": allowing("s3:GetObject") });
    const base = repo.git("rev-parse", "HEAD");
    symlinkSync(join(outside, "secret.json"), join(repo.folder, "link.json"));
    const head = repo.commit();
    const changed = await runAction({ repository: repo, event: pullRequest({ base, head }) });
    expect(changed.summary).toContain("NOT&#95;ANALYSED&#95;LINK&#95;OUT");
    expect(changed.status).toBe(1);
    const named = await runAction({ repository: repo, inputs: { paths: "*.json" } });
    expect(named.outputs["not-analysed"]).toBe("1");
    const everything = await runAction({ repository: repo });
    expect(everything.status).toBe(0);
    expect(everything.summary).toContain("1 symbolic link leads out of the repository");
    for (const run of [changed, named, everything]) expect(run.stdout + run.summary).not.toContain("s3:Secret");
  });
});

test("a checkout that cannot be listed is told in a sentence", async () => {
  const repo = repository({ "a.json": allowing("s3:GetObject") });
  const run = await runAction({ repository: repo, environment: { GITHUB_WORKSPACE: join(repo.folder, "none") } });
  expect([run.status, run.stderr]).toEqual([1, ""]);
  expect(commandsIn(run.stdout)).toEqual([
    expect.stringMatching(/The folder .*none. of the checkout could not be listed/),
  ]);
});

test("what others wrote is no command in the stack either, which is shown to who debugs", async () => {
  const repo = repository({ "a.json": allowing("s3:GetObject") });
  const environment = { RUNNER_DEBUG: "1", GITHUB_WORKSPACE: join(repo.folder, "none\n::warning::forged") };
  const run = await runAction({ repository: repo, environment });
  expect(run.stdout).toContain("    at ");
  expect(commandsIn(`${run.stdout}\n${run.stderr}`)).toEqual([
    expect.stringMatching(/^::error title=redshift-guard::/),
  ]);
});

test("a glob that reaches the config and the baseline does not mean them", async () => {
  const config = "version: 1\nvalidate:\n  paths: '**'\n";
  const known = '{ "version": 1, "findings": [] }';
  const repo = repository({
    "redshift-guard.yml": config,
    "known.json": known,
    "a.json": allowing("s3:ListAllMyBuckets"),
  });
  const run = await runAction({ repository: repo, inputs: { baseline: "./known.json" } });
  expect([run.status, run.outputs["not-analysed"]]).toEqual([0, "0"]);
  const named = await runAction({ repository: repo, inputs: { paths: "redshift-guard.yml" } });
  expect([named.status, named.outputs["not-analysed"]]).toEqual([1, "1"]);
});
