import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig, type Outcome, roleIdsOf } from "@redshift-guard/core";
import { afterEach, expect, test } from "vitest";
import { type DriftRunOptions, runDrift } from "../src/drift-run.ts";
import {
  type FakeAccount,
  type FakeAws,
  type FakeAwsOptions,
  type FakeRole,
  sendError,
  startFakeAws,
} from "./aws-server.ts";

const account = "444455556666";
let aws: FakeAws | undefined;

afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

const text = `
version: 1
roles:
  - role: arn:aws:iam::${account}:role/Etl
    trust:
      template: redshift-service-trust-regions
      parameters: { regions: [us-east-1] }
`;

test("what a second reading takes back is no drift: IAM is eventually consistent", async () => {
  const { run } = await drift([role("Etl", "redshift.amazonaws.com")], {
    intercept: ({ action, before }, response) => {
      // The list still has the old document; the single read has the new one.
      if (action !== "GetRole" || before > 0) return false;
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(getRole(role("Etl", "redshift.us-east-1.amazonaws.com")));
      return true;
    },
  });
  expect(aws?.countOf("iam.ListRoles")).toBe(1);
  expect(run.outcomes).toMatchObject([
    { kind: "analysed", findings: [], drift: { status: "IN_SYNC", verdict: "identical" } },
  ]);
});

test("confirmed drift has the witness, the RoleId and both repairs", async () => {
  const { run } = await drift([role("Etl", "redshift.amazonaws.com")]);
  expect(aws?.countOf("iam.GetRole")).toBe(1);
  const [outcome] = run.outcomes;
  expect(outcome?.drift).toMatchObject({
    status: "MODIFIED",
    verdict: "widened",
    roleId: "AROAETL",
    newAccess: { kind: "new" },
  });
  expect(outcome?.drift?.repair?.command).toBe(
    `aws iam update-assume-role-policy --role-name Etl --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["redshift.us-east-1.amazonaws.com"]},"Action":"sts:AssumeRole"}]}'`,
  );
  expect(outcome?.drift?.repair?.accept).toContain("redshift.amazonaws.com");
});

test.each<[string, string, string[], number]>([
  ["names alone", "", ["IN_SYNC", "IN_SYNC"], 0],
  ["a pattern among them", '  - role: "C*"\n', ["IN_SYNC", "IN_SYNC"], 1],
])("where no role matters that is not expected, %s", async (_, pattern, statuses, lists) => {
  const trust = "    trust: { regions: [us-east-1] }\n";
  const more = pattern === "" ? "" : pattern + trust;
  const spec = `${text}  - role: /team/Copy\n${trust}${more}unknown-roles: ignore\n`;
  const east = "redshift.us-east-1.amazonaws.com";
  const roles = [role("Etl", east), { ...role("Copy", east), path: "/team/" }, role("Other", "redshift.amazonaws.com")];
  const { run } = await drift(roles, {}, {}, spec);
  expect(run.outcomes.map(({ drift }) => drift?.status)).toEqual(statuses);
  expect([aws?.countOf("iam.ListRoles"), aws?.countOf("iam.GetRole")]).toEqual([lists, lists === 0 ? 2 : 0]);
});

test("a role that vanishes between list and reading is deleted, not lost", async () => {
  const { run } = await drift([role("Etl", "redshift.amazonaws.com")], {
    intercept: ({ action }, response) => {
      if (action !== "GetRole") return false;
      sendError(response, false, 404, "NoSuchEntity", "The role with name Etl cannot be found.");
      return true;
    },
  });
  expect(run.outcomes).toMatchObject([{ drift: { status: "DELETED" } }]);
});

test("a role that its name alone looks for is asked for again, too, before it is gone", async () => {
  const byName = text.replace(`arn:aws:iam::${account}:role/Etl`, "/team/Etl");
  const roles: FakeRole[] = [];
  // The list does not show it yet.
  const late: FakeAwsOptions["intercept"] = ({ action }) => {
    if (action === "GetRole") roles.push({ ...closed, path: "/team/" });
    return false;
  };
  const { run } = await drift(roles, { intercept: late }, {}, byName);
  expect(run.outcomes).toMatchObject([
    { subject: `arn:aws:iam::${account}:role/team/Etl`, drift: { status: "IN_SYNC" } },
  ]);
  await aws?.close();
  const gone = await drift([], {}, {}, byName);
  expect(gone.run.outcomes).toMatchObject([{ subject: "/team/Etl", drift: { status: "DELETED" } }]);
  expect(aws?.countOf("iam.GetRole")).toBe(1);
});

test("a drift that cannot be confirmed stays, and the failure stands beside it", async () => {
  const { run } = await drift([role("Etl", "redshift.amazonaws.com")], {
    intercept: ({ action }, response) => {
      if (action !== "GetRole") return false;
      sendError(response, false, 403, "AccessDenied", "no");
      return true;
    },
  });
  expect(run.outcomes).toMatchObject([
    { kind: "not-analysed", finding: { issueCode: "NOT_ANALYSED_ACCESS_DENIED" } },
    { drift: { status: "MODIFIED" } },
  ]);
});

test("the order in which accounts answer is not that of the report", async () => {
  const ids = ["111122223333", "222233334444", "333344445555"];
  const roles = ["A", "B"].map((name) => role(name, "redshift.amazonaws.com"));
  const spec = 'version: 1\nroles: [{ role: "*", trust: { regions: [us-east-1] } }]';
  const reports: string[][] = [];
  for (const last of ids) {
    const accounts = ids.map((id) => ({ id, auditRole: "audit", roles }));
    const intercept = async (call: { readonly account: string; readonly action: string }) => {
      if (call.account === last && call.action !== "GetCallerIdentity")
        await new Promise((done) => setTimeout(done, 40));
      return false;
    };
    const { run } = await drift(
      [],
      { home: "111122223333", accounts, intercept },
      { roles: ["organization:audit"] },
      spec,
    );
    reports.push(run.outcomes.map(({ subject }) => subject));
    await aws?.close();
  }
  expect(reports[0]).toEqual(ids.flatMap((id) => ["A", "B"].map((name) => `arn:aws:iam::${id}:role/${name}`)));
  expect(reports[1]).toEqual(reports[0]);
  expect(reports[2]).toEqual(reports[0]);
});

test("a role that was replaced under its name is said so", async () => {
  const previousRoleIds = new Map([[`arn:aws:iam::${account}:role/Etl`, "AROAOLD"]]);
  const { run } = await drift([role("Etl", "redshift.us-east-1.amazonaws.com")], {}, { previousRoleIds });
  expect(run.outcomes).toMatchObject([
    { findings: [{ issueCode: "DRIFT_ROLE_REPLACED" }], drift: { status: "IN_SYNC" } },
  ]);
});

test("a role of an account that could not be read meanwhile is still known, by the shard of its account alone", async () => {
  const [here, there] = ["111122223333", "222233334444"];
  const spec = "version: 1\nroles: [{ role: Etl, trust: { regions: [us-east-1] } }]";
  const etl = (id: string) => ({ ...role("Etl", "redshift.us-east-1.amazonaws.com"), id });
  const next = async (
    previousRoleIds: ReadonlyMap<string, string>,
    member: Omit<FakeAccount, "id">,
    more: Partial<DriftRunOptions> = {},
  ) => {
    const accounts = [
      { id: here, roles: [etl("AROAHERE")] },
      { id: there, ...member },
    ];
    const { run } = await drift(
      [],
      { home: here, accounts },
      { roles: ["organization:audit"], previousRoleIds, ...more },
      spec,
    );
    await aws?.close();
    const { outcomes, unseenRoleIds: unseen } = run;
    return { codes: codesOf(outcomes), known: new Map([...unseen, ...roleIdsOf({ outcomes })]), unseen };
  };
  const arn = `arn:aws:iam::${there}:role/Etl`;
  const first = await next(new Map(), { auditRole: "audit", roles: [etl("AROAOLD")] });
  expect(first).toMatchObject({ codes: [], unseen: new Map() });
  const denied = await next(first.known, { roles: [] });
  expect(denied.codes).toEqual(["NOT_ANALYSED_ACCESS_DENIED"]);
  expect(denied.unseen).toEqual(new Map([[arn, "AROAOLD"]]));
  const gone = await next(denied.known, { auditRole: "audit", roles: [] });
  expect(gone.unseen).toEqual(new Map([[arn, "AROAOLD"]]));
  const ofShards: string[] = [];
  for (const index of [1, 2, 3])
    ofShards.push(...(await next(denied.known, { roles: [] }, { shard: { index, count: 3 } })).unseen.keys());
  expect(ofShards).toEqual([arn]);
  const back = await next(gone.known, { auditRole: "audit", roles: [etl("AROANEW")] });
  expect(back).toMatchObject({ codes: ["DRIFT_ROLE_REPLACED"], unseen: new Map() });
  expect(back.known.get(arn)).toBe("AROANEW");
});

test("clusters that the trust keeps out, and roles that are attached nowhere", async () => {
  const arn = `arn:aws:iam::${account}:role/Etl`;
  const clusters = {
    [`${account} us-west-2`]: [{ id: "analytics", roles: [arn] }],
    [`${account} us-east-1`]: [{ id: "reports", roles: [arn] }],
  };
  const regional = [role("Etl", "redshift.us-east-1.amazonaws.com")];
  const both = await drift(regional, { clusters }, { associations: true, regions: ["us-east-1", "us-west-2"] });
  expect(both.run.outcomes).toMatchObject([{ findings: [{ issueCode: "DRIFT_ATTACHMENT_EXCLUDED" }] }]);
  expect(JSON.stringify(both.run.outcomes)).toContain("`analytics` in us-west-2");
  await aws?.close();
  const nowhere = await drift(regional, {}, { associations: true });
  expect(nowhere.run.outcomes).toMatchObject([{ findings: [{ issueCode: "DRIFT_ATTACHED_NOWHERE" }] }]);
  await aws?.close();
  const elsewhere = await drift(regional, {}, { associations: true, regions: ["us-west-2"] });
  expect(elsewhere.run.outcomes).toMatchObject([{ findings: [] }]);
});

test("attachments are asked for beside every source, and told once", async () => {
  const clusters = { [`${account} us-west-2`]: [{ id: "analytics", roles: [arn] }] };
  const asked = { associations: true, regions: ["us-west-2"] };
  const configRows = [configRow(closed)];
  const path = `snapshot:${snapshot([closed])}`;
  for (const roles of [["iam:"], [path], [path, "iam:"], ["organization:audit"], ["config:all,role=audit"]]) {
    const home = /^(organization|config):/.test(roles[0] ?? "") ? "111122223333" : account;
    const { run } = await drift([closed], { clusters, configRows, home, ...member([closed]) }, { ...asked, roles });
    const codes = run.outcomes.flatMap((one) => (one.kind === "analysed" ? one.findings : [one.finding]));
    expect({ roles, codes: codes.map(({ issueCode }) => issueCode) }).toEqual({
      roles,
      codes: ["DRIFT_ATTACHMENT_EXCLUDED"],
    });
    await aws?.close();
  }
});

test("who changed it last, where CloudTrail tells; being refused is no failure", async () => {
  const events = [{ role: "Etl", user: "alice", time: 1_795_000_000 }];
  const told = await drift([role("Etl", "redshift.amazonaws.com")], { events }, { attribution: true });
  expect(JSON.stringify(told.run.outcomes)).toContain("Last changed by `alice` at 2026-11-18T");
  await aws?.close();
  const denied = await drift(
    [role("Etl", "redshift.amazonaws.com")],
    {
      intercept: ({ service }, response) => {
        if (service === "cloudtrail") sendError(response, true, 400, "AccessDeniedException", "no");
        return service === "cloudtrail";
      },
    },
    { attribution: true },
  );
  expect(JSON.stringify(denied.run.outcomes)).toContain(
    "Who changed it could not be asked (AccessDeniedException: no).",
  );
  expect(denied.run.outcomes).toHaveLength(1);
});

test("who changed it is whoever changed it, not who tried to, and by ARN", async () => {
  const events = [
    { role: "Etl", user: "mallory", time: 1_795_000_300, record: { errorCode: "AccessDenied" } },
    {
      role: "Etl",
      user: "alice",
      time: 1_795_000_000,
      record: { userIdentity: { arn: `arn:aws:sts::${account}:assumed-role/Admin/alice` } },
    },
  ];
  const { run } = await drift([role("Etl", "redshift.amazonaws.com")], { events }, { attribution: true });
  const words = JSON.stringify(run.outcomes);
  expect(words).toContain(`Last changed by \`arn:aws:sts::${account}:assumed-role/Admin/alice\``);
  expect(words).not.toContain("mallory");
});

test("attempts that were refused do not hide who changed it, however many they are", async () => {
  const refused = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      role: "Etl",
      user: "mallory",
      time: 1_795_000_900 - i,
      record: { errorCode: "AccessDenied" },
    }));
  const alice = { role: "Etl", user: "alice", time: 1_795_000_000 };
  const told = await drift([open], { events: [...refused(120), alice] }, { attribution: true });
  expect(JSON.stringify(told.run.outcomes)).toContain("Last changed by `alice`");
  expect(aws?.countOf("cloudtrail.LookupEvents")).toBe(3);
  await aws?.close();
  const many = await drift([open], { events: [...refused(600), alice] }, { attribution: true });
  expect(JSON.stringify(many.run.outcomes)).toContain("Among its last 500 events, CloudTrail has no change");
  expect(aws?.countOf("cloudtrail.LookupEvents")).toBe(10);
});

test("a role of another account is not attributed by the name that it shares", async () => {
  const events = [{ role: "Etl", user: "alice", time: 1_795_000_000 }];
  const { run } = await drift(
    [],
    { events, home: "111122223333", ...member([open]) },
    {
      attribution: true,
      roles: ["organization:audit"],
    },
  );
  expect(run.outcomes).toMatchObject([{ drift: { status: "MODIFIED" } }]);
  expect(JSON.stringify(run.outcomes)).not.toContain("alice");
  expect(run.notes.join(" ")).toContain("CloudTrail answers for account 111122223333");
  expect(aws?.countOf("cloudtrail.LookupEvents")).toBe(0);
});

test("each role is confirmed by the source that read it", async () => {
  // The account of `iam:` has a role of the same name, and the snapshot's account cannot be asked.
  const { run } = await drift(
    [open],
    { home: "111122223333", accounts: [{ id: "111122223333", roles: [closed] }] },
    {
      roles: [`snapshot:${snapshot([open])}`, "iam:"],
    },
  );
  expect(run.outcomes[0]).toMatchObject({ subject: arn, drift: { status: "MODIFIED" } });
  expect(aws?.countOf("iam.GetRole")).toBe(0);
});

test("what Config recorded is confirmed by IAM: drift, and roles that nobody knows", async () => {
  const unknown = role("Unknown", "redshift.amazonaws.com");
  const options = { home: "111122223333", configRows: [open, unknown].map(configRow) };
  const gone = await drift([], { ...options, ...member([closed]) }, { roles: ["config:all,role=audit"] });
  expect(gone.run.outcomes).toMatchObject([{ drift: { status: "IN_SYNC" } }]);
  await aws?.close();
  const there = await drift([], { ...options, ...member([open, unknown]) }, { roles: ["config:all,role=audit"] });
  expect(there.run.outcomes).toMatchObject([
    { drift: { status: "MODIFIED" } },
    { findings: [{ issueCode: "DRIFT_UNEXPECTED_ROLE" }] },
  ]);
  await aws?.close();
  const believed = await drift([], { ...options, ...member([closed]) }, { roles: ["config:all"], confirm: false });
  expect(believed.run.outcomes).toHaveLength(2);
});

test("Config's drift without a role to confirm it is red, and says why", async () => {
  const { run } = await drift([], { home: "111122223333", configRows: [configRow(open)] }, { roles: ["config:all"] });
  expect(run.outcomes).toMatchObject([
    { kind: "not-analysed", subject: arn, finding: { issueCode: "NOT_ANALYSED_NOT_CONFIRMED" } },
    { drift: { status: "MODIFIED" } },
  ]);
});

test("a run that is stopped before the second reading says so", async () => {
  const stop = new AbortController();
  const run = drift([open], {}, { signal: stop.signal, confirmAfter: 60_000 });
  while ((aws?.countOf("iam.ListRoles") ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  setTimeout(() => stop.abort(new Error("SIGTERM")), 200);
  const { outcomes, wasAborted } = (await run).run;
  expect(wasAborted).toBe(true);
  expect(outcomes).toMatchObject([
    { kind: "not-analysed", finding: { issueCode: "NOT_ANALYSED_ABORTED" } },
    { drift: { status: "MODIFIED" } },
  ]);
});

test("that a role was not checked is said by the one shard of its account", async () => {
  const says: number[] = [];
  for (const index of [1, 2, 3]) {
    const options = { roles: ["organization:audit"], shard: { index, count: 3 } };
    const { run } = await drift([], { home: "111122223333", accounts: [{ id: "111122223333", roles: [] }] }, options);
    says.push(run.outcomes.filter(({ drift }) => drift?.status === "NOT_CHECKED").length);
    await aws?.close();
  }
  expect(says.sort()).toEqual([0, 0, 1]);
});

test("a pattern in accounts of several shards is not checked only in the one that nobody has", async () => {
  const [here, there] = ["111122223333", "222233334444"];
  const spec = `version: 1\nroles: [{ role: E*, accounts: ["${here}", "${there}", "999999999999"], trust: { regions: [us-east-1] } }]`;
  const member = (id: string) => ({ id, auditRole: "audit", roles: [role("Etl", "redshift.us-east-1.amazonaws.com")] });
  const says: string[] = [];
  for (const index of [1, 2, 3]) {
    const options = { roles: ["organization:audit"], shard: { index, count: 3 } };
    const { run } = await drift([], { home: here, accounts: [member(here), member(there)] }, options, spec);
    for (const { drift: one } of run.outcomes) if (one !== undefined) says.push(`${one.status} ${one.role}`);
    await aws?.close();
  }
  expect(says.sort()).toEqual([
    `IN_SYNC arn:aws:iam::${here}:role/Etl`,
    `IN_SYNC arn:aws:iam::${there}:role/Etl`,
    "NOT_CHECKED arn:aws:iam::999999999999:role/E*",
  ]);
});

test("a run that is stopped says that it is not complete", async () => {
  const stop = new AbortController();
  const { run } = await drift(
    [role("Etl", "redshift.us-east-1.amazonaws.com")],
    {
      intercept: () => {
        stop.abort(new Error("SIGTERM"));
        return true;
      },
    },
    { signal: stop.signal },
  );
  expect(run.wasAborted).toBe(true);
  expect(run.outcomes.map((outcome) => outcome.kind)).not.toContain("analysed");
  expect(JSON.stringify(run.outcomes)).toContain("NOT_ANALYSED_ABORTED");
});

const arn = `arn:aws:iam::${account}:role/Etl`;
const open = role("Etl", "redshift.amazonaws.com");
const closed = role("Etl", "redshift.us-east-1.amazonaws.com");

/** The spec's account as a member of the organization. */
function member(roles: FakeRole[]): Partial<FakeAwsOptions> {
  return { accounts: [{ id: account, roles, auditRole: "audit" }] };
}

function configRow({ name, trust }: FakeRole): string {
  return JSON.stringify({
    accountId: account,
    arn: `arn:aws:iam::${account}:role/${name}`,
    configurationItemCaptureTime: "2026-11-10T00:00:00Z",
    configuration: { roleName: name, path: "/", assumeRolePolicyDocument: JSON.stringify(trust) },
  });
}

function snapshot(roles: readonly FakeRole[]): string {
  const path = join(mkdtempSync(join(tmpdir(), "redshift-guard-snapshot-")), "roles.json");
  const details = roles.map(({ name, trust }) => ({
    Path: "/",
    RoleName: name,
    Arn: `arn:aws:iam::${account}:role/${name}`,
    AssumeRolePolicyDocument: trust,
  }));
  writeFileSync(path, JSON.stringify({ RoleDetailList: details }));
  return path;
}

async function drift(
  roles: FakeRole[],
  server: Partial<FakeAwsOptions> = {},
  options: Partial<DriftRunOptions> = {},
  spec = text,
): Promise<{ run: Awaited<ReturnType<typeof runDrift>> }> {
  aws = await startFakeAws({ home: account, accounts: [{ id: account, roles }], ...server });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAFAKE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  const { config, findings } = loadConfig({ path: "redshift-guard.yml", text: spec }, { readFile: () => undefined });
  expect(findings).toEqual([]);
  return { run: await runDrift(config, { roles: ["iam:"], confirmAfter: 0, ...options }) };
}

function codesOf(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .flatMap((outcome) => (outcome.kind === "analysed" ? outcome.findings : [outcome.finding]))
    .map(({ issueCode }) => issueCode);
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

function getRole({ name, trust }: FakeRole): string {
  const document = encodeURIComponent(JSON.stringify(trust));
  return `<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><Path>/</Path><RoleName>${name}</RoleName><RoleId>AROAETL</RoleId><Arn>arn:aws:iam::${account}:role/${name}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>`;
}
