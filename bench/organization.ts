/**
 * A whole organization from the first call to the report: `node bench/organization.ts [ACCOUNTS] [ROLES] [EXPECTED]`.
 * As the programs do it, through the real SDK over HTTP: every account is read, the roles of the spec, EXPECTED in each
 * account (2 unless told), are compared, what drifted (one in a hundred) is asked for again, and the JSON report is
 * written to a file. The server answers after 50 ms, gives each account IAM's and the caller STS's token bucket (AWS
 * publishes no sizes; these are modest), and fails 2 % of the accounts. Printed: calls against the fewest possible, wall
 * time against the bound that latency and buckets set, and the client's own memory.
 */
import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { awsCalls } from "../packages/aws/src/aws-calls.ts";
import { runDrift } from "../packages/aws/src/drift-run.ts";
import { keepHeapSmall } from "../packages/aws/src/keep-heap-small.ts";
import { makeProgress } from "../packages/aws/src/progress.ts";
import { type FakeRole, startFakeAws } from "../packages/aws/test/aws-server.ts";
import { wantedReports, writeReports } from "../packages/cli/src/write-reports.ts";
import { formatContext, loadConfig, makeReport, readReport } from "../packages/core/src/index.ts";

interface Size {
  readonly accounts: number;
  readonly roles: number;
  /** Of the roles of each account, those that the spec names. */
  readonly expected: number;
}

const home = "111122223333";
const latencyMs = 50;
const confirmAfter = 2_000;
const stsBucket = { rate: 50, burst: 100 };
const iamBucket = { rate: 10, burst: 20 };
const failing = 50;

if (process.send === undefined) {
  const [accounts = 5000, roles = 300, expected = 2] = process.argv.slice(2).map(Number);
  await measure({ accounts, roles, expected });
} else process.once("message", (size: Size) => void serve(size));

function accountId(index: number): string {
  return index === 0 ? home : String(200_000_000_000 + index);
}

function isDenied(index: number): boolean {
  return index % failing === 1;
}

function roleName(index: number): string {
  return `redshift-${index}`;
}

function isDrifted(account: number, role: number, { expected }: Size): boolean {
  return (account * expected + role) % 100 === 0 && !isDenied(account);
}

async function serve(size: Size): Promise<void> {
  const others = Array.from({ length: size.roles - size.expected }, (_, i) => ({
    name: `role-${i}`,
    trust: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
  }));
  const accounts = Array.from({ length: size.accounts }, (_, i) => ({
    id: accountId(i),
    roles: [...Array.from({ length: size.expected }, (__, role) => redshiftRole(i, role, size)), ...others],
    ...(i === 0 || isDenied(i) ? {} : { auditRole: "audit" }),
  }));
  const server = await startFakeAws({ accounts, home, latencyMs, stsBucket, iamBucket });
  process.send?.(server.url);
}

function redshiftRole(account: number, role: number, size: Size): FakeRole {
  const users = isDrifted(account, role, size) ? ["loader", "intern"] : ["loader"];
  const externalIds = users.map((user) => `arn:aws:redshift:us-east-1:${accountId(account)}:dbuser:analytics/${user}`);
  return {
    name: roleName(role),
    trust: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "redshift.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": externalIds } },
        },
      ],
    },
  };
}

function configText({ expected }: Size): string {
  const roles = Array.from(
    { length: expected },
    (_, role) =>
      `  - role: ${roleName(role)}\n    trust: { cluster: analytics, region: us-east-1, db-users: [loader] }\n`,
  );
  return `version: 1\nroles:\n${roles.join("")}`;
}

async function measure(size: Size): Promise<void> {
  const { accounts, roles, expected } = size;
  const server = fork(fileURLToPath(import.meta.url), [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const url = await new Promise<string>((resolve) => {
    server.once("message", (message) => resolve(String(message)));
    server.send(size);
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAFAKE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  const folder = mkdtempSync(join(tmpdir(), "organization-"));
  const file = join(folder, "report.json");
  const path = "redshift-guard.yml";
  const text = configText(size);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);

  const started = performance.now();
  // From here on as the programs do.
  const { config } = loadConfig({ path, text }, { readFile: () => undefined });
  keepHeapSmall();
  const calls = awsCalls();
  const progress = makeProgress(calls);
  const run = await runDrift(config, { roles: ["organization:audit"], calls, progress, confirmAfter });
  const report = makeReport(run.outcomes, { toolVersion: "0.0.0", notes: run.notes });
  writeReports(report, wantedReports([`json=${file}`]), formatContext());
  const seconds = (performance.now() - started) / 1000;
  // Writing is synchronous, so the watch did not see it.
  peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
  clearInterval(watch);
  calls.close();
  server.kill();

  const indexes = Array.from({ length: accounts }, (_, i) => i);
  const failures = indexes.filter(isDenied).map((i) => `account ${accountId(i)}`);
  const drifted = indexes.flatMap((i) =>
    Array.from({ length: expected }, (_, role) => role)
      .filter((role) => isDrifted(i, role, size))
      .map((role) => `arn:aws:iam::${accountId(i)}:role/${roleName(role)}`),
  );
  const { outcomes } = readReport(readFileSync(file, "utf8"), file);
  const compared = outcomes.filter(({ kind, drift }) => kind === "analysed" && drift !== undefined);
  const reportedDrifts = compared.filter(({ drift }) => drift?.status !== "IN_SYNC").map(({ subject }) => subject);
  const reportedFailures = outcomes.filter(({ kind }) => kind === "not-analysed").map(({ subject }) => subject);

  const readable = accounts - failures.length;
  const pages = Math.max(1, Math.ceil(roles / 1000));
  const fewest = 1 + Math.ceil(accounts / 20) + (accounts - 1) + readable * pages + drifted.length;
  const sent = [...calls.sent.values()].reduce((sum, count) => sum + count, 0);
  // Accounts are listed in a chain; sessions are limited by STS's bucket; both go on side by side. Then the drift is
  // confirmed: the wait, and an answer.
  const bound =
    Math.max((Math.ceil(accounts / 20) * latencyMs) / 1000, (accounts - 1 - stsBucket.burst) / stsBucket.rate) +
    (3 * latencyMs) / 1000 +
    (confirmAfter + latencyMs) / 1000;
  const mebibytes = (bytes: number): string => `${Math.round(bytes / 1048576)} MiB`;
  console.log(`accounts ${accounts}, roles ${accounts * roles}, of the spec ${accounts * expected}`);
  console.log(`compared ${compared.length} of ${readable * expected}`);
  console.log(`drifted ${drifted.length}, reported exactly those: ${isSame(reportedDrifts, drifted)}`);
  console.log(`failing accounts ${failures.length}, reported exactly those: ${isSame(reportedFailures, failures)}`);
  console.log(`calls ${sent}, fewest ${fewest}, ratio ${(sent / fewest).toFixed(4)}, throttled ${calls.throttles}`);
  console.log(`wall ${seconds.toFixed(1)} s, bound ${bound.toFixed(1)} s, ratio ${(seconds / bound).toFixed(3)}`);
  console.log(`peak memory ${mebibytes(peak)}, report of ${mebibytes(statSync(file).size)}`);
  rmSync(folder, { recursive: true });
  process.exit(0);
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());
}
