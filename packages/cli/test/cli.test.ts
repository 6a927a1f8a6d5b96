import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const built = mkdtempSync(join(tmpdir(), "redshift-guard-cli-"));
const cli = join(built, "cli.js");
let folder: string;

/** The bundle, as users run it. */
beforeAll(() => {
  const entry = join(root, "packages/cli/src/cli.ts");
  const often = join(root, "packages/cli/src/commands/validate.ts");
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), entry, cli, often], { stdio: "pipe" });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "redshift-guard-run-"));
  return () => rmSync(folder, { recursive: true, force: true });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], more: { input?: string; env?: Record<string, string> } = {}): Run {
  const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;
  return spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: "utf8",
    input: more.input ?? "",
    env: { ...environment, ...more.env },
    timeout: 30_000,
    maxBuffer: 100_000_000,
  });
}

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const clean =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }\n';
const broken =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow" "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }\n';
const misspelt = '{ "Statment": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }';
const trustOf = (principal: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "${principal}" }, "Action": "sts:AssumeRole" }] }\n`;

const roleOf = (account: string, name: string) => ({
  Arn: `arn:aws:iam::${account}:role/${name}`,
  RoleName: name,
  AssumeRolePolicyDocument: JSON.parse(trustOf("redshift.amazonaws.com")),
});

describe("validate: exit status", () => {
  const big = Buffer.alloc(50_000_000, "x");
  test.each<[string, Record<string, string | Buffer>, readonly string[], number, RegExp]>([
    ["clean", { "a.json": clean }, ["a.json"], 0, /^PASSED {2}No findings in 1 policy\./],
    ["findings", { "a.json": broken }, ["a.json"], 1, /JSON_SYNTAX_ERROR {2}a\.json:1:61/],
    ["an empty file", { "a.json": "" }, ["a.json"], 3, /NOT_ANALYSED_EMPTY/],
    ["a binary file", { "a.json": Buffer.from([0, 1, 2, 255]) }, ["a.json"], 3, /NOT_ANALYSED_BINARY/],
    ["a web page", { "a.json": "<!doctype html><p>" }, ["a.json"], 3, /NOT_ANALYSED_HTML/],
    ["a bracket bomb", { "a.json": "[".repeat(100_000) }, ["a.json"], 3, /NOT_ANALYSED_TOO_DEEP/],
    ["50 MB", { "a.json": big }, ["a.json"], 3, /NOT_ANALYSED_TOO_LARGE/],
    ["no policy in a named file", { "a.json": "{}" }, ["a.json"], 3, /NOT_ANALYSED_NO_POLICY/],
    ["a file that is not there", {}, ["a.json"], 3, /NOT_ANALYSED_UNREADABLE.*\n.*no such file/],
    ["an empty folder", { "x/y.txt": "" }, ["x"], 3, /NOT_ANALYSED_NO_POLICY/],
    [
      "a folder without policies",
      { "x/package.json": '{ "version": "1.0.0" }' },
      ["x"],
      3,
      /1 file there holds no policy/,
    ],
    ["nothing at all", {}, [], 3, /^FAILED/],
    [
      "not analysed is stronger than findings",
      { "a.json": broken, "b.json": "" },
      ["a.json", "b.json"],
      3,
      /JSON_SYNTAX_ERROR/,
    ],
    [
      "a folder with one of each",
      { "p/a.json": clean, "p/other.json": "{}" },
      ["p"],
      0,
      /1 file holds no policy and was passed over: p\/other\.json\./,
    ],
    [
      "an empty file of a Terraform module",
      { "p/a.json": clean, "p/outputs.tf": "\n" },
      ["p"],
      0,
      /1 file holds no policy and was passed over: p\/outputs\.tf\./,
    ],
    ["one that is named", { "p/outputs.tf": "" }, ["p/outputs.tf"], 3, /NOT_ANALYSED_NO_POLICY/],
    [
      "a misspelt one beside it",
      { "p/a.json": clean, "p/b.json": misspelt },
      ["p"],
      3,
      /NO_STATEMENT {2}p\/b\.json:1:3/,
    ],
    ["one cut off", { "p/a.json": clean, "p/b.json": '{"Statement":' }, ["p"], 3, /NOT_ANALYSED_SYNTAX/],
    ["one in UTF-16", { "p/a.json": clean, "p/b.json": Buffer.from(clean, "utf16le") }, ["p"], 3, /is UTF-16/],
    ["an unknown format", { "a.json": clean }, ["a.json", "--format", "txt"], 2, /^$/],
    ["an unknown option", {}, ["--polcy-type", "trust"], 2, /^$/],
    ["an unknown policy type", {}, ["--policy-type", "rolee"], 2, /^$/],
    ["a config that is not there", {}, ["--config", "x.yml"], 2, /^$/],
    ["a folder as the config", { "x/y": "" }, ["--config", "x"], 2, /^$/],
    ["an empty path", { "a.json": clean }, [""], 2, /^$/],
    ["two formats for one file", { "a.json": clean }, ["a.json", "-f", "json=b", "-f", "text=./b"], 2, /^$/],
    ["two formats for one output", { "a.json": clean }, ["a.json", "-f", "text", "-f", "json"], 2, /^$/],
  ])("%s", (_, files, args, status, output) => {
    write(files);
    const started = performance.now();
    const result = run(["validate", ...args]);
    expect({ status: result.status, stderr: result.stderr }).toMatchObject({ status });
    expect(result.stdout).toMatch(output);
    if (status === 2) expect(result.stderr).toMatch(/^error: .+/);
    else expect(result.stderr).toBe("");
    expect(`${result.stdout}${result.stderr}`).not.toMatch(/\n {4}at /);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("an unreadable file", () => {
    write({ "a.json": clean });
    chmodSync(join(folder, "a.json"), 0);
    // Root reads everything.
    expect(run(["validate", "a.json"]).status).toBe(process.getuid?.() === 0 ? 0 : 3);
  });

  test("a warning fails only when it is asked to", () => {
    write({ "a.json": clean.replace('"Version": "2012-10-17", ', "") });
    expect(run(["validate", "a.json"]).status).toBe(0);
    expect(run(["validate", "a.json", "--fail-on", "warning"]).status).toBe(1);
    expect(run(["validate", "a.json", "--fail-on", "security-warning"]).status).toBe(0);
  });
});

describe("validate: what is read", () => {
  test.skipIf(process.platform === "win32")("the standard input, through a pipe that does not wait", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(pipe, constants.O_WRONLY);
    // By a shell: Node itself makes the standard input of its children wait.
    const child = spawn("sh", ["-c", `"${process.execPath}" "${cli}" validate - <&3`], {
      stdio: ["ignore", "pipe", "inherit", reader],
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    writeSync(writer, broken);
    closeSync(writer);
    closeSync(reader);
    let text = "";
    for await (const chunk of (child.stdout as Readable).setEncoding("utf8")) text += chunk;
    expect(text).toContain("JSON_SYNTAX_ERROR  stdin:1:61");
  });

  test("the standard input, JSON or YAML", () => {
    expect(run(["validate", "-"], { input: broken }).stdout).toContain("JSON_SYNTAX_ERROR  stdin:1:61");
    const yaml = "Version: '2012-10-17'\nStatement:\n  Effect: Allow\n  Action: s3:NoSuchThing\n  Resource: '*'\n";
    expect(run(["validate", "-"], { input: yaml }).stdout).toContain("INVALID_ACTION  stdin:4:11");
  });

  test("what only the deployment decides contradicts nothing", () => {
    const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Decrypt:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: kms:Decrypt
            Resource: arn:aws:kms:us-west-2:604938217455:key/1234abcd-12ab-34cd-56ef-1234567890ab
            Condition: { StringEquals: { kms:ViaService: !Sub "redshift.\${AWS::Region}.amazonaws.com" } }
`;
    expect(run(["validate", "-"], { input: template })).toMatchObject({ status: 0, stderr: "" });
  });

  test("folders, sorted, without node_modules, .git and links that lead out", () => {
    write({
      "p/b.json": broken,
      "p/a/z.json": broken,
      "p/node_modules/x.json": broken,
      "p/.git/x.json": broken,
      "out/o.json": broken,
    });
    symlinkSync(join(folder, "out"), join(folder, "p/link"));
    symlinkSync(join(folder, "out/o.json"), join(folder, "p/link.json"));
    const { stdout } = run(["validate", "p", "-f", "json"]);
    const report = JSON.parse(stdout);
    expect(report.outcomes.map(({ subject }: { subject: string }) => subject)).toEqual([
      "p/link.json",
      "p/a/z.json",
      "p/b.json",
    ]);
    expect(report.outcomes[0].finding.issueCode).toBe("NOT_ANALYSED_LINK_OUT");
    expect(report.notes).toEqual(["1 symbolic link leads out of the folder that was named and was not followed."]);
  });

  test("a Terraform policy is read with the other files of its folder, however it is named", () => {
    write({
      "m/iam.tf": `resource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.trust.json\n}\nresource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "redshift:NoSuchThing", Resource = local.cluster }] })\n}\n`,
      "m/locals.tf": `locals {\n  cluster = "arn:aws:redshift:us-east-1:111122223333:cluster:dwh"\n}\n`,
      "m/trust.tf": `data "aws_iam_policy_document" "trust" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type        = "Service"\n      identifiers = ["redshift.amazonaws.com"]\n    }\n  }\n}\n`,
    });
    for (const path of ["m", "m/iam.tf", "m/*.tf"]) {
      const { status, stdout } = run(["validate", path]);
      expect(status, path).toBe(1);
      expect(stdout, path).toContain("m/iam.tf:5:");
      expect(stdout, path).not.toContain("NOT_ANALYSED");
    }
    expect(run(["explain", "m/iam.tf"]).stdout).toContain("Allows nothing with `redshift:NoSuchThing`");
    rmSync(join(folder, "m/locals.tf"));
    expect(run(["validate", "m"])).toMatchObject({ status: 3, stdout: expect.stringContaining("`local.cluster`") });
  });

  test("links inside a folder are read once; those to nothing and to themselves are red", () => {
    write({ "p/a.json": clean, "p/b.txt": broken, "p/notes.md": "" });
    symlinkSync("a.json", join(folder, "p/same.json"));
    symlinkSync("b.txt", join(folder, "p/b.json"));
    symlinkSync("gone.json", join(folder, "p/dangling.json"));
    symlinkSync("loop.json", join(folder, "p/loop.json"));
    symlinkSync("gone", join(folder, "p/nothing"));
    symlinkSync(".", join(folder, "p/here"));
    const { status, stdout } = run(["validate", "p", "-f", "json"]);
    expect(status).toBe(3);
    const report = JSON.parse(stdout) as {
      outcomes: { subject: string; finding?: { findingDetails: string } }[];
      notes: string[];
    };
    expect(report.outcomes.map(({ subject, finding }) => [subject, finding?.findingDetails.split(/[,.] /)[0]])).toEqual(
      [
        ["p/dangling.json", "It is a symbolic link to `gone.json`"],
        ["p/loop.json", "It is a symbolic link that leads back to itself"],
        ["p/a.json", undefined],
        ["p/b.json", undefined],
      ],
    );
    expect(report.notes).toEqual(["1 symbolic link leads nowhere and was not followed."]);
    expect(run(["validate", "p/a*.json"]).status).toBe(0);
  });

  test("what is passed over is named, the first few, and the config is not counted", () => {
    write({ "redshift-guard.yml": "version: 1\nroles: []\n", "a.json": clean });
    expect(run(["validate"]).stdout).not.toContain("passed over");
    write(Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`n${i}.json`, "{}"])));
    expect(run(["validate"]).stdout).toContain(
      "7 files hold no policy and were passed over: n0.json, n1.json, n2.json, n3.json, n4.json and 2 more.",
    );
  });

  test("policies that are written into the config are met like others", () => {
    const open = { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } };
    const roles = [{ role: "arn:aws:iam::111122223333:role/Etl", trust: { policy: open } }];
    write({ "redshift-guard.yml": JSON.stringify({ version: 1, roles }), "a.json": clean });
    for (const paths of [[], ["."], ["*.yml"], ["redshift-guard.yml"]]) {
      const { status, stdout } = run(["validate", ...paths]);
      expect(status).toBe(1);
      expect(stdout).toContain("redshift-guard.yml: roles[0].trust.policy");
    }
    write({ "redshift-guard.yml": "version: 1\nroles: []\n" });
    expect(run(["validate", "*.yml"])).toMatchObject({
      status: 3,
      stdout: expect.stringContaining("The 1 file there holds no policy: redshift-guard.yml."),
    });
  });

  test("a folder whose name begins with two points is one like another", () => {
    write({ "..dots/a.json": broken, "p/b.json": broken });
    const { stdout } = run(["validate", folder, "-f", "json"]);
    const report = JSON.parse(stdout);
    expect(report.outcomes.map(({ subject }: { subject: string }) => subject)).toEqual(["..dots/a.json", "p/b.json"]);
  });

  test("a name that no file can have is told", () => {
    const { status, stdout } = run(["validate", "a".repeat(5000)]);
    expect(status).toBe(3);
    expect(stdout).toContain("name too long");
  });

  test("globs, and each file once", () => {
    write({ "p/a.json": clean, "p/q/b.json": clean, "p/c.yml": "Version: '2012-10-17'\nStatement: []\n" });
    const subjects = (...args: string[]) =>
      JSON.parse(run(["validate", ...args, "-f", "json"]).stdout).outcomes.map(
        ({ subject }: { subject: string }) => subject,
      );
    expect(subjects("p/**/*.json")).toEqual(["p/a.json", "p/q/b.json"]);
    expect(subjects("p/**/*.json", "p/q", "p/q/")).toEqual(["p/a.json", "p/q/b.json"]);
    expect(subjects("p", "p/a.json", "./p/a.json")).toEqual(["p/a.json", "p/c.yml", "p/q/b.json"]);
  });

  test("a red run whose reports all go into files says so, and a green one nothing", () => {
    write({ "a.json": clean, "b.json": broken });
    const red = run(["validate", "b.json", "-f", "baseline=known.json", "-f", "json=out/b.json"]);
    expect([red.status, red.stdout]).toEqual([1, ""]);
    expect(red.stderr).toMatch(
      /^redshift-guard failed: \d+ errors?.* in 1 of 1 policy\. Written to `known.json`, `out\/b.json`\.\n$/,
    );
    expect(run(["validate", "a.json", "-f", "json=out/a.json"])).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(run(["validate", "b.json", "-f", "text", "-f", "json=out/b.json"]).stderr).toBe("");
  });

  test("a glob below a folder that is not there is told once, as that", () => {
    const { status, stdout } = run(["validate", "policies/**/*.json", "-f", "json"]);
    const { outcomes } = JSON.parse(stdout) as { outcomes: { subject: string; finding: { findingDetails: string } }[] };
    expect(status).toBe(3);
    expect(outcomes.map(({ subject, finding }) => [subject, finding.findingDetails])).toEqual([
      ["policies/**/*.json", "There is no folder `policies`. Check the path."],
    ]);
  });

  test("the config's paths and policy types, relative to the config", () => {
    write({
      "conf/redshift-guard.yml":
        "version: 1\nroles: []\nvalidate:\n  paths: [policies/*.json]\n  policy-types:\n    policies/scp-*.json: scp\n",
      "conf/policies/scp-a.json": clean,
      "conf/policies/b.json": clean,
      "other.json": broken,
    });
    const { stdout } = run(["validate", "--config", "conf/redshift-guard.yml", "-f", "json"]);
    const { outcomes } = JSON.parse(stdout) as { outcomes: { subject: string; policyType?: string }[] };
    const seen = outcomes.map(({ subject, policyType }) => [subject, policyType]);
    expect(seen).toContainEqual(["conf/policies/b.json", "identity"]);
    expect(seen).toContainEqual(["conf/policies/scp-a.json", "scp"]);
    expect(seen.flat()).not.toContain("other.json");
  });

  test("the config's values, in place and of a file, and what is forbidden with them", () => {
    const template =
      'Parameters: { Action: { Type: String } }\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Version: "2012-10-17", Statement: { Effect: Allow, Action: !Ref Action, Resource: "*" } }\n';
    write({
      "conf/redshift-guard.yml":
        "version: 1\nvalidate:\n  paths: [templates]\n  values:\n    templates/a/**: values/a.json\n    templates/**: { Action: 's3:GetObject', Acton: x }\n  forbidden-actions:\n    - { actions: iam:PassRole, reason: nobody }\n",
      "conf/values/a.json": '[{ "ParameterKey": "Action", "ParameterValue": "iam:PassRole" }]',
      "conf/templates/a/t.yml": template,
      "conf/templates/t.yml": template,
    });
    const { status, stdout } = run(["validate", "--config", "conf/redshift-guard.yml", "-f", "json"]);
    const { outcomes } = JSON.parse(stdout) as { outcomes: { subject: string; findings: { issueCode: string }[] }[] };
    const seen = outcomes.map(({ subject, findings }) => [subject, ...findings.map(({ issueCode }) => issueCode)]);
    const policy = "Resources.P.Properties.PolicyDocument";
    expect([status, seen]).toEqual([
      1,
      [
        ["conf/redshift-guard.yml", "CONFIG_VALUE_UNUSED"],
        [`conf/templates/a/t.yml: ${policy}`, "FORBIDDEN_ACTION", "PASS_ROLE_WITH_STAR_IN_RESOURCE"],
        [`conf/templates/t.yml: ${policy}`],
      ],
    ]);
  });

  test("whatever the config's own path is written like, and where its paths lead out of its folder", () => {
    const path = "../policies/*.json";
    const config = [
      "version: 1",
      "validate:",
      `  paths: [${path}]`,
      `  policy-types: { "${path}": session }`,
      `  suppressions: [{ code: INVALID_ACTION, path: "${path}", reason: known }]`,
      `  forbidden-actions: [{ actions: ["s3:*"], path: "${path}", reason: elsewhere }]`,
    ].join("\n");
    write({
      "conf/redshift-guard.yml": config,
      "policies/a.json": clean.replace(/"s3:\w+"/, '["s3:GetObject", "s3:GetObjekt"]'),
    });
    const named = ["conf/redshift-guard.yml", "./conf/redshift-guard.yml", "conf//redshift-guard.yml"];
    for (const name of [...named, join(folder, "conf/redshift-guard.yml")]) {
      const { status, stdout } = run(["validate", "--config", name, "-f", "json"]);
      const { outcomes } = JSON.parse(stdout) as { outcomes: { subject: string; policyType?: string }[] };
      const seen = outcomes.map(({ subject, policyType }) => [subject, policyType]);
      expect([status, seen]).toEqual([1, [["policies/a.json", "session"]]]);
      expect(stdout.match(/"issueCode": "\w+"/g)).toEqual(['"issueCode": "FORBIDDEN_ACTION"']);
    }
  });
});

describe("a config that is there and cannot be used is never passed over", () => {
  const spec = "version: 1\nroles: []\n";
  const commands = [["validate"], ["drift", "--roles", "snapshot:roles.json"]];

  test.each(commands)("a link to nowhere: %s", (...args) => {
    write({ "a.json": clean });
    symlinkSync("nowhere.yml", join(folder, "redshift-guard.yml"));
    expect(run(args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("is not usable") });
  });

  test.each(commands)("a folder: %s", (...args) => {
    write({ "a.json": clean, "redshift-guard.yml/x.txt": "" });
    expect(run(args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("It is a folder") });
  });

  test.each(commands)("two of them: %s", (...args) => {
    write({ "a.json": clean, "redshift-guard.yml": spec, "redshift-guard.yaml": spec });
    expect(run(args)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("There are two configs"),
    });
  });

  test("one in JSON is found", () => {
    write({ "a.json": clean, "redshift-guard.json": '{ "version": 2 }' });
    expect(run(["validate"])).toMatchObject({ status: 2, stdout: expect.stringContaining("redshift-guard.json:1:") });
  });

  test("an empty one is said to be empty once, in the config's words", () => {
    write({ "a.json": clean, "redshift-guard.yml": "" });
    const { status, stdout } = run(["validate"]);
    expect(status).toBe(2);
    expect(stdout).toContain("The config is empty.");
    expect(stdout).not.toContain("NOT_ANALYSED");
  });
});

test("a path of the config that no file has fails a run of everything, and no other", () => {
  write({
    "redshift-guard.yml":
      "version: 1\nvalidate:\n  policy-types:\n    nosuch/**: scp\n  forbidden-actions:\n    - { actions: sts:AssumeRole, path: polcies/**, reason: x }\n",
    "policies/a.json": clean,
  });
  const all = run(["validate"]);
  expect(all.status).toBe(1);
  expect(all.stdout).toContain("ERROR CONFIG_NO_FILE_MATCHES  redshift-guard.yml:4:");
  expect(all.stdout).toMatch(/Did\s+you\s+mean\s+`policies\/\*\*`\?/);
  expect(run(["validate", "policies"])).toMatchObject({ status: 0, stderr: "" });
});

describe("actions that the config forbids", () => {
  const config = `version: 1
validate:
  forbidden-actions:
    - actions: ["s3:DeleteObject"]
      path: "staging/*"
      reason: staging keeps what was loaded
`;
  const policy = (action: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::acme-warehouse/*" }],
    });

  test("are found however the policy words them, and only where they are forbidden", () => {
    write({
      "redshift-guard.yml": config,
      "staging/role.json": policy("s3:Delete*"),
      "staging/reader.json": policy("s3:GetObject"),
      "other/role.json": policy("s3:DeleteObject"),
    });
    const { status, stdout } = run(["validate", "staging", "other"]);
    expect(status).toBe(1);
    expect(stdout.match(/FORBIDDEN_ACTION {2}.*/g)).toEqual([
      expect.stringMatching(/^FORBIDDEN_ACTION {2}staging\/role\.json:1:/),
    ]);
    expect(stdout).toContain("staging keeps what was loaded");
  });
});

describe("reports", () => {
  test("go to files as a whole, in folders that are made", () => {
    write({ "a.json": broken });
    const result = run(["validate", "a.json", "-f", "text", "-f", "sarif=out/deep/a.sarif", "-f", "json=out/a.json"]);
    expect(result.status).toBe(1);
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["a.json", "deep"]);
    expect(JSON.parse(readFileSync(join(folder, "out/deep/a.sarif"), "utf8")).version).toBe("2.1.0");
    expect(result.stdout).toContain("FAILED");
  });

  test("are never written over what is read, nor over another policy", () => {
    const config = "version: 1\nroles: []\n";
    write({ "redshift-guard.yml": config, "a.json": clean, "b.json": clean, "broken.json": "{", "old.json": "{}" });
    mkdirSync(join(folder, "out"));
    symlinkSync("../a.json", join(folder, "out/link.json"));
    for (const [file, why] of [
      ["a.json", "the run reads it"],
      ["./out/../a.json", "the run reads it"],
      ["out/link.json", "the run reads it"],
      ["broken.json", "the run reads it"],
      ["redshift-guard.yml", "the run reads it"],
      ["b.json", "it holds a policy"],
    ]) {
      const result = run(["validate", "a.json", "broken.json", "-f", `json=${file}`]);
      expect(result).toMatchObject({ status: 2, stdout: "" });
      expect(result.stderr).toContain(`would write over \`${file}\`: ${why}`);
    }
    expect(readFileSync(join(folder, "a.json"), "utf8")).toBe(clean);
    for (let again = 0; again < 2; again++) expect(run(["validate", ".", "-f", "json=old.json"]).status).toBe(0);
    expect(run(["validate", "a.json", "-f", "baseline=known.json"]).status).toBe(0);
    expect(run(["validate", "a.json", "--baseline", "known.json", "-f", "baseline=known.json"]).status).toBe(2);
  });

  test.skipIf(process.platform !== "linux")("a pipe or an open file is written to, and is one still", async () => {
    write({ "a.json": broken });
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const reader = spawn("cat", [join(folder, "pipe")]);
    const chunks: string[] = [];
    reader.stdout.on("data", (chunk) => chunks.push(String(chunk)));
    expect(run(["validate", "a.json", "-f", "json=pipe"])).toMatchObject({ status: 1, stderr: "", stdout: "" });
    await new Promise((resolve) => reader.on("close", resolve));
    expect(JSON.parse(chunks.join("")).conclusion).toBe("failure");
    expect(lstatSync(join(folder, "pipe")).isFIFO()).toBe(true);
    const shell = `"${process.execPath}" "${cli}" validate a.json -f json=/dev/fd/3 3>> kept.json > shown.txt`;
    write({ "kept.json": "\n" });
    expect(spawnSync(shell, { cwd: folder, shell: true }).status).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, "kept.json"), "utf8")).conclusion).toBe("failure");
  });

  test("a report that cannot be written is an error", () => {
    write({ "a.json": clean, out: "" });
    const result = run(["validate", "a.json", "-f", "json=out/a.json"]);
    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(result.stderr).toMatch(/^error: The report `out\/a\.json` could not be written/);
    symlinkSync("loop.json", join(folder, "loop.json"));
    for (const file of ["loop.json", "loop.json/a.json", `${"x".repeat(300)}.json`]) {
      const other = run(["validate", "a.json", "-f", `json=${file}`]);
      expect(other.stderr).toMatch(/^error: The report `[^`]+` could not be written \([^)]+\)\./);
      expect(other).toMatchObject({ status: 2, stdout: "" });
    }
  });

  test.each([
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "0" }, false],
    [{ NO_COLOR: "1" }, false],
    [{}, false],
  ])("colours with %j: %s", (env, colored) => {
    write({ "a.json": broken });
    expect(run(["validate", "a.json"], { env: env as Record<string, string> }).stdout.includes("\u001b[")).toBe(
      colored,
    );
  });
});

describe("findings that are known", () => {
  test("the config's suppressions, with a note, and a word about one that nothing needs", () => {
    const config = (code: string) =>
      `version: 1\nroles: []\nvalidate:\n  paths: ["*.json"]\n  suppressions:\n    - code: ${code}\n      reason: until the migration is done\n`;
    write({
      "redshift-guard.yml": config("INVALID_ACTION"),
      "a.json": clean.replace("ListAllMyBuckets", "NoSuchThing"),
    });
    const suppressed = run(["validate"]);
    expect(suppressed).toMatchObject({ status: 0, stderr: "" });
    expect(suppressed.stdout).toContain("note: 1 finding suppressed.");
    write({ "redshift-guard.yml": config("MISSING_EFFECT") });
    const unused = run(["validate"]);
    expect(unused.status).toBe(1);
    expect(unused.stdout).toContain("CONFIG_SUPPRESSION_UNUSED  redshift-guard.yml:6:");
  });

  test("a baseline lets pass what it knows and nothing else", () => {
    const bad = clean.replace("ListAllMyBuckets", "NoSuchThing");
    write({ "a.json": bad });
    expect(run(["validate", "a.json", "-f", "baseline=known.json"]).status).toBe(1);
    expect(run(["validate", "a.json", "--baseline", "known.json"])).toMatchObject({ status: 0, stderr: "" });
    write({ "a.json": `\n\n${bad}`, "b.json": bad });
    expect(run(["validate", "a.json", "--baseline", "known.json"]).status).toBe(0);
    expect(run(["validate", "b.json", "--baseline", "known.json"]).status).toBe(1);
    expect(run(["validate", "a.json", "--baseline", "a.json"])).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("drift", () => {
  const source = ["--roles", "snapshot:roles.json"];
  test.each<[string[], RegExp]>([
    [["mrge"], /Did you mean `drift merge`\?/],
    [[...source, "elsewhere"], /takes no `elsewhere`/],
    [[...source, "--region", "us-east-1"], /goes with `--associations`/],
    [[...source, "--yes"], /`--yes` goes with `--repair`/],
    [[...source, "--save-to", "x"], /`--save-to` goes with `--repair`/],
    [[...source, "-f", "baseline=x"], /has no baseline/],
  ])("refuses what does nothing: %j", (args, message) => {
    write({ "redshift-guard.yml": "version: 1\n", "roles.json": "[]" });
    expect(run(["drift", ...args])).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(message) });
  });

  test("a config with mistakes is wrong use, merged as well", () => {
    write({ "redshift-guard.yml": "version: 1\nrolls: []\n", "roles.json": roles("{}") });
    expect(run(["drift", ...source, "-f", "json=all.json"]).status).toBe(2);
    expect(run(["drift", "merge", "all.json"]).status).toBe(2);
  });

  test("a report of `validate` is none to merge", () => {
    write({ "etl.json": trustOf("redshift.amazonaws.com") });
    run(["validate", "etl.json", "-f", "json=all.json"]);
    expect(run(["drift", "merge", "all.json"])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("`all.json` is a report of `validate`"),
    });
  });

  const roles = (document: string) =>
    JSON.stringify({
      RoleDetailList: [
        {
          Path: "/",
          RoleName: "Etl",
          RoleId: "AROA123",
          Arn: "arn:aws:iam::111122223333:role/Etl",
          AssumeRolePolicyDocument: JSON.parse(document),
        },
      ],
    });
  const config =
    "version: 1\nroles:\n  - role: arn:aws:iam::111122223333:role/Etl\n    trust:\n      policy: etl.json\n";
  const expected = trustOf("redshift.amazonaws.com");

  test.each<[string, Record<string, string>, number]>([
    ["in sync", { "redshift-guard.yml": config, "etl.json": expected, "roles.json": roles(expected) }, 0],
    [
      "drift",
      { "redshift-guard.yml": config, "etl.json": expected, "roles.json": roles(trustOf("ec2.amazonaws.com")) },
      1,
    ],
    ["no config", { "roles.json": roles(expected) }, 2],
    [
      "a config with a mistake",
      {
        "redshift-guard.yml": config.replace("trust:", "trusts:"),
        "etl.json": expected,
        "roles.json": roles(expected),
      },
      2,
    ],
    ["a snapshot that is no JSON", { "redshift-guard.yml": config, "etl.json": expected, "roles.json": "<html>" }, 3],
    ["no snapshot", { "redshift-guard.yml": config, "etl.json": expected }, 3],
  ])("%s", (_, files, status) => {
    write(files);
    const result = run(["drift", "--roles", "snapshot:roles.json"]);
    expect({ status: result.status, stderr: result.status === 2 ? "" : result.stderr }).toEqual({ status, stderr: "" });
    expect(`${result.stdout}${result.stderr}`).not.toMatch(/\n {4}at /);
  });

  test("reports are never written over what is read, but for the report of the last run", () => {
    const files = { "redshift-guard.yml": config, "etl.json": expected, "roles.json": roles(expected) };
    write(files);
    for (const file of Object.keys(files)) {
      const result = run(["drift", ...source, "-f", `json=${file}`]);
      expect(result).toMatchObject({ status: 2, stdout: "" });
      expect(result.stderr).toContain(`would write over \`${file}\`: the run reads it`);
      expect(readFileSync(join(folder, file), "utf8")).toBe(files[file as keyof typeof files]);
    }
    expect(run(["drift", ...source, "-f", "json=last.json"]).status).toBe(0);
    expect(run(["drift", ...source, "--previous", "last.json", "-f", "json=last.json"]).status).toBe(0);
    expect(run(["drift", "merge", "last.json", "-f", "json=last.json"])).toMatchObject({ status: 2, stdout: "" });
  });

  test("a source that makes no sense, and none at all", () => {
    write({ "redshift-guard.yml": config, "etl.json": expected });
    expect(run(["drift", "--roles", "roles.json"])).toMatchObject({ status: 2, stdout: "" });
    expect(run(["drift"])).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("compare", () => {
  const files = {
    "a.json": trustOf("redshift.amazonaws.com"),
    "same.yml":
      "Version: '2012-10-17'\nStatement:\n  Sid: X\n  Effect: Allow\n  Principal: { Service: [redshift.amazonaws.com] }\n  Action: sts:AssumeRole\n",
    "wide.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sts:AssumeRole" }] }',
    "broken.json": broken,
    "empty.json": "",
    "users.json": trustOf("redshift.amazonaws.com").replace(
      '"Action"',
      '"Condition": { "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-east-1:111122223333:dbuser:dwh/etl" } }, "Action"',
    ),
    "everything.json": trustOf("redshift.amazonaws.com").replace("sts:AssumeRole", "*"),
    "read.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }',
    "write.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }] }',
    "key.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" }] }',
    "deny.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:*", "Resource": "*" }] }',
    "deny-same.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": ["redshift:*", "redshift:Get*"], "Resource": "*" }] }',
    "deny-less.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:Get*", "Resource": "*" }] }',
    "guarded.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" }, { "Effect": "Deny", "Principal": "*", "Action": "kms:Encrypt", "Resource": "*" }] }',
    "keys.json":
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*", "Resource": "*" }] }',
  };
  test.each<[string, string, number, RegExp]>([
    ["a.json", "a.json", 0, /^identical/],
    ["a.json", "users.json", 1, /^narrowed[\s\S]*can no longer use this role without a database user as ExternalId\n/],
    ["a.json", "everything.json", 1, /^widened: the actual policy lets in more/],
    ["read.json", "read.json", 0, /^identical/],
    [
      "read.json",
      "write.json",
      1,
      /^widened: the actual policy allows more[\s\S]*This allows `s3:PutObject` on [\s\S]*/,
    ],
    ["write.json", "read.json", 1, /^narrowed[\s\S]*This no longer allows `s3:PutObject`/],
    ["key.json", "keys.json", 1, /^widened[\s\S]*account 111122223333 can do `kms:/],
    ["deny.json", "deny-same.json", 0, /^cosmetic/],
    [
      "deny.json",
      "deny-less.json",
      3,
      /^unknown[\s\S]*New access[\s\S]*The expected policy denies what the actual one/,
    ],
    ["deny-less.json", "deny.json", 3, /^unknown[\s\S]*Lost access[\s\S]*The actual policy denies[\s\S]*redshift:/],
    ["guarded.json", "key.json", 3, /^unknown[\s\S]*other policies may allow it[\s\S]*kms:Encrypt/],
    ["guarded.json", "guarded.json", 0, /^identical/],
    ["guarded.json", "keys.json", 1, /^widened/],
    ["read.json", "a.json", 3, /^unknown[\s\S]*type identity[\s\S]*type trust[\s\S]*`--policy-type`/],
    ["a.json", "same.yml", 0, /^cosmetic/],
    [
      "a.json",
      "wide.json",
      1,
      /^shifted[\s\S]*New access[\s\S]*\$ aws sts assume-role --role-arn arn:aws:iam::111122223333:role\/ROLE[\s\S]*Lost access/,
    ],
    ["a.json", "broken.json", 3, /^unknown/],
    ["empty.json", "a.json", 3, /^unknown/],
    ["missing.json", "a.json", 3, /^unknown/],
  ])("%s with %s", (expected, actual, status, output) => {
    write(files);
    const result = run(["compare", expected, actual]);
    expect(result).toMatchObject({ status, stderr: "" });
    expect(result.stdout).toMatch(output);
  });

  test("as JSON", () => {
    write(files);
    const result = JSON.parse(run(["compare", "a.json", "wide.json", "--json"]).stdout);
    expect(result.newAccess).toMatchObject({
      kind: "new",
      statement: { index: 0 },
      witness: { action: "sts:AssumeRole" },
    });
  });

  test("one argument is wrong use", () => expect(run(["compare", "a.json"]).status).toBe(2));

  test("the standard input is one policy, not two", () => {
    expect(run(["compare", "-", "-"])).toMatchObject({ status: 2, stdout: "" });
  });

  test("a type that is given is that of both", () => {
    write(files);
    const guardrails = run(["compare", "write.json", "read.json", "--policy-type", "scp"]);
    expect(guardrails).toMatchObject({ status: 1, stderr: "" });
    expect(guardrails.stdout).toMatch(/^narrowed/);
  });
});

describe("the program", () => {
  test.each([[["--help"]], [["help", "validate"]], [["drift", "--help"]], [["compare", "-h"]], [["--version"]]])(
    "%j is no error",
    (args) => {
      expect(run(args)).toMatchObject({ status: 0, stderr: "" });
    },
  );

  test.each(["validate", "drift", "compare"])("the help of %s has examples and its exit status", (command) => {
    expect(run([command, "--help"]).stdout).toMatch(/Examples:\n {2}\$ [\s\S]*Exit status: 0/);
  });

  test.each([[["can"]], [["template", "render"]]])("the help of %j has no empty default", (command) => {
    expect(run([...command, "--help"]).stdout).not.toContain("[])");
  });

  test("a wrong command names the right one", () => {
    expect(run(["valdate"])).toMatchObject({ status: 2, stdout: "" });
    expect(run(["valdate"]).stderr).toContain("validate");
  });

  test.each<NodeJS.Signals>(["SIGINT", "SIGTERM"])("%s ends it, also while it waits for input", async (signal) => {
    const waiting = spawn(process.execPath, [cli, "validate", "-"], {
      cwd: folder,
      stdio: ["pipe", "ignore", "ignore"],
    });
    const ended = new Promise((resolve) => waiting.once("exit", (_, by) => resolve(by)));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    waiting.kill(signal);
    const patience = setTimeout(() => waiting.kill("SIGKILL"), 5_000);
    expect(await ended).toBe(signal);
    clearTimeout(patience);
  });

  test.runIf(existsSync("/dev/full")).each<[readonly string[], number]>([
    [["template", "render", "redshift-service-trust"], 0],
    [["validate", "--no-such-option"], 2],
    [["can", "--policy", "a.json", "--principal", "??"], 2],
  ])("a standard error that takes nothing changes no status: %j", (args, wanted) => {
    const full = openSync("/dev/full", "w");
    const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, stdio: ["ignore", "pipe", full] });
    closeSync(full);
    expect(status).toBe(wanted);
  });

  test.runIf(existsSync("/dev/full"))("a standard output that takes nothing is told, not a stack trace", () => {
    write({ "a.json": broken });
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [cli, "validate", "a.json"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    expect([status, stderr]).toEqual([
      2,
      "error: The standard output could not be written (no space left on device).\n",
    ]);
  });

  describe("nothing that others wrote is a command to GitHub's runner", () => {
    const statement = {
      Sid: "##[error]x",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::444455556666:root" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:UserAgent": "##[error]x" } },
    };
    const policy = { Version: "2012-10-17", Statement: [statement] };
    const role = { Arn: "arn:aws:iam::111122223333:role/::error::x", RoleName: "::error::x" };
    const hostile = "##[error]x/::error::x.json";
    beforeEach(() =>
      write({
        "trust.json": trustOf("redshift.amazonaws.com"),
        [hostile]: JSON.stringify(policy),
        "roles.json": JSON.stringify({ RoleDetailList: [{ ...role, AssumeRolePolicyDocument: policy }] }),
        "redshift-guard.yml": `version: 1\nroles: [{ role: "${role.Arn}", trust: { policy: trust.json } }]\n`,
      }),
    );
    const can = ["can", "--policy", hostile, "--principal", "111122223333"];
    const drift = ["drift", "--roles", "snapshot:roles.json"];

    test.each<string[]>([
      ["validate", hostile],
      ["validate", hostile, "--format", "markdown"],
      ["validate", hostile, "--format", "html"],
      ["validate", hostile, "--format", "junit"],
      drift,
      ["compare", "trust.json", hostile],
      ["explain", hostile],
      can,
      ["template", "match", hostile],
      ["template", "show", "##[error]x"],
      ["adopt", "--roles", "snapshot:roles.json", "--output", "##[error]x"],
      ["validate", "--##[error]x"],
    ])("%s %s %s %s %s", (...args) => {
      const { stdout, stderr } = run(args);
      expect(stdout + stderr).toContain("error");
      expect(stdout + stderr).not.toMatch(/^\s*::|##\[/m);
    });

    test.each<string[]>([
      ["validate", hostile, "--format", "json"],
      ["validate", hostile, "--format", "sarif"],
      [...drift, "--format", "json"],
      ["compare", "trust.json", hostile, "--json"],
      ["explain", hostile, "--json"],
      [...can, "--json"],
    ])("and JSON is the same JSON: %s %s %s %s %s", (...args) => {
      const { stdout } = run(args);
      expect(stdout).not.toMatch(/^\s*::|##\[/m);
      expect(decodeURIComponent(JSON.stringify(JSON.parse(stdout)))).toMatch(/##\[error\]x|::error::x/);
    });

    test.runIf(existsSync("/dev/fd")).each(["json=/dev/stdout", "sarif=/dev/fd/1"])(
      "nor in a report to %s",
      (format) => {
        const shell = `"${process.execPath}" "${cli}" validate "${hostile}" --format ${format} | cat`;
        const { stdout } = spawnSync("sh", ["-c", shell], { cwd: folder, encoding: "utf8" });
        expect(stdout).not.toContain("##[");
        expect(JSON.stringify(JSON.parse(stdout))).toContain("##[error]x");
      },
    );

    test("JSON stays JSON where a name holds what ends a line only in JavaScript", () => {
      const sid = "a\u2028::error::x\u2029 ::error::x";
      write({ "lines.json": JSON.stringify({ ...policy, Statement: [{ ...statement, Sid: sid }] }) });
      const { stdout } = run(["validate", "lines.json", "--format", "json"]);
      expect(JSON.parse(stdout)).toMatchObject({ outcomes: [{ subject: "lines.json" }] });
      const decision = JSON.parse(
        run(["can", "--policy", "lines.json", "--principal", "111122223333", "--json"]).stdout,
      );
      expect(decision.missing).toMatchObject([{ statement: { sid } }]);
    });
  });

  test("what others wrote cannot steer the terminal in a message of wrong use", () => {
    const name = "x\u001b[2J\u001b]0;title\u0007";
    write({
      "roles.json": JSON.stringify({ Roles: ["111122223333", "444455556666"].map((account) => roleOf(account, name)) }),
    });
    const { status, stderr } = run(["explain", name, "--roles", "snapshot:roles.json"]);
    expect(status).toBe(2);
    expect(stderr).toContain("`arn:aws:iam::111122223333:role/x␛[2J␛]0;title␇`");
    expect(stderr).not.toContain("\u001b");
  });

  test("a slow reader of a pipe that does not wait gets all of it", () => {
    write(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p/${i}.json`, broken])));
    // Node makes the pipe one that does not wait, for all that write to it.
    const other = `"${process.execPath}" -e "process.stdout; setTimeout(() => {}, 4000)"`;
    const script = `{ ${other} & sleep 0.7; "${process.execPath}" "${cli}" validate p; } | { sleep 2; cat; }`;
    const { stdout, stderr } = spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.length).toBeGreaterThan(70_000);
    expect(stdout).toBe(run(["validate", "p"]).stdout);
  });

  test("a reader that stops reading is no error", () => {
    write(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p/${i}.json`, broken])));
    const result = spawnSync("sh", ["-c", `"${process.execPath}" "${cli}" validate p | head -1`], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(result.stderr).toBe("");
    expect(result.stdout).toMatch(/^FAILED/);
    expect(existsSync(join(folder, "p"))).toBe(true);
  });
});
