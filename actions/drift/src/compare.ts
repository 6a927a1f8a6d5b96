import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { awsCalls, keepHeapSmall, makeProgress, parseShard, runDrift } from "@redshift-guard/aws";
import { mergeReports, type Outcome, readReport, roleIdsOf } from "@redshift-guard/core";
import { writeLog } from "@redshift-guard/github";
import type { Inputs } from "./inputs.ts";
import type { ReadConfig } from "./read-config.ts";

export interface Compared {
  readonly outcomes: readonly Outcome[];
  readonly notes: readonly string[];
  readonly wasAborted: boolean;
}

/** Reads the roles and compares them, or folds the reports of shards that did. */
export async function compare(
  inputs: Inputs,
  root: string,
  { config }: ReadConfig,
  signal: AbortSignal,
): Promise<Compared> {
  if (inputs.merge.length > 0) return merged(inputs, root);
  keepHeapSmall();
  const calls = awsCalls({ signal });
  const progress = makeProgress(calls);
  const minutely = setInterval(() => writeLog(`${progress.line()}\n`), 60_000);
  const previous = inputs.previous === undefined ? undefined : previousRoleIds(join(root, inputs.previous));
  try {
    return await runDrift(config, {
      roles: inputs.roles.map((source) => fromRoot(source, root)),
      calls,
      progress,
      signal,
      confirm: inputs.confirm,
      associations: inputs.associations,
      attribution: inputs.attribution,
      ...(inputs.regions.length === 0 ? {} : { regions: inputs.regions }),
      ...(inputs.shard === undefined ? {} : { shard: parseShard(inputs.shard) }),
      ...(previous === undefined ? {} : { previousRoleIds: previous }),
    });
  } finally {
    clearInterval(minutely);
    calls.close();
  }
}

/** Paths of the workflow are relative to the repository. */
function fromRoot(source: string, root: string): string {
  const [, path] = /^snapshot:(?!\/)(.+)$/.exec(source) ?? [];
  return path === undefined ? source : `snapshot:${join(root, path)}`;
}

/** The first run has no report of a last one. */
function previousRoleIds(path: string): ReadonlyMap<string, string> | undefined {
  return existsSync(path) ? roleIdsOf(readReport(readFileSync(path, "utf8"), path)) : undefined;
}

function merged({ merge }: Inputs, root: string): Compared {
  const files = merge.map((path) => join(root, path)).flatMap((path) => (isFolder(path) ? jsonFilesIn(path) : [path]));
  if (files.length === 0)
    throw new TypeError("The input `merge` names no JSON report. Did the jobs of the shards upload theirs?");
  const reports = files.map((file) => readReport(readFileSync(file, "utf8"), file));
  const { outcomes, notes } = mergeReports(reports, new Set());
  return { outcomes, notes, wasAborted: false };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function jsonFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(folder, name));
}
