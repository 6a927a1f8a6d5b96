import { type RoleReading, renderTemplate } from "@redshift-guard/core";
import { afterEach, describe, expect, test } from "vitest";
import { awsCalls } from "../src/aws-calls.ts";
import { openRoles, readRoles } from "../src/open-roles.ts";
import type { ReadContext } from "../src/reader.ts";
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

test("iam: pages may be short, overlap, and be full of entities", async () => {
  const all = roles(1000).map((role) => ({ ...role, description: `<a> & "b"` }));
  const { readings } = await read("iam:", {
    accounts: [{ id: home, roles: all }],
    home,
    intercept: ({ action, parameters }) => {
      // A page of 990 although 1,000 were asked for, and a next one that begins with the last role again.
      if (action === "ListRoles" && parameters["Marker"] === "990") Object.assign(parameters, { Marker: "989" });
      if (action === "ListRoles" && parameters["Marker"] === undefined) Object.assign(parameters, { MaxItems: "990" });
      return false;
    },
  });
  expect(aws?.countOf("iam.ListRoles")).toBe(2);
  expect(readings.filter((reading) => reading.kind === "role")).toHaveLength(1000);
});

test("iam: more roles and no way to ask for them is no list of all roles", async () => {
  const { readings } = await read("iam:", {
    accounts: [],
    home,
    intercept: ({ action }, response) =>
      fails(action === "ListRoles", () => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.end(
          '<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><IsTruncated>true</IsTruncated><Roles/></ListRolesResult></ListRolesResponse>',
        );
      }),
  });
  expect(readings).toMatchObject([{ kind: "not-read", code: "NOT_ANALYSED_UNREADABLE" }]);
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

test("organization: units with those below them, tags, and ids", async () => {
  const member = (i: number, more: Partial<FakeAccount>): FakeAccount => ({
    id: accountId(i),
    roles: roles(1),
    auditRole: "audit",
    ...more,
  });
  const [top, below, other] = ["ou-root-aaaaaaaa", "ou-root-bbbbbbbb", "ou-root-cccccccc"];
  const options: FakeAwsOptions = {
    home,
    accounts: [
      { id: home, roles: [] },
      member(1, { parent: top }),
      member(2, { parent: below, tags: { stage: "prod", team: "a" } }),
      member(3, { parent: other, tags: { stage: "prod" } }),
      member(4, { parent: below, tags: { stage: "dev" } }),
    ],
    units: { [top]: [below] },
  };
  const accountsRead = async (rest: string): Promise<number[]> => {
    const { readings } = await read(`organization:audit${rest}`, options);
    await aws?.close();
    return readings.flatMap((one) => (one.kind === "account" ? [Number(one.account.slice(-1))] : [])).sort();
  };
  expect(await accountsRead(`,ou=${top}`)).toEqual([1, 2, 4]);
  expect(await accountsRead(`,ou=${top},ou=${other}`)).toEqual([1, 2, 3, 4]);
  expect(await accountsRead(`,ou=${top},ou=${below}`)).toEqual([1, 2, 4]);
  expect(await accountsRead(",tag:stage=prod")).toEqual([2, 3]);
  expect(await accountsRead(",tag:stage=prod,tag:team=a")).toEqual([2]);
  expect(await accountsRead(`,ou=${top},tag:stage=dev`)).toEqual([4]);
  expect(await accountsRead(`,account=${accountId(3)}`)).toEqual([3]);
  expect(await accountsRead(`,ou=${top},except=${accountId(2)}`)).toEqual([1, 4]);
});

test("organization: an account that the source names and the organization has not is not read, in one shard only", async () => {
  const accounts = organization(4);
  const nobody = "999999999999";
  const unit = "ou-root-aaaaaaaa";
  for (const rest of [`account=${accountId(1)},account=${nobody}`, `ou=${unit},account=${nobody}`]) {
    const { readings } = await read(`organization:audit,${rest}`, { accounts, home });
    await aws?.close();
    const missing = {
      code: "NOT_ANALYSED_ACCOUNT_NOT_FOUND",
      account: nobody,
      details: expect.stringMatching(/no account/),
    };
    expect(readings.filter(({ kind }) => kind === "not-read")).toEqual([expect.objectContaining(missing)]);
  }
  const told: number[] = [];
  for (const index of [1, 2, 3]) {
    const shard = { index, count: 3 };
    const { readings } = await read(`organization:audit,account=${nobody}`, { accounts, home }, { shard });
    await aws?.close();
    told.push(readings.length);
  }
  expect(told.sort()).toEqual([0, 0, 1]);
});

test.each([
  ["aws-us-gov", "us-gov-west-1"],
  ["aws-cn", "cn-north-1"],
])("organization: in %s, roles are assumed by ARNs of that partition", async (partition, region) => {
  const accounts: FakeAccount[] = [
    { id: home, roles: roles(1) },
    { id: accountId(1), roles: roles(1), auditRole: "audit" },
  ];
  const { readings } = await read("organization:audit", { accounts, home, partition }, {}, region);
  expect(readings.filter((reading) => reading.kind === "not-read")).toEqual([]);
  expect(arns(readings)).toEqual(
    expect.arrayContaining([
      `arn:${partition}:iam::${home}:role/role-0`,
      `arn:${partition}:iam::${accountId(1)}:role/role-0`,
    ]),
  );
});

test("organization: the credentials' own account is read with them, nothing is assumed there", async () => {
  const { readings } = await read("organization:audit", { accounts: [{ id: home, roles: roles(3) }], home });
  expect(arns(readings)).toHaveLength(3);
  expect(aws?.countOf("sts.AssumeRole")).toBe(0);
});

test("organization: a session that AWS no longer takes is replaced by a new one", async () => {
  const accounts = [{ id: accountId(1), roles: roles(7), auditRole: "audit" }];
  const { intercept } = faults.find(({ fault }) => fault === "credentials that expire once") ?? {};
  await read("organization:audit", { accounts, home, ...(intercept === undefined ? {} : { intercept }) });
  expect(aws?.countOf("sts.AssumeRole")).toBe(2);
});

test("organization: many rereads of one account share one session", async () => {
  aws = await startFakeAws({ accounts: [{ id: accountId(1), roles: roles(5), auditRole: "audit" }], home });
  environment(aws.url);
  const source = openRoles("organization:audit", {});
  const reread = (name: string) =>
    source.reread?.({ arn: `arn:aws:iam::${accountId(1)}:role/${name}`, account: accountId(1), path: "/", name });
  const answers = await Promise.all(roles(5).map(({ name }) => reread(name)));
  expect(answers.map((one) => (typeof one === "object" ? one.kind : one))).toEqual(Array(5).fill("role"));
  expect(aws.countOf("sts.AssumeRole")).toBe(1);
});

test("organization: accounts that cannot be listed are no empty organization", async () => {
  const { readings } = await read("organization:audit", {
    accounts: organization(45),
    home,
    intercept: ({ action, before }, response) =>
      fails(action === "ListAccounts" && before > 0, () =>
        sendError(response, true, 400, "AccessDeniedException", "no"),
      ),
  });
  expect(readings.filter((reading) => reading.kind === "not-read").map(({ subject }) => subject)).toContain(
    "the organization",
  );
  expect(readings.filter((reading) => reading.kind === "account").length).toBeGreaterThan(10);
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

describe("config", () => {
  const row = (account: string, name: string, at = "2026-11-10T00:00:00Z"): string =>
    JSON.stringify({
      accountId: account,
      arn: `arn:aws:iam::${account}:role/${name}`,
      configurationItemCaptureTime: at,
      configuration: { roleName: name, path: "/", assumeRolePolicyDocument: JSON.stringify(trust("x")) },
    });

  test("a row that is no JSON is one role that is not read; the age of the oldest is said", async () => {
    const configRows = [row(accountId(1), "a"), "{", "null", row(accountId(1), "b", "2025-01-02T03:04:05Z")];
    const { readings, notes } = await read("config:all", { accounts: [], home, configRows });
    expect(arns(readings)).toHaveLength(2);
    expect(readings.filter((reading) => reading.kind === "not-read")).toHaveLength(2);
    expect(readings).toContainEqual({ kind: "account", account: accountId(1) });
    expect(notes.join(" ")).toContain("the oldest at 2025-01-02T03:04:05Z");
    expect(notes.join(" ")).toContain("knows 1 account. Whether there are others was not checked");
  });

  test("rows of other types than Config writes are roles that are not read, each of them alone", async () => {
    const odd = (more: object): string => JSON.stringify({ ...JSON.parse(row(accountId(1), "odd")), ...more });
    const configRows = [
      odd({ arn: 5 }),
      odd({ arn: ["x"] }),
      odd({ configuration: { assumeRolePolicyDocument: trust("x") } }),
      odd({ configuration: null }),
      row(accountId(1), "a"),
    ];
    const { readings } = await read("config:all", { accounts: [], home, configRows });
    expect(readings.map(({ kind }) => kind)).toEqual([
      "not-read",
      "not-read",
      "not-read",
      "not-read",
      "role",
      "account",
    ]);
  });

  test("a list that breaks off is no list of all roles", async () => {
    const configRows = Array.from({ length: 150 }, (_, i) => row(accountId(1), `r${i}`));
    const { readings } = await read("config:all", {
      accounts: [],
      home,
      configRows,
      intercept: ({ service, before }, response) =>
        fails(service === "config" && before > 0, () => sendError(response, true, 400, "AccessDeniedException", "no")),
    });
    expect(arns(readings)).toHaveLength(100);
    expect(readings.filter((reading) => reading.kind === "account")).toEqual([]);
    expect(readings.filter((reading) => reading.kind === "not-read")).toMatchObject([
      { subject: "aggregator all", code: "NOT_ANALYSED_ACCESS_DENIED" },
    ]);
  });

  test("coverage: an active account that the aggregator does not know is not read", async () => {
    const accounts: FakeAccount[] = [1, 2, 3].map((i) => ({
      id: accountId(i),
      roles: [],
      ...(i === 3 ? { state: "SUSPENDED" } : {}),
    }));
    const configRows = [row(accountId(1), "a")];
    const { readings, notes } = await read("config:all,coverage=organization", { accounts, home, configRows });
    expect(readings.filter((reading) => reading.kind === "not-read")).toMatchObject([
      { account: accountId(2), code: "NOT_ANALYSED_NOT_RECORDED", subject: `account ${accountId(2)}` },
    ]);
    expect(notes).toContain(`Account ${accountId(3)} is left out: the account is suspended.`);
  });

  test("coverage: an organization that cannot be listed is not covered", async () => {
    const { readings } = await read("config:all,coverage=organization", {
      accounts: organization(3),
      home,
      configRows: [row(accountId(1), "a")],
      intercept: ({ action }, response) =>
        fails(action === "ListAccounts", () => sendError(response, true, 400, "AccessDeniedException", "no")),
    });
    expect(readings.filter((reading) => reading.kind === "not-read")).toMatchObject([
      { subject: "the organization", code: "NOT_ANALYSED_ACCESS_DENIED" },
    ]);
  });

  test("associations of an account that cannot be entered are not read", async () => {
    const configRows = [row(accountId(1), "a")];
    const associations = { associations: true, regions: ["us-east-1"] };
    const { readings } = await read("config:all", { accounts: [], home, configRows }, associations);
    expect(readings.filter((reading) => reading.kind === "not-read")).toMatchObject([
      { subject: `Redshift of account ${accountId(1)}`, account: accountId(1) },
    ]);
  });

  test("shards hold only their own accounts against the organization's", async () => {
    const accounts: FakeAccount[] = Array.from({ length: 9 }, (_, i) => ({ id: accountId(i), roles: [] }));
    const configRows = [row(accountId(0), "a")];
    const missing: string[] = [];
    for (const index of [1, 2]) {
      const shard = { index, count: 2 };
      const { readings } = await read("config:all,coverage=organization", { accounts, home, configRows }, { shard });
      for (const reading of readings) if (reading.kind === "not-read") missing.push(reading.account ?? "");
      await aws?.close();
    }
    expect(missing.sort()).toEqual(accounts.slice(1).map(({ id }) => id));
  });

  test("what cannot be confirmed, because no role is given, is said so", async () => {
    aws = await startFakeAws({ accounts: [], home });
    environment(aws.url);
    const arn = `arn:aws:iam::${accountId(1)}:role/a`;
    const answer = await openRoles("config:all", {}).reread?.({ arn, account: accountId(1), path: "/", name: "a" });
    expect(answer).toMatchObject({ kind: "not-read", code: "NOT_ANALYSED_NOT_CONFIRMED", account: accountId(1) });
    expect(answer).toMatchObject({ details: expect.stringContaining("`config:all,role=ROLE-NAME`") });
  });
});

test.each([
  ["config:", /Which aggregator\?/],
  ["config:a,rôle=b", /`rôle=b` is not understood/],
  ["config:a,coverage=some", /`coverage=some` is not understood/],
  ["config:a,coverage=organization,except=1", /`except=1` is not understood/],
  ["config:a,role=arn:aws:iam::111122223333:role/b", /`role=arn:[^`]*` is not understood/],
  ["organization:", /Which role is to be assumed/],
  ["organization:a,ou=x", /`ou=x` is not understood/],
  ["organization:a,account=1", /`account=1` is not understood/],
  ["iam:x", /takes nothing after the colon/],
])("%s makes no sense", (spec, message) => {
  expect(() => openRoles(spec)).toThrow(message);
});

test.each([
  [
    "organization:audit,ou=ou-root-aaaaaaaa,tag:stage=prod",
    "redshift-guard-drift-organization",
    { auditRoleName: "audit" },
  ],
  ["organization:audit", "redshift-guard-drift-organization", { auditRoleName: "audit" }],
  ["iam:", "redshift-guard-audit-role", { accountId: home }],
])("%s asks nothing of its own account that the template %s does not allow", async (spec, template, parameters) => {
  const parent = "ou-root-aaaaaaaa";
  const accounts = organization(4).map((account) => ({ ...account, parent, tags: { stage: "prod" } }));
  aws = await startFakeAws({ accounts, home });
  environment(aws.url);
  const source = openRoles(spec);
  for await (const _ of source.read());
  const arn = `arn:aws:iam::${home}:role/role-0`;
  await source.reread?.({ arn, name: "role-0", account: home, path: "/" });
  const { Statement: statements } = JSON.parse(renderTemplate(template, parameters));
  const allowed: string[] = statements.flatMap(
    ({ Action: actions }: { readonly Action: string | string[] }) => actions,
  );
  const asked = aws.calls.filter(({ account }) => account === home).map(({ name }) => name.replace(".", ":"));
  // Whoever has credentials may ask whose they are.
  expect(allowed).toEqual(expect.arrayContaining(asked.filter((name) => name !== "sts:GetCallerIdentity")));
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

test.each<[string, string, string, string, number]>([
  ["ListRoles", "iam:", "Marker", `account ${home}`, 1000],
  ["ListAccounts", "organization:audit", "NextToken", "the organization", 20],
  ["SelectAggregateResourceConfig", "config:all", "NextToken", "aggregator all", 100],
])(
  "%s that gives the same page for ever is asked twice, and is no whole list",
  async (action, spec, token, subject, size) => {
    const row = (i: number): string =>
      JSON.stringify({
        accountId: home,
        arn: `arn:aws:iam::${home}:role/r${i}`,
        configuration: { roleName: `r${i}`, path: "/", assumeRolePolicyDocument: JSON.stringify(trust("x")) },
      });
    const { readings } = await read(spec, {
      accounts: [{ id: home, roles: roles(1500) }, ...organization(45).slice(1)],
      home,
      configRows: Array.from({ length: 150 }, (_, i) => row(i)),
      intercept: (call) => {
        if (call.action === action) delete (call.parameters as Record<string, string>)[token];
        return false;
      },
    });
    expect(aws?.calls.filter(({ name }) => name.endsWith(`.${action}`)).length).toBe(2);
    expect(readings.flatMap((one) => (one.kind === "not-read" ? [one] : []))).toContainEqual(
      expect.objectContaining({ subject, details: expect.stringContaining("the same page's token again") }),
    );
    if (action !== "ListAccounts") {
      expect(arns(readings)).toHaveLength(size);
      expect(readings.some(({ kind }) => kind === "account")).toBe(false);
    }
  },
);

/** A proxy that lets nobody through answers with a page of its own, or with none. */
describe.each<[string, string, string, string]>([
  ["ListRoles", "iam:", "text/xml", `account ${home}`],
  ["ListAccounts", "organization:audit", "application/x-amz-json-1.1", "the organization"],
  ["SelectAggregateResourceConfig", "config:all", "application/x-amz-json-1.1", "aggregator all"],
])("%s", (action, spec, type, subject) => {
  test.each(["", "<html><body>Please sign in</body></html>", "{}"])(
    "answered with %j is none, not an empty list",
    async (body) => {
      const calls = awsCalls({ attempts: 1 });
      const { readings } = await read(
        spec,
        {
          accounts: [{ id: home, roles: [] }],
          home,
          configRows: [],
          intercept: (call, response) =>
            fails(call.action === action, () => {
              response.writeHead(200, { "content-type": type });
              response.end(body);
            }),
        },
        { calls },
      );
      calls.close();
      expect(aws?.calls.filter(({ name }) => name.endsWith(`.${action}`))).toHaveLength(2);
      expect(readings).toEqual([
        expect.objectContaining({ kind: "not-read", subject, code: "NOT_ANALYSED_UNREADABLE" }),
      ]);
    },
  );
});

test.each([
  ["iam:", "the account of the credentials"],
  ["organization:audit", "the organization"],
])("%s reads nothing for credentials that nobody knows", async (spec, subject) => {
  const { readings } = await read(spec, {
    accounts: organization(3),
    home,
    intercept: ({ action }, response) =>
      fails(action === "GetCallerIdentity", () => sendError(response, false, 403, "InvalidClientTokenId", "no")),
  });
  expect(readings).toMatchObject([{ kind: "not-read", subject, code: "NOT_ANALYSED_ACCESS_DENIED" }]);
});

test("lists that are empty are read", async () => {
  const accounts = [{ id: home, roles: [] }];
  const associations = { associations: true, regions: ["us-east-1"] };
  const { readings } = await read("iam:", { accounts, home }, associations);
  const nothing = [
    { kind: "account", account: home },
    { kind: "associations", account: home, region: "us-east-1" },
  ];
  expect(readings).toEqual(nothing);
  await aws?.close();
  const unit = "ou-root-aaaaaaaa";
  expect((await read(`organization:audit,ou=${unit}`, { accounts, home, units: { [unit]: [] } })).readings).toEqual([]);
});

test("a reread that gets no answer of AWS does not say that the role is gone", async () => {
  aws = await startFakeAws({
    accounts: [{ id: home, roles: roles(1) }],
    home,
    intercept: ({ action }, response) =>
      fails(action === "GetRole", () => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.end("<html><body>Please sign in</body></html>");
      }),
  });
  environment(aws.url);
  const calls = awsCalls({ attempts: 1 });
  const identity = { arn: `arn:aws:iam::${home}:role/role-0`, account: home, path: "/", name: "role-0" };
  expect(await openRoles("iam:", { calls }).reread?.(identity)).toMatchObject({ kind: "not-read" });
  calls.close();
});

async function read(
  spec: string,
  options: FakeAwsOptions,
  context: ReadContext = {},
  region?: string,
): Promise<{ readings: RoleReading[]; notes: string[] }> {
  aws = await startFakeAws(options);
  environment(aws.url, region);
  const notes: string[] = [];
  const readings: RoleReading[] = [];
  for await (const reading of readRoles(spec, { ...context, note: (text) => notes.push(text) })) readings.push(reading);
  return { readings, notes };
}

function environment(url: string, region = "us-east-1"): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
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
