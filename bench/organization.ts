/**
 * A whole organization through the real SDK over HTTP: `node bench/organization.ts [ACCOUNTS] [ROLES]`.
 * The server answers after 50 ms, gives each account IAM's and the caller STS's token bucket (AWS publishes no sizes;
 * these are modest), and fails 2 % of the accounts. Printed: calls against the fewest possible, wall time against the
 * bound that latency and buckets set, and the client's own memory.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { awsCalls } from "../packages/aws/src/aws-calls.ts";
import { keepHeapSmall } from "../packages/aws/src/keep-heap-small.ts";
import { readRoles } from "../packages/aws/src/reader.ts";
import { startFakeAws } from "../packages/aws/test/aws-server.ts";

const home = "111122223333";
const latencyMs = 50;
const stsBucket = { rate: 50, burst: 100 };
const iamBucket = { rate: 10, burst: 20 };
const failing = 50;

if (process.send === undefined) await measure(Number(process.argv[2] ?? 5000), Number(process.argv[3] ?? 300));
else process.once("message", (size: { readonly accounts: number; readonly roles: number }) => void serve(size));

async function serve({ accounts, roles }: { readonly accounts: number; readonly roles: number }): Promise<void> {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const list = Array.from({ length: roles }, (_, i) => ({ name: `role-${i}`, trust }));
  const organization = Array.from({ length: accounts }, (_, i) => {
    const denied = i % failing === 1;
    return {
      id: i === 0 ? home : String(200_000_000_000 + i),
      roles: list,
      ...(i === 0 || denied ? {} : { auditRole: "audit" }),
    };
  });
  const server = await startFakeAws({ accounts: organization, home, latencyMs, stsBucket, iamBucket });
  process.send?.(server.url);
}

async function measure(accounts: number, roles: number): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const url = await new Promise<string>((resolve) => {
    server.once("message", (message) => resolve(String(message)));
    server.send({ accounts, roles });
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAFAKE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });

  const expectedFailures = Array.from({ length: accounts }, (_, i) => i)
    .filter((i) => i % failing === 1)
    .map((i) => String(200_000_000_000 + i));
  const readable = accounts - expectedFailures.length;
  // As the programs do.
  keepHeapSmall();
  const calls = awsCalls({ connections: 40 });
  const started = performance.now();
  let read = 0;
  let peak = 0;
  const failed: string[] = [];
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  for await (const reading of readRoles("organization:audit", { calls, keep: () => false })) {
    if (reading.kind === "account") read++;
    if (reading.kind === "not-read") failed.push(reading.account ?? "?");
  }
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  calls.close();
  server.kill();

  const pages = Math.max(1, Math.ceil(roles / 1000));
  const fewest = 1 + Math.ceil(accounts / 20) + (accounts - 1) + readable * pages;
  const sent = [...calls.sent.values()].reduce((sum, count) => sum + count, 0);
  // Accounts are listed in a chain; sessions are limited by STS's bucket; both go on side by side.
  const bound =
    Math.max((Math.ceil(accounts / 20) * latencyMs) / 1000, (accounts - 1 - stsBucket.burst) / stsBucket.rate) +
    (3 * latencyMs) / 1000;
  console.log(`accounts ${accounts}, roles ${accounts * roles}, read ${read}, failed ${failed.length}`);
  console.log(
    `failed exactly those that fail: ${JSON.stringify(failed.sort()) === JSON.stringify(expectedFailures.sort())}`,
  );
  console.log(`calls ${sent}, fewest ${fewest}, ratio ${(sent / fewest).toFixed(4)}, throttled ${calls.throttles}`);
  console.log(`wall ${seconds.toFixed(1)} s, bound ${bound.toFixed(1)} s, ratio ${(seconds / bound).toFixed(3)}`);
  console.log(`peak memory ${Math.round(peak / 1048576)} MiB`);
  process.exit(0);
}
