import { describe, expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import { accessGraph } from "./drift/access-graph.ts";
import type { RoleReading } from "./drift/deployed-role.ts";
import { detectDrift } from "./drift.ts";
import { formatContext } from "./format.ts";
import { json } from "./formats/json.ts";
import { mergeReports } from "./merge-reports.ts";
import { readReport, roleIdsOf } from "./read-report.ts";
import { defaultFailOn, exitStatus, makeReport, type Report } from "./report.ts";

const first = "111122223333";
const second = "444455556666";
const all = (account: string): RoleReading => ({ kind: "account", account });
const failed = (account: string): RoleReading => ({
  kind: "not-read",
  subject: `account ${account}`,
  code: "NOT_ANALYSED_ACCESS_DENIED",
  details: "no",
  account,
});
const role = (account: string, service = "redshift.us-east-1.amazonaws.com"): RoleReading => ({
  kind: "role",
  arn: `arn:aws:iam::${account}:role/Etl`,
  account,
  name: "Etl",
  path: "/",
  roleId: `AROA${account}`,
  source: "IAM",
  trustPolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  }),
});

/** A shard's report of a config that expects one thing, as it comes back from its file. */
function shard(name: string | undefined, expected: string, readings: readonly RoleReading[]): Report {
  const text = `version: 1\nroles:\n  - role: ${expected}\n    trust: { regions: [us-east-1] }\n`;
  const { config, findings } = loadConfig({ path: "redshift-guard.yml", text }, { readFile: () => undefined });
  expect(findings).toEqual([]);
  const report = makeReport(detectDrift(config, readings), {
    toolVersion: "1.0.0",
    ...(name === undefined ? {} : { shard: name }),
  });
  return readReport(json.render(report, formatContext()), "shard.json");
}

/** What the merged report says: the codes, or the statuses of roles that are compared. */
function merged(reports: readonly Report[]): { readonly says: string[]; readonly status: number } {
  const report = mergeReports(reports, defaultFailOn);
  const says = report.outcomes.flatMap((outcome) => {
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    return findings.length === 0
      ? [String(outcome.drift?.status)]
      : findings.map(({ issueCode }) => `${outcome.subject} ${issueCode}`);
  });
  return { says: says.sort(), status: exitStatus(report) };
}

const arn = (account: string): string => `arn:aws:iam::${account}:role/Etl`;

const nowhere = ["Et* DRIFT_NO_ROLE_MATCHES", "the roles of the config NOT_ANALYSED_NOTHING_COMPARED"];

describe("what is missing", () => {
  test.each<[string, string, readonly (readonly RoleReading[])[], readonly string[], number]>([
    ["a role that one shard found", arn(first), [[role(first), all(first)], [all(second)]], ["IN_SYNC"], 0],
    [
      "a role that its account no longer has",
      arn(first),
      [[all(first)], [all(second)]],
      [`${arn(first)} DRIFT_ROLE_DELETED`],
      1,
    ],
    [
      "a role of an account that could not be read",
      arn(first),
      [[failed(first)], [all(second)]],
      [`${arn(first)} NOT_ANALYSED_ROLE_NOT_CHECKED`, `account ${first} NOT_ANALYSED_ACCESS_DENIED`],
      3,
    ],
    ["a name that one shard found", "Etl", [[all(first)], [role(second), all(second)]], ["IN_SYNC"], 0],
    ["a name that is nowhere", "Etl", [[all(first)], [all(second)]], ["Etl DRIFT_ROLE_DELETED"], 1],
    ["a name, and a shard without accounts", "Etl", [[all(first)], []], ["Etl DRIFT_ROLE_DELETED"], 1],
    [
      "a name that may be in the account that could not be read",
      "Etl",
      [[all(first)], [failed(second)]],
      ["Etl NOT_ANALYSED_ROLE_NOT_CHECKED", `account ${second} NOT_ANALYSED_ACCESS_DENIED`],
      3,
    ],
    ["a pattern that one shard found", '"Et*"', [[all(first)], [role(second), all(second)]], ["IN_SYNC"], 0],
    ["a pattern that is nowhere", '"Et*"', [[all(first)], [all(second)]], nowhere, 3],
    ["a pattern that is nowhere, and a shard without accounts", '"Et*"', [[all(first)], []], nowhere, 3],
    [
      "a pattern of ARNs, and an account that could not be read",
      '"arn:aws:iam::*:role/Et*"',
      [[all(first)], [failed(second)]],
      ["arn:aws:iam::*:role/Et* NOT_ANALYSED_ROLE_NOT_CHECKED", `account ${second} NOT_ANALYSED_ACCESS_DENIED`],
      3,
    ],
    [
      "a pattern in an account that no shard has",
      `"arn:aws:iam::${second}:role/Et*"`,
      [[role(first), all(first)], []],
      [`arn:aws:iam::${second}:role/Et* NOT_ANALYSED_ROLE_NOT_CHECKED`, `${arn(first)} DRIFT_UNEXPECTED_ROLE`],
      3,
    ],
    [
      "a pattern in an account of one shard",
      `"arn:aws:iam::${second}:role/Et*"`,
      [[all(first)], [role(second), all(second)]],
      ["IN_SYNC"],
      0,
    ],
    [
      "a pattern in two accounts, each of one shard",
      `Et*\n    accounts: ["${first}", "${second}"]`,
      [
        [role(first), all(first)],
        [role(second), all(second)],
      ],
      ["IN_SYNC", "IN_SYNC"],
      0,
    ],
    [
      "a name in two accounts, one of which no longer has it",
      `Etl\n    accounts: ["${first}", "${second}"]`,
      [[role(first), all(first)], [all(second)]],
      ["IN_SYNC", `${arn(second)} DRIFT_ROLE_DELETED`],
      1,
    ],
    [
      "a pattern without a role in an account of which another role is compared",
      `"arn:aws:iam::${first}:role/Spectrum*"\n    trust: { regions: [us-east-1] }\n  - role: Etl`,
      [[role(first), all(first)], [all(second)]],
      ["IN_SYNC", `arn:aws:iam::${first}:role/Spectrum* DRIFT_NO_ROLE_MATCHES`],
      0,
    ],
    [
      "a pattern in an account of which one role was read, and not the list",
      `"arn:aws:iam::${first}:role/Spectrum*"\n    trust: { regions: [us-east-1] }\n  - role: Etl`,
      [[role(first)], [all(second)]],
      ["IN_SYNC", `arn:aws:iam::${first}:role/Spectrum* NOT_ANALYSED_ROLE_NOT_CHECKED`],
      3,
    ],
  ])("%s", (_, expected, shards, says, status) => {
    const reports = shards.map((readings, i) => shard(`${i + 1}/${shards.length}`, expected, readings));
    for (const order of [reports, reports.toReversed()])
      expect(merged(order)).toEqual({ says: [...says].sort(), status });
  });

  test.each(["Et*", "Etl"])("%s in two accounts: what only the shard of an account says stands", (name) => {
    const expected = `${name}\n    accounts: ["${first}", "${second}"]`;
    // As a run does: each shard says of the accounts that are its own that they were not looked at.
    const reports = [shard("1/2", expected, [role(first), all(first)]), shard("2/2", expected, [])].map(
      (report, i) => ({
        ...report,
        outcomes: report.outcomes.filter(
          ({ drift }) => drift?.status !== "NOT_CHECKED" || drift.role.includes([first, second][i] as string),
        ),
      }),
    );
    for (const order of [reports, reports.toReversed()])
      expect(merged(order)).toEqual({
        says: ["IN_SYNC", `arn:aws:iam::${second}:role/${name} NOT_ANALYSED_ROLE_NOT_CHECKED`],
        status: 3,
      });
  });

  test("that a role is deleted stands, though a shard has no word for it", () => {
    const pattern = `"arn:aws:iam::${first}:role/E*"`;
    const another: RoleReading = { ...role(first), arn: `${arn(first)}2`, name: "Etl2" } as RoleReading;
    const gone = shard("1/2", arn(first), [all(first)]);
    expect(merged([gone, shard("2/2", "Other", [all(second)])]).says).toContain(`${arn(first)} DRIFT_ROLE_DELETED`);
    expect(merged([gone, shard("2/2", pattern, [another])]).says).toContain(`${arn(first)} DRIFT_ROLE_DELETED`);
  });

  test("a config that expects nothing: no shard compared a role", () => {
    const { config } = loadConfig({ path: "redshift-guard.yml", text: "version: 1\n" }, { readFile: () => undefined });
    const reports = [first, second].map((account, i) =>
      makeReport(detectDrift(config, [all(account)]), { toolVersion: "1.0.0", shard: `${i + 1}/2` }),
    );
    expect(merged(reports)).toEqual({ says: ["the roles of the config NOT_ANALYSED_NOTHING_COMPARED"], status: 3 });
  });

  test("a name is not said to be deleted while a shard is missing", () => {
    expect(merged([shard("1/2", "Etl", [all(first)])])).toEqual({
      says: ["Etl NOT_ANALYSED_ROLE_NOT_CHECKED", "shard 2/2 NOT_ANALYSED_SHARD_MISSING"],
      status: 3,
    });
  });
});

describe("which shards there are", () => {
  const clean = (name: string): Report => shard(name, '"Et*"', [role(first), all(first)]);

  test("one that left no report is not analysed", () => {
    expect(merged([clean("1/3"), clean("3/3")])).toEqual({
      says: ["IN_SYNC", "shard 2/3 NOT_ANALYSED_SHARD_MISSING"],
      status: 3,
    });
  });

  test("those of two runs are not mixed", () => {
    expect(merged([clean("1/3"), clean("2/2")]).says).toContain("the shards NOT_ANALYSED_SHARDS");
  });

  test("all of them, and the same twice", () => {
    expect(merged([clean("1/2"), clean("2/2"), clean("2/2")])).toEqual({ says: ["IN_SYNC"], status: 0 });
  });

  test("a merged report is of no shard, and says what each found", () => {
    const report = mergeReports(
      [clean("1/1"), shard("1/1", '"Et*"', [role(second, "redshift.amazonaws.com")])],
      new Set(),
    );
    expect(report.shard).toBeUndefined();
    expect(report.outcomes.map(({ drift }) => drift?.status)).toEqual(["IN_SYNC", "MODIFIED"]);
    expect(roleIdsOf(report)).toEqual(
      new Map([
        [arn(first), `AROA${first}`],
        [arn(second), `AROA${second}`],
      ]),
    );
  });

  test("roles that no shard saw stay known from earlier reports, those that one saw are told anew", () => {
    const known = (account: string, id: string) => ({ unseenRoleIds: { [arn(account)]: id } });
    const reports = [
      { ...clean("1/2"), ...known(second, "AROASECOND") },
      { ...shard("2/2", '"Et*"', [failed(second)]), ...known(first, "AROAOLD") },
    ].map((report) => readReport(json.render(report, formatContext()), "shard.json"));
    const report = mergeReports(reports, defaultFailOn);
    expect(report.unseenRoleIds).toEqual({ [arn(second)]: "AROASECOND" });
    expect([...roleIdsOf(report)].sort()).toEqual([
      [arn(first), `AROA${first}`],
      [arn(second), "AROASECOND"],
    ]);
    expect(mergeReports([clean("1/1")], defaultFailOn)).not.toHaveProperty("unseenRoleIds");
    for (const unseenRoleIds of ["AROA", { [arn(first)]: 1 }, null])
      expect(() => readReport(JSON.stringify({ ...report, unseenRoleIds }), "odd.json")).toThrow(TypeError);
  });

  test("roles of a shard that left no report stay known from the last run", () => {
    const last = new Map([first, second].map((account) => [arn(account), `AROAOLD${account}`]));
    const report = mergeReports([clean("1/2")], defaultFailOn, last);
    expect(report.outcomes).toContainEqual(expect.objectContaining({ subject: "shard 2/2", kind: "not-analysed" }));
    expect(report.unseenRoleIds).toEqual({ [arn(second)]: `AROAOLD${second}` });
  });

  test("no report at all is wrong use", () => {
    expect(() => mergeReports([], defaultFailOn)).toThrow(TypeError);
  });
});

test("who can use a role comes back from a report, and an older report without it is read, too", () => {
  const report = shard("1/1", "Etl", [role(first), all(first)]);
  expect(report.outcomes[0]?.drift?.usedBy).toEqual(["Redshift in us-east-1"]);
  expect(accessGraph(mergeReports([report], defaultFailOn).outcomes)).toContain("p0 --> r0");
  for (const usedBy of [undefined, "Redshift", [1]]) {
    const outcomes = report.outcomes.map((outcome) => ({ ...outcome, drift: { ...outcome.drift, usedBy } }));
    const older = readReport(JSON.stringify({ ...report, outcomes }), "old.json");
    expect(older.outcomes[0]?.drift).not.toHaveProperty("usedBy");
    expect(accessGraph(older.outcomes)).toBeUndefined();
  }
});
