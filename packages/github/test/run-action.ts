import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtAction } from "./built-action.ts";

export interface ActionRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly action: "validate" | "drift";
  /** The checked-out repository. */
  readonly workspace: string;
  readonly sha?: string;
  /** As in the workflow's `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: ActionEvent;
  /** The address of a local GitHub; with it the run has a token. */
  readonly github?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends the run by SIGTERM when this resolves. */
  readonly terminate?: Promise<unknown>;
}

export interface ActionEvent {
  readonly name: string;
  readonly payload?: unknown;
  readonly sha?: string;
}

/** Runs the built bundle as the runner does: inputs, event and result files through the environment. */
export async function runBuiltAction(options: RunOptions): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), "redshift-guard-run-"));
  const file = (name: string, text = ""): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const { event = { name: "push" }, github, workspace } = options;
  const inputs = { ...(github === undefined ? {} : { token: "ghs_of_the_test" }), ...options.inputs };
  const environment: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    TMPDIR: tmpdir(),
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: "owner/repository",
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event.payload ?? {})),
    GITHUB_SHA: event.sha ?? options.sha ?? "0".repeat(40),
    GITHUB_API_URL: github ?? "http://127.0.0.1:9",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "77",
    GITHUB_WORKFLOW: "Policies",
    GITHUB_JOB: options.action,
    GITHUB_ACTION: "__self",
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary"),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.environment,
  };
  const child = spawn(process.execPath, [await builtAction(options.action)], { cwd: workspace, env: environment });
  void options.terminate?.then(() => child.kill("SIGTERM"));
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
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
