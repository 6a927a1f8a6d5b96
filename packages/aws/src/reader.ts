import type { DeployedRole, RoleIdentity, RoleReading } from "@redshift-guard/core";
import type { AwsCalls } from "./aws-calls.ts";
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

/** What a run wants of its readers. Without it, every role that a source has. */
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
  /** Takes what a person should know and that is no fault. */
  readonly note?: (text: string) => void;
}

/** Is told how far a run has come. */
export interface ReadProgress {
  accountFound(account: string): void;
  accountDone(account: string): void;
  roleRead(): void;
}
