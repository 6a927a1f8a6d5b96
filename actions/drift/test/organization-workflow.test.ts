import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inputNames } from "../src/inputs.ts";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

const text = readFileSync(new URL("../../../.github/workflows/drift-organization.yml", import.meta.url), "utf8");
const workflow = parse(text) as {
  readonly on: { readonly workflow_call: { readonly inputs: Readonly<Record<string, unknown>> } };
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
};
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const own = "redshift-guard/redshift-guard/actions/drift@v1";

describe("the workflow", () => {
  test("has no permissions but those of its jobs, which its first comment asks of the caller", () => {
    expect(workflow.permissions).toEqual({});
    const asked = new Map<string, string>();
    for (const { permissions = {} } of Object.values(workflow.jobs))
      for (const [name, level] of Object.entries(permissions)) asked.set(name, level);
    const [, written = ""] = /#\s+permissions: \{ (.*) \}/.exec(text) ?? [];
    expect(written.split(", ").sort()).toEqual([...asked].map(([name, level]) => `${name}: ${level}`).sort());
    expect(workflow.jobs["merge"]?.permissions).toMatchObject({ issues: "write" });
    expect(workflow.jobs["shard"]?.permissions).not.toHaveProperty("issues");
  });

  test("pins what others wrote by commit, and ends by itself", () => {
    const foreign = steps.flatMap(({ uses }) => (uses === undefined || uses === own ? [] : [uses]));
    expect(foreign.length).toBeGreaterThan(5);
    for (const uses of foreign) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    for (const job of Object.values(workflow.jobs)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });

  test("gives the action inputs that it has, and uses each of its own", () => {
    const given = steps.filter(({ uses }) => uses === own).flatMap((step) => Object.keys(step.with ?? {}));
    expect(inputNames).toEqual(expect.arrayContaining(given));
    for (const name of Object.keys(workflow.on.workflow_call.inputs)) expect(text).toContain(`\${{ inputs.${name} }}`);
  });

  test("puts no expression into a script, where its value would be run", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  test.each(["shard", "merge"])("hands the last report from the plan to the job %s", (job) => {
    const jobSteps = workflow.jobs[job]?.steps ?? [];
    const got = jobSteps.find(({ if: when }) => when === "needs.plan.outputs.previous == 'true'");
    const read = jobSteps.find(({ uses }) => uses === own)?.with?.["previous"];
    expect(read).toBe(`${got?.with?.["path"]}/drift.json`);
    const put = workflow.jobs["plan"]?.steps.find(({ with: given }) => given?.["name"] === got?.with?.["name"]);
    expect(put).toMatchObject({ if: "steps.previous.outputs.found == 'true'", with: { path: "previous/drift.json" } });
    const merged = workflow.jobs["merge"]?.steps.at(-1)?.with;
    expect(merged).toMatchObject({ name: "${{ inputs.name }}", path: expect.stringContaining("drift.json") });
  });
});

interface Run {
  readonly id: number;
  readonly event: string;
  readonly head_branch?: string;
  readonly head_repository?: { readonly id: number } | null;
  /** What its artifact holds; absent: there is none. */
  readonly report?: string | undefined;
}

const ours = { head_branch: "main", head_repository: { id: 7 } };
const good = '{"outcomes":[{"drift":{"roleId":"AROA1"}}]}';
const empty = '{"outcomes":[{"kind":"not-analysed"}]}';

/** Runs as GitHub lists them, newest first; whose report is taken; which artifacts were asked for. */
const cases: readonly [string, readonly Run[] | undefined, number | undefined, readonly number[], RegExp][] = [
  ["the last one", [run(3), run(2)], 3, [3], /^$/],
  ["the last one that left a report", [{ ...run(3), report: undefined }, run(2)], 2, [3, 2], /^$/],
  ["the last one that knows roles", [{ ...run(3), report: empty }, run(2)], 2, [3, 2], /^$/],
  [
    "none of a pull request",
    [
      { ...run(3), event: "pull_request" },
      { ...run(2), event: "pull_request_target" },
    ],
    undefined,
    [],
    /^::notice.*no report of an earlier run/,
  ],
  [
    "none of a fork",
    [{ ...run(3), head_repository: { id: 8 } }, { ...run(2), head_repository: null }, run(1)],
    1,
    [1],
    /^$/,
  ],
  ["none of another branch", [{ ...run(3), head_branch: "other" }], undefined, [], /^::notice/],
  ["none, the first time", [], undefined, [], /^::notice/],
  ["none, where GitHub refuses", undefined, undefined, [], /^::warning.*actions: read/],
  [
    "no more than ten are looked into",
    Array.from({ length: 30 }, (_, i) => ({ ...run(40 - i), report: undefined })),
    undefined,
    Array.from({ length: 10 }, (_, i) => 40 - i),
    /^::notice/,
  ],
];

test.skipIf(process.platform === "win32").each(cases)(
  "the report of an earlier run: %s",
  (_, runs, taken, asked, says) => {
    const script = steps.find(({ id }) => id === "previous")?.run ?? "";
    const folder = mkdtempSync(join(tmpdir(), "redshift-guard-workflow-"));
    const file = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    for (const { id, report } of runs ?? []) {
      if (report === undefined) continue;
      mkdirSync(join(folder, `artifact-${id}`));
      file(`artifact-${id}/drift.json`, report);
    }
    if (runs !== undefined) file("listed.json", JSON.stringify({ workflow_runs: runs }));
    // In the place of GitHub's command: it lists, and downloads into a folder that must not hold the files already.
    const gh = `#!/usr/bin/env bash
echo "$*" >> asked
if [ "$1" = api ]; then cat listed.json; exit; fi
[ -e "$9/drift.json" ] && exit 1
cp -r "artifact-$3" "$9"
`;
    chmodSync(file("gh", gh), 0o755);
    const stdout = execFileSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        PATH: `${folder}:${join(process.execPath, "..")}:${process.env["PATH"]}`,
        GITHUB_OUTPUT: file("output", ""),
        GITHUB_REF_NAME: "main",
        GITHUB_REPOSITORY: "o/r",
        GITHUB_REPOSITORY_ID: "7",
        GITHUB_WORKFLOW_REF: "o/r/.github/workflows/nightly.yml@refs/heads/a@b",
        NAME: "drift",
      },
    });
    const calls = readFileSync(join(folder, "asked"), "utf8").trim().split("\n");
    expect(calls[0]).toBe(
      "api --method GET repos/o/r/actions/workflows/nightly.yml/runs -f branch=main -f status=completed -f per_page=50",
    );
    expect(calls.slice(1)).toEqual(asked.map((id) => `run download ${id} --repo o/r --name drift --dir previous`));
    expect(stdout.trim()).toMatch(says);
    expect(readFileSync(join(folder, "output"), "utf8")).toBe(`found=${taken !== undefined}\n`);
    const found = join(folder, "previous/drift.json");
    if (taken !== undefined) expect(readFileSync(found, "utf8")).toBe(good);
    else expect(existsSync(found) && readFileSync(found, "utf8") === good).toBe(false);
  },
);

function run(id: number): Run {
  return { id, event: "schedule", report: good, ...ours };
}
