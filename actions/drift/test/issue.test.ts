import {
  type Config,
  type DeployedRole,
  detectDrift,
  loadConfig,
  makeReport,
  type Outcome,
  type RoleReading,
} from "@redshift-guard/core";
import { type GitHubEvent, restClient } from "@redshift-guard/github";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeGitHub, type FakeGitHubOptions, startGitHub } from "../../../packages/github/test/github-server.ts";
import { keepIssues } from "../src/issue.ts";

const first = "111122223333";
const second = "444455556666";
let github: FakeGitHub;

beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  expect(github.faults).toEqual([]);
  await github.close();
});

const spec = 'version: 1\nroles:\n  - role: "Etl*"\n    trust: { regions: [us-east-1] }\n';
const open = "redshift.amazonaws.com";
const closed = "redshift.us-east-1.amazonaws.com";
const whole = (account: string): RoleReading => ({ kind: "account", account });
const denied = (account: string, subject = `account ${account}`): RoleReading => ({
  kind: "not-read",
  subject,
  code: "NOT_ANALYSED_ACCESS_DENIED",
  details: "no",
  account,
});

function role(account: string, service: string, name = "Etl"): DeployedRole {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const arn = `arn:aws:iam::${account}:role/${name}`;
  return { kind: "role", arn, account, name, path: "/", trustPolicy, source: "IAM" };
}

const lockedTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: closed }, Action: "sts:AssumeRole" },
    { Effect: "Deny", Principal: { AWS: "*", Service: [open, closed] }, Action: "sts:AssumeRole" },
  ],
});

interface KeepOptions {
  readonly mode?: "open" | "account";
  readonly config?: string;
  readonly text?: string;
  readonly event?: Partial<GitHubEvent>;
  readonly more?: readonly Outcome[];
}

function keep(readings: readonly RoleReading[], options: KeepOptions = {}): Promise<string[]> {
  const { mode = "account", config: path = "redshift-guard.yml", text = spec, more = [] } = options;
  const config: Config = loadConfig({ path, text }, { readFile: () => undefined }).config;
  const event: GitHubEvent = {
    name: "schedule",
    owner: "o",
    repository: "r",
    headSha: "0".repeat(40),
    runSha: "0".repeat(40),
    stepKey: "k",
    apiUrl: github.url,
    runUrl: "https://github.com/o/r/actions/runs/1",
    ...options.event,
  };
  return keepIssues({
    report: makeReport([...detectDrift(config, readings), ...more], { toolVersion: "1.0.0" }),
    event,
    client: restClient({ apiUrl: github.url, token: "t" }),
    config: path,
    perAccount: mode === "account",
  });
}

/** `account or spec: state` of each issue. */
function states(): string[] {
  return github.issues.map(({ title, state }) => `${/account (\d+)/.exec(title)?.[1] ?? "spec"}: ${state}`);
}

const both = [role(first, open), whole(first), role(second, open), whole(second)];
const onlyFirst = [role(first, open), whole(first)];

describe("an issue for each account", () => {
  test("the repository's issues are listed once, whatever the number of accounts", async () => {
    const accounts = Array.from({ length: 30 }, (_, i) => String(200_000_000_000 + i));
    const notes = await keep(accounts.flatMap((account) => [role(account, open), whole(account)]));
    expect(github.issues).toHaveLength(30);
    expect(github.requests.filter(({ method }) => method === "GET")).toHaveLength(1);
    expect(notes).toEqual([expect.stringMatching(/^Issues #1, #2, .*#10 and 20 more: opened\.$/)]);
  });

  test("of an account that is gone it is closed after two whole runs, with the reason", async () => {
    await keep(both);
    expect(states()).toEqual([`${first}: open`, `${second}: open`]);
    await keep(onlyFirst);
    expect(states()).toEqual([`${first}: open`, `${second}: open`]);
    await keep(onlyFirst);
    expect(states()).toEqual([`${first}: open`, `${second}: closed`]);
    expect(github.issues[1]?.body).toContain(
      `Account ${second} has no role any more that <code>redshift-guard.yml</code> names`,
    );
    await keep(both);
    expect(states()).toEqual([`${first}: open`, `${second}: open`]);
  });

  test("a run in which it is back begins the count anew", async () => {
    await keep(both);
    for (let i = 0; i < 3; i++) {
      await keep(onlyFirst);
      await keep(both);
    }
    expect(states()).toEqual([`${first}: open`, `${second}: open`]);
  });

  test.each<[string, readonly RoleReading[], KeepOptions]>([
    ["an account could not be read", [...onlyFirst, denied("777788889999")], {}],
    ["the organization could not be listed", [...onlyFirst, denied("x", "the organization")], {}],
    ["the config has a mistake", onlyFirst, { text: spec.replace("trust:", "trusts:") }],
    ["no role was compared", [whole(first)], {}],
  ])("nothing is closed where %s", async (_, readings, options) => {
    await keep(both);
    for (let i = 0; i < 3; i++) await keep(readings, options);
    expect(states().slice(0, 2)).toEqual([`${first}: open`, `${second}: open`]);
  });

  test("issues of another config, and those that only look like ours, are left alone", async () => {
    await keep(both, { config: "specs/prod.yml" });
    await keep(both, { config: "specsprod.yml" });
    expect(github.issues).toHaveLength(4);
    const [, , , lookalike] = github.issues;
    const marker = `<!-- redshift-guard:drift:specs/prod.yml:x:${second} -->`;
    for (const body of [`${marker}\n`, `> <!-- redshift-guard:drift:specs/prod.yml:${second} -->`])
      github.issues.push({ ...(lookalike as (typeof github.issues)[number]), number: github.issues.length + 1, body });
    for (let i = 0; i < 3; i++) await keep(onlyFirst, { config: "specs/prod.yml" });
    expect(github.issues.map(({ number, state }) => `${number} ${state}`)).toEqual([
      "1 open",
      "2 closed",
      "3 open",
      "4 open",
      "5 open",
      "6 open",
    ]);
  });

  test("an account's id in a role's name is no account", async () => {
    const text = "version: 1\nroles:\n  - role: etl-777788889999\n    trust: { regions: [us-east-1] }\n";
    await keep([role(first, closed, "Other"), whole(first)], { text });
    expect(states()).toEqual(["spec: open"]);
  });
});

describe("from one way of keeping issues to the other", () => {
  test("from accounts to the spec", async () => {
    await keep(both);
    for (let i = 0; i < 2; i++) await keep(both, { mode: "open" });
    expect(states()).toEqual([`${first}: closed`, `${second}: closed`, "spec: open"]);
    expect(github.issues[0]?.body).toContain("is in the issue of the whole spec");
  });

  test("from the spec to accounts", async () => {
    await keep(both, { mode: "open" });
    for (let i = 0; i < 2; i++) await keep(both);
    expect(states()).toEqual(["spec: closed", `${first}: open`, `${second}: open`]);
    expect(github.issues[0]?.body).toContain("is in the issues of the accounts");
  });
});

test("both ways out of a drift stand in the issue, and what to know before the command beside it", async () => {
  const locked = { ...role(first, open), trustPolicy: lockedTrust };
  await keep([locked, whole(first)], { mode: "open" });
  const { body } = github.issues[0] as (typeof github.issues)[number];
  expect(body).toMatch(
    /with credentials of account 111122223333:\n\n```sh\naws iam update-.*\n# The role is locked: this opens it again\.\n```\n\nTo accept it as it is, in its entry of the config:\n\n```yaml\naccept:/,
  );
});

test("an issue that could not be brought up to date is not taken for one of nobody", async () => {
  const issues = github.issues;
  await keep(both);
  await github.close();
  const refused = ({ method }: { readonly method: string }, before: number) =>
    method === "PATCH" && before === 0 ? { status: 422 } : undefined;
  for (let i = 0; i < 3; i++) {
    github = await startGitHub({ issues, intercept: refused });
    await keep([role(first, open), role(first, open, "EtlTwo"), whole(first), role(second, open), whole(second)]);
    expect(github.issues.map(({ state }) => state)).toEqual(["open", "open"]);
    await github.close();
  }
  github = await startGitHub();
});

test("of two issues that say the same, one is closed", async () => {
  await keep(both, { mode: "open" });
  github.issues.push({ ...(github.issues[0] as (typeof github.issues)[number]), number: 2 });
  for (let i = 0; i < 2; i++) await keep(both, { mode: "open" });
  expect(states()).toEqual(["spec: open", "spec: closed"]);
});

test("a pull request says nothing about how things stand", async () => {
  const change = { kind: "pull-request", number: 1, baseSha: "0".repeat(40), isFork: false } as const;
  expect(await keep(both, { event: { name: "pull_request", change } })).toEqual([
    "The issue is kept by runs of the branch, not by those of pull requests.",
  ]);
  expect(github.requests).toEqual([]);
});

test.each<[string, NonNullable<FakeGitHubOptions["intercept"]>, RegExp, string[]]>([
  ["may not be listed", ({ method }) => (method === "GET" ? { status: 403 } : undefined), /issues: write/, []],
  [
    "may not be written",
    ({ method }) => (method === "POST" ? { status: 403 } : undefined),
    /^Issues were not all brought up to date, because the token lacks `issues: write`/,
    [],
  ],
  [
    "fail after the first",
    ({ method }, before) => (method === "POST" && before > 0 ? { status: 410 } : undefined),
    /^Issue #1: opened\. Issues were not all brought up to date, because the token lacks/,
    [`${first}: open`],
  ],
  [
    "are refused for their text keep none of the others back",
    ({ method }, before) => (method === "POST" && before === 0 ? { status: 422 } : undefined),
    /^Issue #1: opened\. Issues were not all brought up to date, because GitHub answered 422/,
    [`${second}: open`],
  ],
])("issues that %s change no verdict, and are told of once", async (_, intercept, says, left) => {
  await github.close();
  github = await startGitHub({ intercept });
  expect((await keep(both)).join(" ")).toMatch(says);
  expect(states()).toEqual(left);
});
