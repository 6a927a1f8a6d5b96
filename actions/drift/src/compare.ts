import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { awsCalls, keepHeapSmall, makeProgress, parseShard, runDrift } from "@redshift-guard/aws";
import { mergeReports, notAnalysed, type Outcome, readReport, roleIdsOf } from "@redshift-guard/core";
import { writeLog } from "@redshift-guard/github";
import type { Inputs } from "./inputs.ts";
import type { ReadConfig } from "./read-config.ts";

export interface Compared {
  readonly outcomes: readonly Outcome[];
  readonly notes: readonly string[];
  readonly wasAborted: boolean;
  /** As reports hand them on. */
  readonly unseenRoleIds: ReadonlyMap<string, string>;
}

/** Reads the roles and compares them, or merges the reports of shards that did. */
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
  const previous = inputs.previous === undefined ? {} : previousRoles(inputs.previous, root);
  try {
    const run = await runDrift(config, {
      roles: inputs.roles.map((source) => fromRoot(source, root)),
      calls,
      progress,
      signal,
      confirm: inputs.confirm,
      associations: inputs.associations,
      attribution: inputs.attribution,
      ...(inputs.regions.length === 0 ? {} : { regions: inputs.regions }),
      ...(inputs.shard === undefined ? {} : { shard: parseShard(inputs.shard) }),
      ...(previous.roleIds === undefined ? {} : { previousRoleIds: previous.roleIds }),
    });
    const outcomes = previous.fault === undefined ? run.outcomes : [...run.outcomes, previous.fault];
    return { ...run, outcomes, notes: previous.note === undefined ? run.notes : [previous.note, ...run.notes] };
  } finally {
    clearInterval(minutely);
    calls.close();
  }
}

/** Paths of the workflow are relative to the repository. */
function fromRoot(source: string, root: string): string {
  const [, path] = /^snapshot:(.+)$/s.exec(source) ?? [];
  return path === undefined ? source : `snapshot:${resolve(root, path)}`;
}

interface PreviousRoles {
  readonly roleIds?: ReadonlyMap<string, string>;
  /** Why there are none. */
  readonly note?: string;
  readonly fault?: Outcome;
}

/** The first run has no report of a last one; one that is there and cannot be read is no reason to compare nothing. */
function previousRoles(path: string, root: string): PreviousRoles {
  const file = resolve(root, path);
  if (!existsSync(file)) {
    const note = `There is no earlier report at \`${path}\`: roles that are replaced under their names are reported from the next run on.`;
    return { note };
  }
  try {
    return { roleIds: roleIdsOf(readReport(readText(file), path)) };
  } catch (error) {
    const details = `The earlier report cannot be used, so replaced roles were not looked for: ${(error as Error).message}`;
    return { fault: notAnalysed(path, { code: "PREVIOUS", details }) };
  }
}

/** The reports that `merge` names, folders taken apart. */
export function mergedFiles({ merge }: Inputs, root: string): string[] {
  return merge.map((path) => resolve(root, path)).flatMap((path) => (isFolder(path) ? jsonFilesIn(path) : [path]));
}

function merged(inputs: Inputs, root: string): Compared {
  const files = mergedFiles(inputs, root);
  if (!files.some((path) => existsSync(path)))
    throw new TypeError("The input `merge` names no JSON report. Did the jobs of the shards upload theirs?");
  const reports = files.map((file) => readReport(readText(file), relative(root, file)));
  const previous = inputs.previous === undefined ? {} : previousRoles(inputs.previous, root);
  const { outcomes, notes, unseenRoleIds = {} } = mergeReports(reports, new Set(), previous.roleIds);
  // The shards read the same file, and have reported what is wrong with it.
  const { fault } = previous;
  const isTold = outcomes.some(({ subject }) => subject === fault?.subject);
  return {
    outcomes: fault === undefined || isTold ? outcomes : [...outcomes, fault],
    notes: [...new Set([...(previous.note === undefined ? [] : [previous.note]), ...notes])],
    wasAborted: false,
    unseenRoleIds: new Map(Object.entries(unseenRoleIds)),
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new TypeError(`The report \`${file}\` could not be read (${code}). Check the path and its permissions.`);
  }
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
