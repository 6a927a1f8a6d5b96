import type { DeployedRole, Outcome } from "@redshift-guard/core";
import { afterEach, describe, expect, test } from "vitest";
import { awsCalls } from "../src/aws-calls.ts";
import { type RepairResult, repairable, repairRoles } from "../src/repair.ts";
import { type FakeAws, type FakeAwsOptions, sendError, startFakeAws } from "./aws-server.ts";

const account = "444455556666";
let aws: FakeAws | undefined;

afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

const expected = trust("redshift.us-east-1.amazonaws.com");
const drifted = trust("redshift.amazonaws.com");
const compared = deployed(drifted);

test("the old document is saved first, then written, then read back", async () => {
  const order: string[] = [];
  const { results, document } = await repair({
    save: (role) => {
      order.push(`save ${role.trustPolicy}`);
      return "old.json";
    },
    intercept: ({ action }) => {
      order.push(action);
      return false;
    },
  });
  expect(results).toEqual([{ role: compared.arn, isRepaired: true, details: expect.stringContaining("`old.json`") }]);
  expect(document).toBe(expected);
  expect(order).toEqual(["GetCallerIdentity", "GetRole", `save ${drifted}`, "UpdateAssumeRolePolicy", "GetRole"]);
});

test("what IAM shows late is waited for", async () => {
  const { results } = await repair({
    intercept: ({ action, before }, response) => {
      if (action !== "GetRole" || before !== 1) return false;
      sendError(response, false, 500, "ServiceFailure", "busy");
      return true;
    },
  });
  expect(results).toMatchObject([{ isRepaired: true }]);
});

/** Each reason to leave a role alone: what is said, and what IAM has afterwards. */
const refusals: readonly [string, Partial<RepairOptions>, RegExp, string | undefined][] = [
  [
    "changed by somebody else meanwhile",
    { now: trust("redshift.eu-west-1.amazonaws.com") },
    /was changed by somebody else since it was compared/,
    trust("redshift.eu-west-1.amazonaws.com"),
  ],
  ["created again meanwhile", { id: "AROANEW" }, /was changed by somebody else/, drifted],
  ["deleted meanwhile", { name: "Other" }, /does not exist any more/, undefined],
  [
    "of another account",
    { role: deployed(drifted, "777788889999") },
    /the credentials belong to account 4444/,
    drifted,
  ],
  [
    "that cannot be saved",
    {
      save: () => {
        throw new Error("disk full");
      },
    },
    /could not be repaired \(disk full\)/,
    drifted,
  ],
  [
    "that may not be written",
    {
      intercept: ({ action }, response) => {
        if (action !== "UpdateAssumeRolePolicy") return false;
        sendError(response, false, 403, "AccessDenied", "not authorized");
        return true;
      },
    },
    /could not be repaired \(AccessDenied.*\)\. What it was is in `old\.json`/,
    drifted,
  ],
];

test.each(refusals)("a role %s is left as it is", async (_, options, details, afterwards) => {
  const { results, document } = await repair(options);
  expect(results).toMatchObject([{ isRepaired: false, details: expect.stringMatching(details) }]);
  expect(document).toBe(afterwards);
  if (options.intercept === undefined) expect(aws?.countOf("iam.UpdateAssumeRolePolicy")).toBe(0);
});

test("a role that is as expected already is not written", async () => {
  const { results } = await repair({ now: expected });
  expect(results).toMatchObject([{ isRepaired: true, details: expect.stringContaining("as expected already") }]);
  expect(aws?.countOf("iam.UpdateAssumeRolePolicy")).toBe(0);
});

test("a write that IAM does not show is no repair", async () => {
  const { results } = await repair({
    intercept: ({ action }, response) => {
      if (action !== "UpdateAssumeRolePolicy") return false;
      response.writeHead(200, { "content-type": "text/xml" });
      response.end('<UpdateAssumeRolePolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"/>');
      return true;
    },
  });
  expect(results).toMatchObject([{ isRepaired: false, details: expect.stringContaining("`old.json`") }]);
});

test("a write that was never answered may have been done, and is said so", async () => {
  const { results, document } = await repair({
    intercept: ({ action, parameters }, response) => {
      if (action !== "UpdateAssumeRolePolicy") return false;
      expect(parameters["PolicyDocument"]).toBe(expected);
      response.destroy();
      return true;
    },
  });
  expect(results).toMatchObject([
    {
      isRepaired: false,
      details: expect.stringMatching(/may have been written or not .* What it was is in `old\.json`/),
    },
  ]);
  expect(document).toBe(drifted);
});

test("a write that could not be read back was done, and is not called left undone", async () => {
  const { results, document } = await repair({
    intercept: ({ action, before }, response) => {
      if (action !== "GetRole" || before === 0) return false;
      sendError(response, false, 403, "ExpiredToken", "The security token included in the request is expired");
      return true;
    },
  });
  expect(results).toMatchObject([
    {
      isRepaired: false,
      details: expect.stringMatching(
        /was written, and could not be read back \(Expired.* What it was is in `old\.json`/,
      ),
    },
  ]);
  expect(document).toBe(expected);
});

describe("which drifts may be repaired", () => {
  const outcome = (status: string, more: object = {}): Outcome =>
    ({
      kind: "analysed",
      subject: compared.arn,
      findings: [],
      drift: { role: compared.arn, status, repair: { document: expected } },
      ...more,
    }) as unknown as Outcome;
  const locked = { findings: [{ issueCode: "DRIFT_LOCKED" }] };
  test.each<[string, Outcome, readonly DeployedRole[], number]>([
    ["one that differs", outcome("MODIFIED"), [compared], 1],
    ["one that is gone", outcome("DELETED"), [compared], 0],
    ["one that was not decided", outcome("UNKNOWN", { kind: "not-analysed" }), [compared], 0],
    ["one that somebody locked", outcome("MODIFIED", locked), [compared], 0],
    ["one that was not read", outcome("MODIFIED"), [], 0],
  ])("%s", (_, one, roles, count) => {
    expect(repairable([one], roles)).toHaveLength(count);
  });
});

interface RepairOptions {
  readonly role: DeployedRole;
  /** What IAM has when the repair begins. */
  readonly now: string;
  readonly name: string;
  readonly id: string;
  readonly save: (role: DeployedRole) => string;
  readonly intercept: NonNullable<FakeAwsOptions["intercept"]>;
}

async function repair(
  options: Partial<RepairOptions>,
): Promise<{ readonly results: RepairResult[]; readonly document: string | undefined }> {
  const { role = compared, now = drifted, name = "Etl", id = "AROAETL", save = () => "old.json", intercept } = options;
  const roles = [{ name, id, trust: now as unknown }];
  aws = await startFakeAws({
    home: account,
    accounts: [{ id: account, roles }],
    ...(intercept === undefined ? {} : { intercept }),
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAFAKE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  const calls = awsCalls({ attempts: 1 });
  const results: RepairResult[] = [];
  for await (const result of repairRoles([{ role, document: expected }], calls, { save, wait: 1 }))
    results.push(result);
  calls.close();
  const left = roles.find((one) => one.name === "Etl")?.trust;
  return { results, document: left === undefined || typeof left === "string" ? left : JSON.stringify(left) };
}

function deployed(trustPolicy: string, owner = account): DeployedRole {
  return {
    kind: "role",
    arn: `arn:aws:iam::${owner}:role/Etl`,
    account: owner,
    name: "Etl",
    path: "/",
    roleId: "AROAETL",
    source: "IAM",
    trustPolicy,
  };
}

function trust(service: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
}
