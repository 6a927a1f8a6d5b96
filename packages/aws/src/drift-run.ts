import {
  type Config,
  type DeployedRole,
  detectDrift,
  isConcerned,
  type Outcome,
  plural,
  type RoleReading,
  unseenRoleIds,
} from "@redshift-guard/core";
import { type AwsCalls, awsCalls } from "./aws-calls.ts";
import { abortedRun, confirmDrift, type SourcedReading } from "./confirm.ts";
import { withLastChange } from "./last-change.ts";
import { openRoles } from "./open-roles.ts";
import type { ReadContext, ReadProgress, RoleSource } from "./reader.ts";
import { inShard, type Shard } from "./shard.ts";

/** What is read, asked and confirmed. */
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
  /** Without them, the run makes and closes its own; who gives them closes them. */
  readonly calls?: AwsCalls;
}

/** What a run found out; of an aborted one, what it had found out by then. */
export interface DriftRun {
  readonly outcomes: readonly Outcome[];
  /** The roles that differ, as they were read. */
  readonly roles: readonly DeployedRole[];
  /** What a person should know and that is no fault: accounts left out, calls made. */
  readonly notes: readonly string[];
  readonly wasAborted: boolean;
  /** Those of the earlier RoleIds that belong to roles this run did not see: the next run is to know them, too. */
  readonly unseenRoleIds: ReadonlyMap<string, string>;
}

/**
 * Reads deployed roles, compares them, and confirms what differs before it is reported. A source that makes no sense
 * throws a TypeError before anything is read.
 */
export async function runDrift(config: Config, options: DriftRunOptions): Promise<DriftRun> {
  const { signal, shard, confirm = true, confirmAfter = 2_000, previousRoleIds } = options;
  const notes: string[] = [];
  const calls = options.calls ?? awsCalls(signal === undefined ? {} : { signal });
  const known = { compared: new WeakMap(), ...(previousRoleIds === undefined ? {} : { previousRoleIds }) };
  const context = readContext(config, options, calls, notes);
  const sources = options.roles.map((spec) => openRoles(spec, context));
  try {
    const read = await readAll(sources, signal);
    let readings = inOrder(read.map(({ reading }) => reading));
    let outcomes = detectDrift(config, readings, known);
    if (confirm && signal?.aborted !== true) {
      const within = signal === undefined ? {} : { signal };
      const fresh = await confirmDrift(outcomes, read, { wait: confirmAfter, ...within });
      if (fresh !== undefined) {
        readings = inOrder(fresh);
        outcomes = detectDrift(config, readings, known);
      }
    }
    if (options.attribution === true && signal?.aborted !== true)
      outcomes = await withLastChange(outcomes, calls, (text) => notes.push(text));
    if (shard !== undefined) outcomes = outcomes.filter((outcome) => !isOfOtherShard(outcome, shard));
    if (calls.sent.size > 0) notes.push(callsInWords(calls));
    const differing = new Set(outcomes.flatMap(({ drift }) => (drift?.status === "MODIFIED" ? [drift.role] : [])));
    const roles = readings.filter((reading) => reading.kind === "role").filter(({ arn }) => differing.has(arn));
    const earlier = [...(previousRoleIds ?? [])].filter(([arn]) => inShard(arn.split(":")[4] ?? "", shard));
    const unseen = unseenRoleIds(earlier, outcomes);
    return { outcomes, roles, notes, wasAborted: signal?.aborted === true, unseenRoleIds: unseen };
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

/**
 * By account and ARN: the order in which accounts answer means nothing, and two runs that found the same should report
 * the same.
 */
function inOrder(readings: readonly RoleReading[]): RoleReading[] {
  return readings
    .map((reading) => ({ reading, key: `${reading.account ?? ""} ${reading.kind === "role" ? reading.arn : ""}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ reading }) => reading);
}

/** An aborted run keeps what was read, and says that it is not all. */
async function readAll(sources: readonly RoleSource[], signal: AbortSignal | undefined): Promise<SourcedReading[]> {
  const readings: SourcedReading[] = [];
  for (const source of sources) {
    for await (const reading of source.read()) {
      readings.push({ reading, source });
      if (signal?.aborted === true) return [...readings, { reading: abortedRun, source }];
    }
    if (signal?.aborted === true) return [...readings, { reading: abortedRun, source }];
  }
  return readings;
}

/** That a role was not checked is said by the one shard that its account belongs to, whether that account exists or not. */
function isOfOtherShard({ drift }: Outcome, shard: Shard): boolean {
  const account = /^arn:[^:]+:iam::(\d{12}):/.exec(drift?.role ?? "")?.[1];
  return drift?.status === "NOT_CHECKED" && account !== undefined && !inShard(account, shard);
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
  return `${plural(total, "call")} to AWS (${list})${throttles === 0 ? "" : `, ${throttles} of them throttled`}.`;
}
