import {
  type Config,
  type DeployedRole,
  detectDrift,
  isConcerned,
  type Outcome,
  type RoleReading,
} from "@redshift-guard/core";
import { type AwsCalls, awsCalls } from "./aws-calls.ts";
import { withLastChange } from "./last-change.ts";
import { openRoles, type ReadContext, type ReadProgress, type RoleSource } from "./reader.ts";
import { sleep } from "./retry.ts";
import type { Shard } from "./shard.ts";

export interface DriftRunOptions {
  /** Where roles are read from, one or several: `iam:`, `snapshot:roles.json`, … */
  readonly roles: readonly string[];
  readonly shard?: Shard;
  /** Also ask Redshift which clusters and namespaces use which role. */
  readonly associations?: boolean;
  /** In these Regions; the environment's unless told. */
  readonly regions?: readonly string[];
  /** Ask CloudTrail who changed each role last. */
  readonly attribution?: boolean;
  /** ARN to RoleId, from an earlier report. */
  readonly previousRoleIds?: ReadonlyMap<string, string>;
  /** Ask IAM afresh before a difference is reported; true unless told. */
  readonly confirm?: boolean;
  /** Milliseconds before that; IAM is eventually consistent. */
  readonly confirmAfter?: number;
  readonly signal?: AbortSignal;
  readonly progress?: ReadProgress;
  /** Given by tests, to shorten waits. */
  readonly calls?: AwsCalls;
}

export interface DriftRun {
  readonly outcomes: readonly Outcome[];
  /** The roles that matter to the config, as they were read. */
  readonly roles: readonly DeployedRole[];
  /** What a person should know and that is no fault: accounts left out, calls made. */
  readonly notes: readonly string[];
  readonly wasAborted: boolean;
}

/**
 * Reads deployed roles, compares them, and confirms what differs before it is reported. A source that makes no sense
 * throws a TypeError before anything is read.
 */
export async function runDrift(config: Config, options: DriftRunOptions): Promise<DriftRun> {
  const { signal, confirm = true, confirmAfter = 2_000, previousRoleIds } = options;
  const notes: string[] = [];
  const calls = options.calls ?? awsCalls(signal === undefined ? {} : { signal });
  const facts = previousRoleIds === undefined ? {} : { previousRoleIds };
  const context = readContext(config, options, calls, notes);
  const sources = options.roles.map((spec) => openRoles(spec, context));
  try {
    let readings = await readAll(sources, signal);
    let outcomes = detectDrift(config, readings, facts);
    const reread = sources.find((source) => source.reread !== undefined)?.reread;
    if (confirm && reread !== undefined && signal?.aborted !== true) {
      const fresh = await confirmed(outcomes, readings, reread, confirmAfter, signal);
      if (fresh !== undefined) {
        readings = fresh;
        outcomes = detectDrift(config, readings, facts);
      }
    }
    if (options.attribution === true) outcomes = await withLastChange(outcomes, calls);
    if (calls.sent.size > 0) notes.push(callsInWords(calls));
    const roles = readings.filter((reading) => reading.kind === "role");
    return { outcomes, roles, notes, wasAborted: signal?.aborted === true };
  } finally {
    if (options.calls === undefined) calls.close();
  }
}

function readContext(config: Config, options: DriftRunOptions, calls: AwsCalls, notes: string[]): ReadContext {
  const names = namesIn(config);
  const { signal, shard, progress, regions } = options;
  return {
    calls,
    keep: isConcerned(config),
    note: (text) => notes.push(text),
    associations: options.associations === true,
    ...(names === undefined ? {} : { names }),
    ...(signal === undefined ? {} : { signal }),
    ...(shard === undefined ? {} : { shard }),
    ...(progress === undefined ? {} : { progress }),
    ...(regions === undefined ? {} : { regions }),
  };
}

/** An aborted run keeps what was read, and says that it is not all. */
async function readAll(sources: readonly RoleSource[], signal: AbortSignal | undefined): Promise<RoleReading[]> {
  const readings: RoleReading[] = [];
  for (const source of sources) {
    for await (const reading of source.read()) {
      readings.push(reading);
      if (signal?.aborted === true) break;
    }
  }
  if (signal?.aborted === true) {
    const details = "The run was stopped before everything was read; what follows is not complete. Run it again.";
    readings.push({ kind: "not-read", subject: "the run", code: "NOT_ANALYSED_ABORTED", details });
  }
  return readings;
}

/** The readings with every role that differs, or is gone, asked for once more; undefined when there was none. */
async function confirmed(
  outcomes: readonly Outcome[],
  readings: readonly RoleReading[],
  reread: NonNullable<RoleSource["reread"]>,
  wait: number,
  signal: AbortSignal | undefined,
): Promise<RoleReading[] | undefined> {
  const doubtful = new Set(
    outcomes.flatMap(({ drift }) => (drift?.status === "MODIFIED" || drift?.status === "DELETED" ? [drift.role] : [])),
  );
  if (doubtful.size === 0) return undefined;
  await sleep(wait, signal);
  const kept = readings.filter((reading) => reading.kind !== "role" || !doubtful.has(reading.arn));
  const known = new Map(
    readings.flatMap((reading) => (reading.kind === "role" ? [[reading.arn, reading] as const] : [])),
  );
  const again = await Promise.all(
    [...doubtful].map(async (arn): Promise<RoleReading[]> => {
      const seen = known.get(arn);
      const identity = seen ?? identityOf(arn);
      if (identity === undefined) return [];
      const reading = await reread(identity);
      if (reading === "deleted") return [];
      // What could not be confirmed stays as it was read, and the failure stands beside it.
      if (reading.kind === "not-read") return seen === undefined ? [reading] : [reading, seen];
      return reading.kind === "role" && reading.arn !== arn ? [] : [reading];
    }),
  );
  return [...kept, ...again.flat()];
}

function identityOf(arn: string): Pick<DeployedRole, "arn" | "account" | "name" | "path"> | undefined {
  const fields = /^arn:[^:]+:iam::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn);
  if (fields === null) return undefined;
  const [, account = "", path = "/", name = ""] = fields;
  return { arn, account, path, name };
}

/** The names of the roles that matter, where only roles that are named matter. */
function namesIn(config: Config): readonly string[] | undefined {
  if (config.unknownRoles.value !== "ignore") return undefined;
  const names: string[] = [];
  for (const { selector } of config.roles) {
    if (selector.kind === "pattern") return undefined;
    names.push(selector.text.slice(selector.text.lastIndexOf("/") + 1));
  }
  return names;
}

function callsInWords({ sent, throttles }: AwsCalls): string {
  const total = [...sent.values()].reduce((sum, count) => sum + count, 0);
  const list = [...sent].map(([name, count]) => `${name} ${count}`).join(", ");
  return `${total} calls to AWS (${list})${throttles === 0 ? "" : `, ${throttles} of them throttled`}.`;
}
