import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderTemplate } from "@redshift-guard/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type FakeAws,
  type FakeAwsOptions,
  type FakeRole,
  sendError,
  startFakeAws,
} from "../../aws/test/aws-server.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const built = mkdtempSync(join(tmpdir(), "redshift-guard-cli-"));
const cli = join(built, "cli.js");
const account = "444455556666";
let folder: string;
let aws: FakeAws | undefined;

/** The bundle, as users run it, against a local server through AWS's own SDK. */
beforeAll(() => {
  const entry = join(root, "packages/cli/src/cli.ts");
  const often = join(root, "packages/cli/src/commands/validate.ts");
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), entry, cli, often], { stdio: "pipe" });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "redshift-guard-run-"));
  write({ "redshift-guard.yml": spec });
});
afterEach(async () => {
  await aws?.close();
  aws = undefined;
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const spec = `version: 1
roles:
  - role: arn:aws:iam::${account}:role/Etl
    trust:
      regions: [us-east-1]
`;
const closed = role("Etl", "redshift.us-east-1.amazonaws.com");
const open = role("Etl", "redshift.amazonaws.com");
const keys = { AWS_ACCESS_KEY_ID: "AKIAFAKE", AWS_SECRET_ACCESS_KEY: "secret" };

describe("--repair", () => {
  test("--yes: saved, written, read back; green when nothing else is wrong", async () => {
    const roles = [open];
    const result = await run(["drift", "--roles", "iam:", "--repair", "--yes"], { roles });
    expect(result).toMatchObject({ status: 0, stderr: "" });
    expect(result.stdout).toContain(`repaired: \`arn:aws:iam::${account}:role/Etl\` has the expected trust again`);
    expect(roles[0]?.trust).toEqual(closed.trust);
    const [saved = ""] = readdirSync(join(folder, "redshift-guard-replaced"));
    expect(saved).toMatch(new RegExp(`^${account}-Etl-.*\\.json$`));
    const replaced = readFileSync(join(folder, "redshift-guard-replaced", saved), "utf8");
    expect(JSON.parse(replaced)).toEqual(open.trust);
    const allowed = renderTemplate("redshift-guard-repair", { accountId: account, roleNames: ["Etl"] });
    for (const name of new Set(aws?.calls.map((call) => call.name.replace(".", ":"))))
      if (name !== "sts:GetCallerIdentity") expect(allowed).toContain(`"${name}"`);
  });

  test("what else is wrong stays red", async () => {
    write({ "redshift-guard.yml": `${spec}unknown-roles: error\n` });
    const roles = [open, role("Unknown", "redshift.amazonaws.com")];
    const result = await run(["drift", "--roles", "iam:", "--repair", "--yes"], { roles });
    expect(result.stdout).toContain("repaired:");
    expect(result.status).toBe(1);
  });

  test("what could not be repaired stays red, and the others are repaired", async () => {
    const second = spec.split("\n").slice(2).join("\n").replaceAll("/Etl", "/Load");
    write({ "redshift-guard.yml": spec + second });
    const result = await run(["drift", "--roles", "iam:", "--repair", "--yes"], {
      roles: [open, { ...open, name: "Load" }],
      intercept: ({ action, parameters }, response) => {
        if (action !== "UpdateAssumeRolePolicy" || parameters["RoleName"] !== "Etl") return false;
        sendError(response, false, 400, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048");
        return true;
      },
    });
    expect(result.stdout).toMatch(/NOT repaired: .*role\/Etl` could not be repaired \(LimitExceeded/);
    expect(result.stdout).toMatch(/ repaired: .*role\/Load`/);
    expect(result.status).toBe(1);
  });

  test("without a terminal and --yes nothing is even read", async () => {
    const result = await run(["drift", "--roles", "iam:", "--repair"], { roles: [open] });
    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(result.stderr).toContain("Write `--yes`");
    expect(aws?.calls).toEqual([]);
  });

  test("only the account of the credentials is written to", async () => {
    const result = await run(["drift", "--roles", "organization:audit", "--repair", "--yes"], { roles: [open] });
    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(aws?.calls).toEqual([]);
  });
});

test("what the config says fails a run, for one run and for merged ones", async () => {
  const { Statement } = closed.trust as { readonly Statement: readonly object[] };
  const condition = { StringEquals: { "sts:ExternalId": `arn:aws:redshift:us-east-1:${account}:dbuser:c/etl` } };
  const narrowed = {
    ...closed,
    trust: { Version: "2012-10-17", Statement: [{ ...Statement[0], Condition: condition }] },
  };
  const args = ["drift", "--roles", "iam:", "-f", "json=all.json"];
  expect(await run(args, { roles: [narrowed] })).toMatchObject({ status: 0 });
  write({ "redshift-guard.yml": `${spec}validate:\n  fail-on: WARNING\n` });
  expect(await run(args, { roles: [narrowed] })).toMatchObject({ status: 1 });
  expect(await run(["drift", "merge", "all.json"], {})).toMatchObject({ status: 1 });
  expect(await run(["drift", "merge", "all.json", "--fail-on", "ERROR"], {})).toMatchObject({ status: 0 });
});

describe("shards", () => {
  const accounts = Array.from({ length: 7 }, (_, i) => ({
    id: i === 0 ? account : String(200_000_000_000 + i),
    roles: i === 0 ? [open] : [],
    ...(i === 0 ? {} : { auditRole: "audit" }),
  }));

  test("plan, each shard, merge: the verdict of one run over all", async () => {
    const plan = await run(["drift", "plan", "-r", "organization:audit", "--accounts-per-shard", "3"], { accounts });
    expect(JSON.parse(plan.stdout)).toEqual({ shard: ["1/3", "2/3", "3/3"] });
    const files: string[] = [];
    for (const shard of ["1/3", "2/3", "3/3"]) {
      const file = `${shard[0]}.json`;
      const args = ["drift", "-r", "organization:audit", "--shard", shard, "-f", `json=${file}`];
      expect(await run(args, { accounts })).toMatchObject({ status: 0 });
      files.push(file);
    }
    const merged = await run(["drift", "merge", ...files], {});
    expect(merged).toMatchObject({ status: 1, stderr: "" });
    expect(merged.stdout).toMatch(/^FAILED[\s\S]*MODIFIED, widened[\s\S]*Redshift in every Region/);
    const part = await run(["drift", "merge", ...files.slice(0, 2)], {});
    expect(part).toMatchObject({ status: 3 });
    expect(part.stdout).toContain("Shard 3/3 left no report");
    const last = JSON.parse(readFileSync(join(folder, "1.json"), "utf8"));
    const unseenRoleIds = { "arn:aws:iam::111122223333:role/Gone": "AROAGONE" };
    writeFileSync(join(folder, "last.json"), JSON.stringify({ ...last, unseenRoleIds }));
    const known = await run(["drift", "merge", "1.json", "--previous", "last.json", "-f", "json"], {});
    expect(JSON.parse(known.stdout)).toMatchObject({ unseenRoleIds });
  });

  test("a plan has at most 256 shards, and says when accounts cannot be counted", async () => {
    const many = Array.from({ length: 600 }, (_, i) => ({ id: String(200_000_000_000 + i), roles: [] }));
    const plan = await run(["drift", "plan", "-r", "organization:audit", "--accounts-per-shard", "1"], {
      accounts: many,
    });
    expect(JSON.parse(plan.stdout).shard).toHaveLength(256);
    const denied = await run(["drift", "plan", "-r", "organization:audit"], {
      accounts,
      intercept: (_, response) => {
        sendError(response, true, 400, "AccessDeniedException", "no");
        return true;
      },
    });
    expect(denied).toMatchObject({ status: 3, stdout: "" });
    expect(denied.stderr).toMatch(/^error: Counting the accounts failed \(AccessDenied.*Allow the calls/);
  });

  test("a shard whose report nobody could merge is wrong use, and not status 0", async () => {
    const result = await run(["drift", "-r", "iam:", "--shard", "1/3", "-f", "html=a.html"], {});
    expect(result).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("--format json=shard.json"),
    });
  });

  test.each([["0/3"], ["4/3"], ["1/257"], ["x"]])("%s is no shard", async (shard) => {
    const result = await run(["drift", "-r", "iam:", "--shard", shard, "-f", "json"], {});
    expect(result).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("is no shard") });
  });

  test("what is no report is not merged", async () => {
    write({ "a.json": "{}" });
    expect(await run(["drift", "merge", "a.json"], {})).toMatchObject({ status: 2, stdout: "" });
    expect(await run(["drift", "merge", "gone.json"], {})).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("credentials come from wherever the SDK finds them", () => {
  const none = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" };
  const configFile = (text: string): Record<string, string> => {
    write({ config: text, token: "header.payload.signature" });
    return { ...none, AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: join(folder, "none") };
  };
  test.each<[string, () => Record<string, string>]>([
    ["the environment", () => keys],
    [
      "a profile",
      () => ({
        ...configFile("[profile team]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = secret\n"),
        AWS_PROFILE: "team",
      }),
    ],
    [
      "a web identity token",
      () => ({
        ...configFile(""),
        AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"),
        AWS_ROLE_ARN: `arn:aws:iam::${account}:role/oidc`,
      }),
    ],
    [
      "a profile with a role",
      () => ({
        ...configFile(
          `[profile team]\nrole_arn = arn:aws:iam::${account}:role/audit\nsource_profile = base\n[profile base]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = secret\n`,
        ),
        AWS_PROFILE: "team",
      }),
    ],
    [
      "a program",
      () => {
        const answer = JSON.stringify({ Version: 1, AccessKeyId: "AKIAFAKE", SecretAccessKey: "secret" });
        write({ "answer.json": answer });
        return {
          ...configFile(`[profile team]\ncredential_process = cat ${join(folder, "answer.json")}\n`),
          AWS_PROFILE: "team",
        };
      },
    ],
  ])("%s", async (_, environment) => {
    const result = await run(["drift", "--roles", "iam:"], {
      accounts: [{ id: account, roles: [closed], auditRole: "audit" }],
      environment: environment(),
    });
    expect(result.stdout).toMatch(/^PASSED/);
    expect(result).toMatchObject({ status: 0, stderr: "" });
  });

  test("none at all is red, and says what to do", async () => {
    const result = await run(["drift", "--roles", "iam:"], { roles: [closed], environment: configFile("") });
    expect(result.status).toBe(3);
    expect(result.stdout).toContain("NOT_ANALYSED_NO_CREDENTIALS");
  });
});

test("an offline run loads nothing of AWS's SDK, and opens no connection", async () => {
  write({
    "roles.json": JSON.stringify({
      Role: { RoleName: "Etl", Arn: `arn:aws:iam::${account}:role/Etl`, AssumeRolePolicyDocument: closed.trust },
    }),
    "loaded.cjs":
      "process.on('exit', () => require('node:fs').writeFileSync('loaded.txt', process.moduleLoadList.join('\\n')));",
  });
  const environment = { NODE_OPTIONS: `--require ${join(folder, "loaded.cjs")}` };
  const loaded = async (source: string): Promise<boolean> => {
    await run(["drift", "--roles", source], { roles: [closed], environment: { ...environment, ...keys } });
    return /NativeModule (_http_client|http|https|tls)$/m.test(readFileSync(join(folder, "loaded.txt"), "utf8"));
  };
  expect(await loaded("snapshot:roles.json")).toBe(false);
  expect(await loaded("iam:")).toBe(true);
});

describe.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("%s", (signal, status) => {
  test(`what was not read is said, and the status is ${status}`, async () => {
    const result = await run(["drift", "--roles", "iam:"], {
      roles: [closed],
      intercept: ({ action }) => {
        if (action !== "ListRoles") return false;
        kill(signal);
        return true;
      },
    });
    expect(result.status).toBe(status);
    expect(result.stdout).toMatch(/^FAILED[\s\S]*NOT_ANALYSED_ABORTED/);
  });
});

let kill: (signal: NodeJS.Signals) => void = () => {};

interface RunOptions {
  readonly roles?: FakeRole[];
  readonly accounts?: FakeAwsOptions["accounts"];
  readonly intercept?: FakeAwsOptions["intercept"];
  readonly environment?: Readonly<Record<string, string>>;
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], options: RunOptions): Promise<Run> {
  const { roles = [], intercept, accounts = [{ id: account, roles }], environment = keys } = options;
  await aws?.close();
  aws = await startFakeAws({ home: account, accounts, ...(intercept === undefined ? {} : { intercept }) });
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: aws.url,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  kill = (signal) => child.kill(signal);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  expect(`${stdout}${stderr}`).not.toMatch(/\n {4}at /);
  return { status, stdout, stderr };
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function role(name: string, service: string): FakeRole {
  return {
    name,
    trust: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: [service] }, Action: "sts:AssumeRole" }],
    },
  };
}
