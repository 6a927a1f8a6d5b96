import type { RoleReading } from "@redshift-guard/core";
import { afterEach, expect, test } from "vitest";
import { awsCalls } from "../src/aws-calls.ts";
import { openRoles, type ReadContext, readRoles } from "../src/reader.ts";
import { type FakeAccount, type FakeAws, type FakeAwsOptions, sendError, startFakeAws } from "./aws-server.ts";

const home = "111122223333";
let aws: FakeAws | undefined;

afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

test("iam: 2,506 roles are three calls of a thousand, decoded, each once", async () => {
  const { readings } = await read("iam:", { accounts: [{ id: home, roles: roles(2506) }], home });
  expect(aws?.countOf("iam.ListRoles")).toBe(3);
  expect(arns(readings)).toHaveLength(2506);
  const first = readings.find((reading) => reading.kind === "role");
  expect(JSON.parse(first?.trustPolicy ?? "")).toEqual(trust("100%+of it"));
  expect(readings.at(-1)).toEqual({ kind: "account", account: home });
});

test("iam: a handful of names is asked for one by one, and a missing one is simply not there", async () => {
  const names = ["role-1", "role-7", "gone"];
  const { readings } = await read("iam:", { accounts: [{ id: home, roles: roles(50) }], home }, { names });
  expect(aws?.countOf("iam.ListRoles")).toBe(0);
  expect(aws?.countOf("iam.GetRole")).toBe(3);
  expect(arns(readings)).toEqual([`arn:aws:iam::${home}:role/role-1`, `arn:aws:iam::${home}:role/role-7`]);
});

test("organization: every account once, minimal calls, what cannot be read is said", async () => {
  const accounts = organization(45);
  const { readings, notes } = await read("organization:audit", { accounts, home });
  expect(aws?.countOf("organizations.ListAccounts")).toBe(3);
  expect(aws?.countOf("sts.AssumeRole")).toBe(43);
  expect(aws?.countOf("sts.GetCallerIdentity")).toBe(1);
  const denied = readings.filter((reading) => reading.kind === "not-read");
  expect(denied).toEqual([expect.objectContaining({ account: accountId(9), code: "NOT_ANALYSED_ACCESS_DENIED" })]);
  expect(notes).toEqual([`Account ${accountId(5)} is left out: the account is suspended.`]);
  expect(readings.filter((reading) => reading.kind === "account")).toHaveLength(43);
  expect(arns(readings)).toHaveLength(43 * 7);
});

test("organization: the session may only read, and carries the ExternalId", async () => {
  const accounts: FakeAccount[] = [
    { id: home, roles: [] },
    { id: accountId(1), roles: roles(1), auditRole: "sec/audit", externalId: "x-1" },
  ];
  const { readings } = await read("organization:sec/audit,external-id=x-1", { accounts, home });
  expect(arns(readings)).toHaveLength(1);
  const assumed = aws?.calls.find((call) => call.name === "sts.AssumeRole");
  const policy = JSON.parse(assumed?.parameters["Policy"] ?? "{}");
  expect(policy.Statement).toEqual([{ Effect: "Allow", Action: ["iam:ListRoles", "iam:GetRole"], Resource: "*" }]);
});

test("organization: shards split the accounts, each in exactly one", async () => {
  const accounts = organization(45).filter(({ id }) => id !== accountId(9));
  const seen: string[] = [];
  for (const index of [1, 2, 3]) {
    const { readings } = await read("organization:audit", { accounts, home }, { shard: { index, count: 3 } });
    for (const reading of readings) if (reading.kind === "account") seen.push(reading.account);
    await aws?.close();
  }
  expect(seen.sort()).toEqual(
    accounts
      .filter((account) => account.state === undefined)
      .map(({ id }) => id)
      .sort(),
  );
});

test("config: rows of several Regions are one role, the newest; a row without a document is said", async () => {
  const row = (name: string, day: number, extra = {}): string =>
    JSON.stringify({
      accountId: accountId(1),
      arn: `arn:aws:iam::${accountId(1)}:role/${name}`,
      configurationItemCaptureTime: `2026-11-${day}T00:00:00Z`,
      configuration: {
        roleName: name,
        path: "/",
        assumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust(`day-${day}`))),
        ...extra,
      },
    });
  const configRows = [
    ...Array.from({ length: 250 }, (_, i) => row(`r${i}`, 10)),
    row("r3", 12),
    row("r3", 11),
    JSON.stringify({ arn: "arn:aws:iam::1:role/x" }),
  ];
  const { readings } = await read("config:all", { accounts: [], home, configRows });
  expect(aws?.countOf("config.SelectAggregateResourceConfig")).toBe(3);
  expect(arns(readings)).toHaveLength(250);
  const r3 = readings.find((reading) => reading.kind === "role" && reading.name === "r3");
  expect(r3).toMatchObject({ source: "AWS Config, recorded 2026-11-12T00:00:00Z" });
  expect(readings.filter((reading) => reading.kind === "not-read")).toHaveLength(1);
});

test("a reread asks IAM for the one role, and knows when it is gone", async () => {
  aws = await startFakeAws({ accounts: [{ id: home, roles: roles(2) }], home });
  environment(aws.url);
  const source = openRoles("iam:", {});
  const identity = { arn: `arn:aws:iam::${home}:role/role-1`, account: home, path: "/" };
  expect(await source.reread?.({ ...identity, name: "role-1" })).toMatchObject({ kind: "role", name: "role-1" });
  expect(await source.reread?.({ ...identity, name: "gone" })).toBe("deleted");
});

/** What each fault does to a run that reads one member account and the own one. */
const faults: readonly {
  readonly fault: string;
  readonly intercept: NonNullable<FakeAwsOptions["intercept"]>;
  readonly roles: number;
  readonly notRead: string | undefined;
}[] = [
  { fault: "throttled three times", intercept: throttle(3), roles: 14, notRead: undefined },
  {
    fault: "throttled for good",
    intercept: throttle(Number.POSITIVE_INFINITY),
    roles: 7,
    notRead: "NOT_ANALYSED_THROTTLED",
  },
  {
    fault: "500 once",
    intercept: ({ service, account, before }, response) =>
      fails(member(service, account) && before === 0, () => sendError(response, false, 500, "ServiceFailure", "busy")),
    roles: 14,
    notRead: undefined,
  },
  {
    fault: "the connection cut in the middle of a page, once",
    intercept: ({ service, account, before }, response) =>
      fails(member(service, account) && before === 0, () => cut(response)),
    roles: 14,
    notRead: undefined,
  },
  {
    fault: "the connection cut every time",
    intercept: ({ service, account }, response) => fails(member(service, account), () => cut(response)),
    roles: 7,
    notRead: "NOT_ANALYSED_UNREADABLE",
  },
  {
    fault: "an account that never answers",
    intercept: ({ service, account }) => member(service, account),
    roles: 7,
    notRead: "NOT_ANALYSED_TIMEOUT",
  },
  {
    fault: "credentials that expire once",
    intercept: ({ service, account, before }, response) =>
      fails(member(service, account) && before === 0, () =>
        sendError(response, false, 403, "ExpiredToken", "The security token included in the request is expired"),
      ),
    roles: 14,
    notRead: undefined,
  },
  {
    fault: "credentials that stay expired",
    intercept: ({ service, account }, response) =>
      fails(member(service, account), () => sendError(response, false, 403, "ExpiredToken", "expired")),
    roles: 7,
    notRead: "NOT_ANALYSED_CREDENTIALS_EXPIRED",
  },
];

test.each(faults)("fault: $fault", async ({ intercept, roles: expected, notRead }) => {
  const accounts = [
    { id: home, roles: roles(7) },
    { id: accountId(1), roles: roles(7), auditRole: "audit" },
  ];
  const calls = awsCalls({ timeout: 300, patience: 2_500, attempts: 2 });
  const { readings } = await read("organization:audit", { accounts, home, intercept }, { calls });
  calls.close();
  expect(arns(readings)).toHaveLength(expected);
  expect(readings.flatMap((reading) => (reading.kind === "not-read" ? [reading.code] : []))).toEqual(
    notRead === undefined ? [] : [notRead],
  );
});

async function read(
  spec: string,
  options: FakeAwsOptions,
  context: ReadContext = {},
): Promise<{ readings: RoleReading[]; notes: string[] }> {
  aws = await startFakeAws(options);
  environment(aws.url);
  const notes: string[] = [];
  const readings: RoleReading[] = [];
  for await (const reading of readRoles(spec, { ...context, note: (text) => notes.push(text) })) readings.push(reading);
  return { readings, notes };
}

function environment(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAFAKE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
}

function organization(count: number): FakeAccount[] {
  return Array.from({ length: count }, (_, i) => ({
    id: i === 0 ? home : accountId(i),
    roles: roles(7),
    ...(i === 0 || i === 9 ? {} : { auditRole: "audit" }),
    ...(i === 5 ? { state: "SUSPENDED" } : {}),
  }));
}

function accountId(i: number): string {
  return String(222_200_000_000 + i);
}

function roles(count: number): { name: string; trust: unknown }[] {
  return Array.from({ length: count }, (_, i) => ({ name: `role-${i}`, trust: trust("100%+of it") }));
}

function trust(sid: string): unknown {
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: sid, Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  };
}

function arns(readings: readonly RoleReading[]): string[] {
  return [...new Set(readings.flatMap((reading) => (reading.kind === "role" ? [reading.arn] : [])))];
}

function member(service: string, account: string): boolean {
  return service === "iam" && account === accountId(1);
}

function throttle(times: number): NonNullable<FakeAwsOptions["intercept"]> {
  return ({ service, account, before }, response) =>
    fails(member(service, account) && before < times, () =>
      sendError(response, false, 400, "Throttling", "Rate exceeded"),
    );
}

function cut(response: import("node:http").ServerResponse): void {
  response.writeHead(200, { "content-type": "text/xml", "content-length": "5000" });
  response.write("<ListRolesResponse><ListRolesResult><Roles><member><RoleName>half");
  setTimeout(() => response.destroy(), 5);
}

function fails(when: boolean, answer: () => void): boolean {
  if (when) answer();
  return when;
}
