import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import {
  type FakeAccount,
  type FakeAws,
  type FakeAwsOptions,
  sendError,
  startFakeAws,
} from "../../../aws/test/aws-server.ts";

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
const home = "111122223333";
const root = mkdtempSync(join(tmpdir(), "redshift-guard-drift-cli-"));
let aws: FakeAws | undefined;

afterEach(async () => {
  await aws?.close();
  aws = undefined;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const closed = "redshift.us-east-1.amazonaws.com";
const open = "redshift.amazonaws.com";
const trust = (service: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
/** The account of the credentials, and others of its organization, each with one role. */
const accounts = (count: number, service = closed): FakeAccount[] =>
  Array.from({ length: count }, (_, i) => ({
    id: i === 0 ? home : String(222_200_000_000 + i),
    roles: [{ name: "Etl", trust: trust(service) }],
    ...(i === 0 ? {} : { auditRole: "audit" }),
  }));

interface DriftRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly folder: string;
}

/** `until` is the call at which the signal is sent; it is never answered. */
async function drift(
  args: readonly string[],
  server: Partial<FakeAwsOptions>,
  stop?: { readonly signal: NodeJS.Signals; readonly until: (action: string, before: number) => boolean },
): Promise<DriftRun> {
  const folder = mkdtempSync(join(root, "run-"));
  writeFileSync(
    join(folder, "redshift-guard.yml"),
    "version: 1\nroles:\n  - role: Etl\n    trust: { regions: [us-east-1] }\n",
  );
  aws = await startFakeAws({
    home,
    accounts: accounts(1),
    ...server,
    intercept: async (call, response, request) => {
      if (stop?.until(call.action, call.before) !== true)
        return (await server.intercept?.(call, response, request)) ?? false;
      child.kill(stop.signal);
      return true;
    },
  });
  const child = spawn(process.execPath, [cli, "drift", ...args], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      NO_COLOR: "1",
      NODE_COMPILE_CACHE: join(root, "compiled"),
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIAFAKE",
      AWS_SECRET_ACCESS_KEY: "secret",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, stdout, stderr, folder };
}

const denied = (wanted: string): NonNullable<FakeAwsOptions["intercept"]> => {
  return ({ action }, response) => {
    if (action === wanted) sendError(response, false, 403, "AccessDenied", "no");
    return action === wanted;
  };
};

/** How a run ends: what it says, and its status. */
const ends: readonly [string, Parameters<typeof drift>, number, RegExp][] = [
  ["in sync", [["-r", "organization:audit"], { accounts: accounts(30) }], 0, /^PASSED {2}30 roles as expected/],
  ["drift", [["-r", "iam:"], { accounts: accounts(1, open) }], 1, /DRIFT_WIDENED/],
  [
    "an account that is refused, beside drift",
    [["-r", "organization:audit"], { accounts: [...accounts(2, open), { id: "999988887777", roles: [] }] }],
    3,
    /2 of 2 roles drifted;.*1 input not analysed/,
  ],
  ["a role that is gone", [["-r", "iam:"], { accounts: [{ id: home, roles: [] }] }], 1, /DRIFT_ROLE_DELETED/],
  [
    "SIGTERM while roles are listed",
    [
      ["-r", "organization:audit"],
      { accounts: accounts(40) },
      { signal: "SIGTERM", until: (action, before) => action === "ListAccounts" && before === 1 },
    ],
    143,
    /^FAILED .*not analysed[\s\S]*NOT_ANALYSED_ABORTED/,
  ],
  [
    "SIGINT while drift is confirmed",
    [
      ["-r", "organization:audit"],
      { accounts: accounts(3, open) },
      { signal: "SIGINT", until: (action) => action === "GetRole" },
    ],
    130,
    /^FAILED {2}3 of 3 roles drifted;.*not analysed[\s\S]*NOT_ANALYSED_ABORTED/,
  ],
  [
    "SIGTERM while a role is repaired",
    [
      ["-r", "iam:", "--repair", "--yes"],
      { accounts: accounts(1, open) },
      { signal: "SIGTERM", until: (action) => action === "UpdateAssumeRolePolicy" },
    ],
    143,
    /NOT repaired: .* may have been written or not/,
  ],
  [
    "a repair that is refused",
    [["-r", "iam:", "--repair", "--yes"], { accounts: accounts(1, open), intercept: denied("UpdateAssumeRolePolicy") }],
    1,
    /NOT repaired: .*AccessDenied/,
  ],
  ["nothing to repair", [["-r", "iam:", "--repair", "--yes"], {}], 0, /Nothing to repair/],
];

test.each(ends)("how a run ends: %s", async (_, given, status, says) => {
  const run = await drift(...given);
  expect(run.stdout).toMatch(says);
  expect(run).toMatchObject({ status, stderr: "" });
  expect(run.stdout).not.toMatch(/\n\s+at /);
});

test("a repair saves what was there, writes, and is green", async () => {
  const members = accounts(1, open);
  const run = await drift(["-r", "iam:", "--repair", "--yes"], { accounts: members });
  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.stringify(members[0]?.roles[0]?.trust)).toContain(closed);
  const [saved = ""] = readdirSync(join(run.folder, "redshift-guard-replaced"));
  expect(JSON.parse(readFileSync(join(run.folder, "redshift-guard-replaced", saved), "utf8"))).toEqual(trust(open));
});

test("a repair without a terminal and without --yes reads nothing", async () => {
  const run = await drift(["-r", "iam:", "--repair"], { accounts: accounts(1, open) });
  expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("Write `--yes`") });
  expect(aws?.calls).toEqual([]);
});
