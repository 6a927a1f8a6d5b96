import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { templates } from "@redshift-guard/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StarterAnswers, starterFiles, starterQuestions } from "../starter.ts";
import { answersFor } from "./init.ts";

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
let folder = "";

const dbUser = (user: string) => `arn:aws:redshift:us-east-1:111122223333:dbuser:dwh/${user}`;
const trust = (principal: unknown, externalId?: unknown) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Only",
      Effect: "Allow",
      Principal: principal,
      Action: "sts:AssumeRole",
      ...(externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    },
  ],
});
const role = (name: string, document: unknown, account = "111122223333") => ({
  Path: "/",
  RoleName: name,
  RoleId: "AROAEXAMPLE",
  Arn: `arn:aws:iam::${account}:role/${name}`,
  AssumeRolePolicyDocument: document,
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redshift-guard-roles-"));
  const roles = [
    role("Etl", trust({ Service: "redshift.amazonaws.com" }, [dbUser("etl"), dbUser("bi")])),
    role("Vendor", trust({ AWS: "arn:aws:iam::568237466542:root" })),
    role("Etl", trust({ Service: "redshift.amazonaws.com" }), "444455556666"),
    {
      ...role("Linked", trust({ Service: "redshift.amazonaws.com" })),
      Path: "/aws-service-role/",
      Arn: "arn:aws:iam::111122223333:role/aws-service-role/Linked",
    },
  ];
  writeFileSync(join(folder, "roles.json"), JSON.stringify({ RoleDetailList: roles }));
  writeFileSync(join(folder, "trust.json"), JSON.stringify(roles[0]?.AssumeRolePolicyDocument));
  writeFileSync(join(folder, "twice.json"), '{"Statement":[],"Statement":[]}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Credentials that need no looking up, and no Region. */
const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...rest } = process.env;
const environment = {
  ...rest,
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "example",
  AWS_CONFIG_FILE: join(tmpdir(), "no-such-file"),
};

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return runWith("", ...args);
}

function runWith(input: string, ...args: readonly string[]): ReturnType<typeof run> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: "utf8",
    input,
    // The sources are compiled once for all of these processes.
    env: { ...environment, NO_COLOR: "1", NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  return { status, stdout, stderr };
}

const source = ["--roles", "snapshot:roles.json"];

describe("explain", () => {
  test("a role by its ARN", () => {
    const { status, stdout } = run("explain", "arn:aws:iam::111122223333:role/Etl", ...source);
    expect(status).toBe(0);
    expect(stdout).toContain(
      "Redshift cluster `dwh` (account 111122223333, us-east-1)\n    Database users `etl` and `bi` can use the role.",
    );
  });

  test("a role of the standard input", () => {
    const roles = readFileSync(join(folder, "roles.json"), "utf8");
    const { status, stdout } = runWith(roles, "explain", "Vendor", "--roles", "snapshot:-");
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("Polytomic") });
    expect(runWith("", "explain", "Vendor", "--roles", "snapshot:-")).toMatchObject({ status: 3, stdout: "" });
  });

  test("what a reader must not miss comes first", () => {
    const { stdout } = run("explain", "Vendor", ...source);
    expect(stdout).toMatch(
      /Look at this first\n {4}! .*without an ExternalId[\s\S]*Polytomic \(account 568237466542\)/,
    );
  });

  test("a file, as JSON", () => {
    const { status, stdout } = run("explain", "trust.json", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ subject: "trust.json", explanation: { first: [], groups: [{}] } }]);
  });

  test.each([
    [["explain", "Nobody", ...source], 2, /There is no role `Nobody`/],
    [["explain", "Etl", ...source], 2, /several accounts/],
    [["explain", "Etl", "--roles", "snapshots:x"], 2, /Did you mean `snapshot:`/],
    [["explain", "nowhere.json"], 3, /not explained/],
  ])("%j", (args, status, message) => {
    const result = run(...args);
    expect(result.status).toBe(status);
    expect(result.stdout + result.stderr).toMatch(message);
  });
});

describe("can", () => {
  test.each<[string[], number, RegExp]>([
    [
      ["--principal", "redshift.amazonaws.com", "--external-id", dbUser("etl")],
      0,
      /^allowed: Database user `etl` on cluster `dwh`.*Statement 1 \(`Only`\) allows it\.$/m,
    ],
    [
      ["--principal", "redshift.eu-west-1.amazonaws.com", "--external-id", dbUser("eve")],
      1,
      /^denied: no statement allows it\.$/m,
    ],
    [["--principal", "redshift.amazonaws.com"], 1, /applies only when `sts:ExternalId` is `/],
    [["--principal", "568237466542", "--context", `sts:ExternalId=${dbUser("etl")}`], 1, /is for other principals\./],
    [["--principal", "??"], 2, /no principal/],
    [["--principal", "568237466542", "--context", "x"], 2, /no KEY=VALUE/],
  ])("%j", (args, status, message) => {
    const result = run("can", "--policy", "trust.json", ...args);
    expect(result.status).toBe(status);
    expect(result.stdout + result.stderr).toMatch(message);
  });

  test("a deployed role", () => {
    expect(run("can", "--role", "Vendor", ...source, "--principal", "568237466542").status).toBe(0);
    expect(run("can", "--role", "Vendor", "--principal", "568237466542").stderr).toMatch(/needs `--roles/);
    expect(run("can", "--principal", "568237466542").stderr).toMatch(/either `--policy/);
    const both = run("can", "--policy", "trust.json", ...source, "--principal", "568237466542");
    expect([both.status, both.stderr]).toEqual([2, expect.stringMatching(/it goes with `--role`/)]);
  });

  test("a policy that cannot be understood gives no answer", () => {
    const { status, stdout } = run("can", "--policy", "twice.json", "--principal", "568237466542");
    expect(stdout).toMatch(/^unknown: /);
    expect(status).toBe(3);
  });
});

describe("can, with a name that there is not", () => {
  test.each<[string[], RegExp]>([
    [["--principal", "redshift.amazonaws.con"], /no service principal. Did you mean `redshift\.amazonaws\.com`\?/],
    [["--principal", "redshift.eu-west-9.amazonaws.com"], /no Region `eu-west-9`/],
    [["--principal", "redshift.eu-west1.amazonaws.com"], /Did you mean `redshift\.eu-west-1\.amazonaws\.com`/],
    [["--principal", "111122223333", "--action", "sts:AssumRole"], /no action.*Did you mean `sts:AssumeRole`/],
    [["--principal", "111122223333", "--context", "sts:ExternalI=abc"], /condition key.*mean `sts:ExternalId`/],
    [["--principal", "111122223333", "--context", "aws:PrincipalOrgId1=o-1"], /condition key.*mean `aws:PrincipalOrgI/],
    [["--principal", "111122223333", "--action", "st:AssumeRole"], /no service `st`/],
    [["--principal", "111122223333", "--action", "AssumeRole"], /a service and a colon/],
    [["--principal", "111122223333", "--action", "sts:*"], /is a pattern/],
    [["--principal", "111122223333", "--resource", "arn:aws:s3:::b"], /Leave `--resource` out/],
  ])("%j is wrong use", (args, message) => {
    const { status, stdout, stderr } = run("can", "--policy", "trust.json", ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("roles that cannot be read", () => {
  test.each([
    [["explain", "Etl", "--roles", "snapshot:nowhere.json"], /^error: .*nowhere\.json.*could not be looked up/],
    [["can", "--principal", "111122223333", "--role", "Etl", "--roles", "snapshot:nowhere.json"], /^error: .*nowhere/],
    [["explain", "Etl", "--roles", "iam:"], /Set `AWS_REGION`/],
  ])("%j", (args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/There is no role/);
  });

  test("a role's name without a source", () => {
    const { status, stdout } = run("explain", "RedshiftEtl");
    expect(stdout).toMatch(/no such file.*If this is a role, say where to read it with `--roles`/);
    expect(status).toBe(3);
  });
});

describe("adopt, then drift", () => {
  test("finds nothing, and one edit is found", () => {
    const adopted = run("adopt", ...source, "--output", "spec");
    expect(adopted.stdout).toMatch(
      /3 roles, \d of them with a REVIEW comment[\s\S]*left out: .*Linked[\s\S]*finds no drift/,
    );
    expect(adopted.status).toBe(0);
    const drift = (...more: string[]) =>
      run("drift", "--config", "spec/redshift-guard.yml", "--format", "json", ...more);
    const clean = drift(...source);
    expect(clean.status).toBe(0);
    const findings = (stdout: string) =>
      (JSON.parse(stdout) as { outcomes: { findings: unknown[] }[] }).outcomes.flatMap((outcome) => outcome.findings);
    expect(findings(clean.stdout)).toEqual([]);
    const edited = readFileSync(join(folder, "roles.json"), "utf8").replace("dbuser:dwh/bi", "dbuser:dwh/eve");
    writeFileSync(join(folder, "edited.json"), edited);
    const drifted = drift("--roles", "snapshot:edited.json");
    expect(drifted.status).toBe(1);
    expect(findings(drifted.stdout)).toMatchObject([{ issueCode: "DRIFT_SHIFTED" }]);
  });

  test("writes over nothing without being told to", () => {
    const { status, stderr } = run("adopt", ...source, "--output", "spec");
    expect(status).toBe(2);
    expect(stderr).toMatch(/would be written over.*--force/);
    expect(run("adopt", ...source, "--output", "spec", "--force").status).toBe(0);
  });

  test("says what could not be read, and writes no empty spec", () => {
    const { status, stderr } = run("adopt", "--roles", "snapshot:nowhere.json", "--output", "empty");
    expect(status).toBe(3);
    expect(stderr).toMatch(/nowhere\.json/);
    expect(existsSync(join(folder, "empty"))).toBe(false);
    const partly = run("adopt", ...source, "--roles", "snapshot:nowhere.json", "--output", "partly");
    expect(partly.status).toBe(3);
    expect(partly.stdout).toMatch(/left out: nowhere\.json/);
  });
});

describe("init", () => {
  test("writes files that the product itself finds clean", () => {
    const vendor = ["--vendor", "Polytomic", "--external-id", "0b9f4c1e-6a52-4b0e-9c58-7d1f3e2a6c44"];
    const { status, stdout } = run(
      "init",
      "--account",
      "012345678901",
      "--region",
      "eu-central-1",
      ...vendor,
      "--output",
      "new",
    );
    expect(stdout).toContain("All of it was checked: no findings.");
    expect(status).toBe(0);
    for (const file of [
      "redshift-guard.yml",
      "policies/redshift-copy-unload.json",
      ".github/workflows/redshift-guard-drift.yml",
    ])
      expect(existsSync(join(folder, "new", file))).toBe(true);
    expect(readFileSync(join(folder, "new/redshift-guard.yml"), "utf8")).toContain("vendor: polytomic");
    expect(run("init", "--account", "012345678901", "--output", "new").stderr).toMatch(/would be written over/);
  });

  test("writes all or nothing", () => {
    mkdirSync(join(folder, "half"));
    writeFileSync(join(folder, "half", "policies"), "no folder\n");
    const { status, stderr } = run("init", "--account", "012345678901", "--output", "half");
    expect([status, stderr]).toEqual([2, expect.stringContaining("could not be written")]);
    expect(readdirSync(join(folder, "half"))).toEqual(["policies"]);
  });

  test.each([
    [[], /--account/],
    [["--account", "1"], /12 digits/],
    [["--account", "012345678901", "--region", "mars"], /no Region/],
    [["--account", "012345678901", "--vendor", "polytomic"], /--external-id/],
    [["--account", "012345678901", "--external-id", "abcd"], /add `--vendor`/],
    [["--account", "012345678901", "--vendor", "polytomic", "--external-id", "example"], /stand-in for the real value/],
  ])("wrong use: %j", (args, message) => {
    const { status, stderr } = run("init", ...args, "--output", "wrong");
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, "wrong"))).toBe(false);
  });

  test("names templates that there are", () => {
    const files = starterFiles({ account: "111122223333", region: "us-east-1", role: "Copy" });
    const named = files.flatMap(({ text }) => [...text.matchAll(/template render ([\w-]+)/g)].map((match) => match[1]));
    expect(named).toHaveLength(2);
    for (const id of named) expect(templates.map((template) => template.id)).toContain(id);
  });

  test("asks at most five questions, and again after a wrong answer", async () => {
    const typed = ["1", "111122223333", "", "", "census", "x", "abcd"];
    const asked: string[] = [];
    const answers = await answersFor(starterQuestions, {}, async (text) => {
      asked.push(text);
      return typed.shift() ?? "";
    });
    expect(answers).toEqual<StarterAnswers>({
      account: "111122223333",
      region: "us-east-1",
      role: "RedshiftCopyUnload",
      vendor: "census",
      externalId: "abcd",
    });
    expect(new Set(asked).size).toBe(5);
  });
});
