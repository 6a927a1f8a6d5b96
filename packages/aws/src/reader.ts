import { closest, type DeployedRole, type RoleIdentity, type RoleReading } from "@redshift-guard/core";
import type { AwsCalls } from "./aws-calls.ts";
import { configAggregator } from "./readers/config-aggregator.ts";
import { iam } from "./readers/iam.ts";
import { organization } from "./readers/organization.ts";
import { snapshot } from "./readers/snapshot.ts";
import type { Shard } from "./shard.ts";

/** Reads deployed roles from one kind of place. One file in `readers/` each; SDK clients load when they are used. */
export interface RoleReader {
  /** What stands before the colon of `--roles`. */
  readonly scheme: string;
  readonly title: string;
  /** `rest` is what follows the colon; one that makes no sense throws a TypeError. Nothing is asked before `read`. */
  open(rest: string, context: ReadContext): RoleSource;
}

/** One place that roles are read from, for one run. */
export interface RoleSource {
  /** Whatever could not be read is yielded, never left out. */
  read(): AsyncIterable<RoleReading>;
  /**
   * Asks IAM for one role afresh: what was read may be minutes old, and IAM itself is eventually consistent. Absent
   * where there is nothing fresher to ask.
   */
  reread?(role: RoleIdentity): Promise<RoleReading | "deleted">;
  /** Whether what `read` yields may be minutes old. */
  readonly isDelayed?: boolean;
  /** How many accounts `read` would read; absent where there is only one place. Throws what AWS answers. */
  countAccounts?(): Promise<number>;
}

export interface ReadContext {
  readonly calls?: AwsCalls;
  readonly signal?: AbortSignal;
  /** Only roles of these names are asked for; a reader that lists anyway may yield more. */
  readonly names?: readonly string[];
  /** False for a role that nobody will look at. */
  readonly keep?: (role: DeployedRole) => boolean;
  readonly shard?: Shard;
  /** Whether clusters and workgroups are asked which roles they use. */
  readonly associations?: boolean;
  /** Where they are asked; the environment's Region unless told. */
  readonly regions?: readonly string[];
  readonly progress?: ReadProgress;
  /** For what a person should know and that is no fault. */
  readonly note?: (text: string) => void;
}

export interface ReadProgress {
  accountFound(account: string): void;
  accountDone(account: string): void;
  roleRead(): void;
}

export const readers: readonly RoleReader[] = [snapshot, iam, organization, configAggregator];

/** Reads roles as a spec such as `snapshot:roles.json` or `iam:` says. Throws a TypeError when the spec makes no sense. */
export function readRoles(spec: string, context: ReadContext = {}): AsyncIterable<RoleReading> {
  return openRoles(spec, context).read();
}

/** The place that a spec names. Throws a TypeError when the spec makes no sense. */
export function openRoles(spec: string, context: ReadContext = {}): RoleSource {
  const colon = spec.indexOf(":");
  const scheme = colon === -1 ? spec : spec.slice(0, colon);
  const reader = readers.find((candidate) => candidate.scheme === scheme);
  if (reader !== undefined) return reader.open(colon === -1 ? "" : spec.slice(colon + 1), context);
  const schemes = readers.map((candidate) => candidate.scheme);
  const meant = closest(scheme, schemes);
  const isFile = /\.json$/i.test(spec) && !spec.includes(":");
  const hint = isFile
    ? ` Did you mean \`snapshot:${spec}\`?`
    : meant === undefined
      ? ""
      : ` Did you mean \`${meant}:\`?`;
  const forms = schemes.map((one) => `\`${one}:…\``).join(", ");
  throw new TypeError(`\`${spec}\` does not say where roles are read from.${hint} Write one of ${forms}.`);
}
