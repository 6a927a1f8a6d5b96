import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtAction } from "./built-action.ts";
import type { Repository } from "./repository.ts";

export interface ActionRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly repository: Repository;
  /** As in the workflow's `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: ActionEvent;
  /** The address of a local GitHub; with it the run has a token. */
  readonly github?: string;
  /** The address of a local Access Analyzer; with it the run has AWS credentials. */
  readonly aws?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ActionEvent {
  readonly name: string;
  readonly payload?: unknown;
  readonly sha?: string;
}

/** Runs the built bundle as the runner does: inputs, event and result files through the environment. */
export async function runAction(options: RunOptions): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), "redshift-guard-run-"));
  const file = (name: string, text = ""): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const { event = { name: "push" }, github, aws, repository } = options;
  const inputs = { ...(github === undefined ? {} : { token: "ghs_of_the_test" }), ...options.inputs };
  const environment: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    TMPDIR: tmpdir(),
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: repository.folder,
    GITHUB_REPOSITORY: "owner/repository",
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event.payload ?? {})),
    GITHUB_SHA: event.sha ?? repository.git("rev-parse", "HEAD"),
    GITHUB_API_URL: github ?? "http://127.0.0.1:9",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "77",
    GITHUB_WORKFLOW: "Validate policies",
    GITHUB_JOB: "validate",
    GITHUB_ACTION: "__self",
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary"),
    ...(aws === undefined
      ? {}
      : {
          AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
          AWS_SECRET_ACCESS_KEY: "of-the-test",
          AWS_REGION: "us-east-1",
          AWS_ENDPOINT_URL_ACCESSANALYZER: aws,
        }),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.environment,
  };
  const entry = await builtAction();
  const child = spawn(process.execPath, [entry], { cwd: repository.folder, env: environment });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { status, stdout, stderr, summary: read("summary"), outputs: outputsIn(read("output")) };
}

/** The runner's format: `name<<delimiter`, lines, `delimiter`. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(lines[i] as string) ?? [];
    if (name === undefined) continue;
    const end = lines.indexOf(delimiter as string, i + 1);
    outputs[name] = lines.slice(i + 1, end).join("\n");
    i = end;
  }
  return outputs;
}

/** What the runner would take for commands, in order: those between `stop-commands` and its token are text. */
export function commandsIn(stdout: string): string[] {
  const commands: string[] = [];
  let stopped: string | undefined;
  for (const line of stdout.split("\n")) {
    if (stopped !== undefined) {
      if (line === `::${stopped}::`) stopped = undefined;
      continue;
    }
    stopped = /^::stop-commands::(.+)$/.exec(line)?.[1];
    if (stopped === undefined && /^\s*(?:::[\w-]+|##\[)/.test(line)) commands.push(line);
  }
  return commands;
}

export interface PullOptions {
  readonly base: string;
  readonly head: string;
  readonly fork?: boolean;
  readonly changedFiles?: number;
}

export function pullRequest({ base, head, fork = false, changedFiles }: PullOptions): ActionEvent {
  return {
    name: "pull_request",
    payload: {
      action: "synchronize",
      number: 5,
      pull_request: {
        number: 5,
        ...(changedFiles === undefined ? {} : { changed_files: changedFiles }),
        base: { sha: base, ref: "main", repo: { id: 1 } },
        head: { sha: head, ref: "change", repo: { id: fork ? 2 : 1 } },
      },
    },
  };
}

export function mergeGroup(base: string, head: string): ActionEvent {
  return {
    name: "merge_group",
    payload: { action: "checks_requested", merge_group: { base_sha: base, head_sha: head } },
  };
}
