import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  type FakeAws,
  type FakeAwsOptions,
  type FakeRole,
  sendError,
  startFakeAws,
} from "../../../packages/aws/test/aws-server.ts";
import { type FakeGitHub, type FakeGitHubOptions, startGitHub } from "../../../packages/github/test/github-server.ts";
import {
  type ActionRun,
  commandsIn,
  type RunOptions,
  runBuiltAction,
} from "../../../packages/github/test/run-action.ts";

const account = "444455556666";
let aws: FakeAws | undefined;
let github: FakeGitHub | undefined;

afterEach(async () => {
  expect(github?.faults ?? []).toEqual([]);
  await Promise.all([aws?.close(), github?.close()]);
  aws = undefined;
  github = undefined;
});

const spec = `version: 1
roles:
  - role: arn:aws:iam::${account}:role/Etl
    trust:
      regions: [us-east-1]
`;
const regional = role("Etl", "redshift.us-east-1.amazonaws.com");
const open = role("Etl", "redshift.amazonaws.com");

describe("what a run says", () => {
  test("in sync: green, with outputs, and no issue", async () => {
    const run = await drift({ roles: [regional], inputs: { issue: "open" }, withGitHub: {} });
    expect(run).toMatchObject({
      status: 0,
      stderr: "",
      outputs: { conclusion: "success", drifted: "0", "not-analysed": "0", "new-access": "0" },
    });
    expect(github?.issues).toEqual([]);
  });

  test("drift: red, annotated on the config's line, with the witness, the graph and the issue with both repairs", async () => {
    const run = await drift({ roles: [open], inputs: { issue: "open" }, withGitHub: {} });
    expect(run).toMatchObject({ status: 1, outputs: { conclusion: "failure", drifted: "1", "new-access": "1" } });
    expect(commandsIn(run.stdout).find((line) => line.startsWith("::error"))).toMatch(
      /^::error file=redshift-guard\.yml,line=3,.*Redshift in every Region can use `Etl` in account 444455556666/i,
    );
    expect(run.summary).toContain("```mermaid\ngraph LR");
    expect(run.summary).toContain("class r0 open");
    const [issue] = github?.issues ?? [];
    expect(issue?.body).toContain("aws iam update-assume-role-policy --role-name Etl --policy-document");
    expect(issue?.body).toContain("accept:");
    expect(run.stdout).not.toContain("::error title=redshift-guard::");
  });

  test("a summary that cannot be written: red with a sentence, after the findings", async () => {
    const run = await drift({ roles: [open], environment: { GITHUB_STEP_SUMMARY: "/no/such" } });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(run.stdout).toContain("DRIFT_WIDENED");
    expect(commandsIn(run.stdout).at(-1)).toMatch(
      /^::error title=redshift-guard::The job summary could not be written to `\/no\/such` \(ENOENT\)/,
    );
  });

  test("the issue is closed after two clean runs", async () => {
    await drift({ roles: [open], inputs: { issue: "open" }, withGitHub: {} });
    const issues = github?.issues ?? [];
    await drift({ roles: [regional], inputs: { issue: "open" }, withGitHub: { issues } });
    await drift({ roles: [regional], inputs: { issue: "open" }, withGitHub: { issues } });
    expect(issues).toMatchObject([{ state: "closed", stateReason: "completed" }]);
  });

  test("a token that may not write issues changes no verdict", async () => {
    const run = await drift({
      roles: [regional],
      inputs: { issue: "open" },
      withGitHub: { intercept: ({ path }) => (path.endsWith("/issues") ? { status: 403 } : undefined) },
    });
    expect(run.status).toBe(0);
    expect(run.stdout).toContain("issues: write");
  });

  test("shards leave reports, and their merge gives the verdict", async () => {
    const workspace = folder({ "redshift-guard.yml": spec });
    for (const shard of ["1/2", "2/2"]) {
      const run = await drift({ roles: [open], workspace, inputs: { shard, reports: `json=shards/${shard[0]}.json` } });
      expect(run.status).toBe(0);
    }
    const merged = await drift({ roles: [], workspace, inputs: { merge: "shards", reports: "json=all.json" } });
    expect(merged).toMatchObject({ status: 1, outputs: { drifted: "1", "not-analysed": "0" } });
    expect(merged.summary).toContain('r0["Etl"]');
    expect(merged.summary).toContain("class r0 open");
    const report = JSON.parse(readFileSync(join(workspace, "all.json"), "utf8"));
    expect(report).toMatchObject({ conclusion: "failure", outcomes: [{ drift: { status: "MODIFIED" } }] });
    const half = await drift({ roles: [], workspace, inputs: { merge: "shards/1.json" } });
    expect(half.stdout).toContain("Shard 2/2 left no report");
    expect(half.status).toBe(1);
  });

  test("a merge keeps known what a shard without a report knew", async () => {
    const workspace = folder({ "redshift-guard.yml": spec });
    const gone = { unseenRoleIds: { "arn:aws:iam::999999999999:role/Gone": "AROAGONE" } };
    const first = await drift({ roles: [regional], workspace, inputs: { reports: "json=last.json" } });
    expect(first.status).toBe(0);
    const last = join(workspace, "last.json");
    writeFileSync(last, JSON.stringify({ ...JSON.parse(readFileSync(last, "utf8")), ...gone }));
    await drift({ roles: [regional], workspace, inputs: { shard: "1/2", reports: "json=shards/1.json" } });
    const inputs = { merge: "shards", previous: "last.json", reports: "json=all.json" };
    const merged = await drift({ roles: [], workspace, inputs });
    expect(merged.stdout).toContain("Shard 2/2 left no report");
    expect(JSON.parse(readFileSync(join(workspace, "all.json"), "utf8"))).toMatchObject(gone);
    writeFileSync(last, "{");
    expect((await drift({ roles: [], workspace, inputs })).stdout).toContain("NOT_ANALYSED_PREVIOUS");
  });

  test("the report of the last run: absent at first, then told from, and red when it is none", async () => {
    const workspace = folder({ "redshift-guard.yml": spec });
    const inputs = { previous: "last.json", reports: "json=last.json" };
    const first = await drift({ roles: [{ ...regional, id: "AROAOLD" }], workspace, inputs });
    expect(first.status).toBe(0);
    expect(first.stdout).toContain("There is no earlier report at `last.json`");
    const second = await drift({ roles: [{ ...regional, id: "AROANEW" }], workspace, inputs });
    expect(second.stdout).toContain("DRIFT_ROLE_REPLACED");
    expect(second.stdout).not.toContain("There is no earlier report");
    // As `${{ runner.temp }}` has it.
    const previous = join(workspace, "last.json");
    const third = await drift({ roles: [{ ...regional, id: "AROATHIRD" }], workspace, inputs: { previous } });
    expect(third.stdout).toContain("DRIFT_ROLE_REPLACED");
    const merged = await drift({ roles: [], workspace, inputs: { merge: previous } });
    expect([merged.status, merged.outputs["not-analysed"]]).toEqual([0, "0"]);
    writeFileSync(join(workspace, "last.json"), '{"version":1,"outc');
    const broken = await drift({ roles: [open], workspace, inputs });
    expect(broken).toMatchObject({ status: 1, outputs: { drifted: "1", "not-analysed": "1" } });
    expect(broken.stdout).toContain("NOT_ANALYSED_PREVIOUS");
  });

  test.each<[Record<string, string>, string]>([
    [{ merge: "a.json", shard: "1/2", reports: "json=b.json" }, "With `merge` no role is read, so `shard` goes to"],
    [{ merge: "a.json", associations: "true" }, "With `merge` no role is read, so `associations` goes to"],
    [{ shard: "1/2" }, "A shard gives no verdict of its own"],
    [{ shard: "1/2", reports: "html=a.html" }, "Write `reports: json=shard.json`"],
    [{ regions: "us-east-1" }, "it goes with `associations: true`"],
    [{ reports: "baseline=a.json" }, "Drift has no baseline"],
    [{ merge: "a.json", reports: "json=./a.json" }, "would write over a file: this run reads it"],
    [{ merge: "none.json\na.json" }, "none.json` could not be read (ENOENT)"],
  ])("inputs that do nothing, or harm, together are refused: %j", async (inputs, message) => {
    const workspace = folder({ "redshift-guard.yml": spec, "a.json": "{}" });
    const run = await drift({ roles: [regional], workspace, inputs });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(commandsIn(run.stdout)).toEqual([expect.stringContaining(message)]);
  });

  test("a policy that the config names outside of the repository is not read, through a link neither", async () => {
    const outside = join(folder({ "secret.json": '{ "token": hunter2 }' }), "secret.json");
    const names = [outside, "link.json"];
    const entries = names.map((name, i) => `  - role: Etl${i}\n    trust: { policy: ${name} }\n`);
    const workspace = folder({ "redshift-guard.yml": `version: 1\nroles:\n${entries.join("")}` });
    symlinkSync(outside, join(workspace, "link.json"));
    const run = await drift({ roles: [regional], workspace });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(run.stdout.match(/CONFIG_\w+/g)?.length).toBeGreaterThan(1);
    expect(run.stdout + run.summary).not.toContain("hunter2");
  });

  test("a merge without any report is red, and says what is missing", async () => {
    const run = await drift({ roles: [], inputs: { merge: "shards" } });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("Did the jobs of the shards upload theirs?");
  });

  test("policy text cannot speak to the runner", async () => {
    const evil = {
      ...open,
      trust: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "x\n::error::owned",
            Effect: "Allow",
            Principal: { Service: "redshift.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "sts:ExternalId": "a\r\n::set-output name=x::y" } },
          },
        ],
      },
    };
    const run = await drift({ roles: [evil] });
    const commands = commandsIn(run.stdout);
    expect(commands.length).toBeGreaterThan(0);
    // Every command is one of ours, and the text stands inside it.
    expect(commands.filter((line) => !/^::(?:error|warning|notice) file=redshift-guard\.yml,/.test(line))).toEqual([]);
  });
});

/** Each fault, what the user sees, and the exit status. */
const faults: readonly {
  readonly fault: string;
  readonly options: Omit<DriftOptions, "roles"> & { readonly roles?: FakeRole[] };
  readonly says: RegExp;
  readonly status: number;
}[] = [
  {
    fault: "no credentials",
    options: { environment: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" } },
    says: /NOT_ANALYSED_(NO_CREDENTIALS|UNREADABLE)/,
    status: 1,
  },
  {
    fault: "access denied",
    options: {
      intercept: ({ action }, response) =>
        answer(action === "ListRoles", () => sendError(response, false, 403, "AccessDenied", "not authorized")),
    },
    says: /NOT_ANALYSED_ACCESS_DENIED/,
    status: 1,
  },
  {
    fault: "expired credentials",
    options: {
      intercept: (_, response) => answer(true, () => sendError(response, false, 403, "ExpiredToken", "expired")),
    },
    says: /NOT_ANALYSED_CREDENTIALS_EXPIRED/,
    status: 1,
  },
  {
    fault: "throttled twice",
    options: {
      intercept: ({ action, before }, response) =>
        answer(action === "ListRoles" && before < 2, () =>
          sendError(response, false, 400, "Throttling", "Rate exceeded"),
        ),
    },
    says: /PASSED/,
    status: 0,
  },
  {
    fault: "a config that is not there",
    options: { inputs: { config: "nowhere.yml" } },
    says: /The config `nowhere\.yml` cannot be read/,
    status: 1,
  },
  {
    fault: "a config with a mistake",
    options: { files: { "redshift-guard.yml": spec.replace("trust:", "trusts:") } },
    says: /Did you mean `trust`/,
    status: 1,
  },
  {
    fault: "a config without roles",
    options: { files: { "redshift-guard.yml": "version: 1\nroles: []\n" } },
    says: /NOT_ANALYSED_NOTHING_COMPARED[^\n]*the config has no entry in `roles`/,
    status: 1,
  },
  {
    fault: "a misspelt input",
    options: { inputs: { role: "iam:" } },
    says: /There is no input `role`\. Did you mean `roles`/,
    status: 1,
  },
  {
    fault: "a source that makes no sense",
    options: { inputs: { roles: "aim:" } },
    says: /Did you mean `iam:`/,
    status: 1,
  },
  {
    fault: "a format that does not exist",
    options: { inputs: { reports: "serif=x" } },
    says: /Did you mean `sarif`/,
    status: 1,
  },
  { fault: "a role that is gone", options: { roles: [] }, says: /DRIFT_ROLE_DELETED/, status: 1 },
];

test.each(faults)("fault: $fault", async ({ options, says, status }) => {
  const run = await drift({ roles: [regional], ...options });
  expect(run.stdout).toMatch(says);
  expect(run.status).toBe(status);
  expect(run.stdout + run.stderr).not.toMatch(/\n\s+at /);
});

test("SIGTERM: what was not read is said, and the status is 143", async () => {
  let asked = (): void => {};
  const reached = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const run = await drift({
    roles: [regional],
    inputs: { issue: "open" },
    withGitHub: {},
    terminate: reached,
    intercept: ({ action }) => {
      if (action !== "ListRoles") return false;
      asked();
      return true;
    },
  });
  expect(run.status).toBe(143);
  expect(run.stdout).toContain("NOT_ANALYSED_ABORTED");
  expect(run.summary).toContain("failed");
  expect(github?.issues).toEqual([]);
});

interface DriftOptions {
  readonly roles: FakeRole[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  readonly withGitHub?: FakeGitHubOptions;
  readonly intercept?: FakeAwsOptions["intercept"];
  readonly environment?: Readonly<Record<string, string>>;
  readonly terminate?: RunOptions["terminate"];
}

async function drift(options: DriftOptions): Promise<ActionRun> {
  await Promise.all([aws?.close(), github?.close()]);
  const { intercept, withGitHub, terminate } = options;
  aws = await startFakeAws({
    home: account,
    accounts: [{ id: account, roles: options.roles }],
    ...(intercept === undefined ? {} : { intercept }),
  });
  github = withGitHub === undefined ? undefined : await startGitHub(withGitHub);
  return runBuiltAction({
    action: "drift",
    workspace: options.workspace ?? folder({ "redshift-guard.yml": spec, ...options.files }),
    event: { name: "schedule" },
    ...(options.inputs === undefined ? {} : { inputs: options.inputs }),
    ...(github === undefined ? {} : { github: github.url }),
    ...(terminate === undefined ? {} : { terminate }),
    environment: {
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIAFAKE",
      AWS_SECRET_ACCESS_KEY: "secret",
      ...options.environment,
    },
  });
}

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "redshift-guard-drift-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
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

function answer(when: boolean, give: () => void): boolean {
  if (when) give();
  return when;
}
