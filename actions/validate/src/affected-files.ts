import type { ModuleOf } from "@redshift-guard/core";
import type { BaseReader } from "./base-reader.ts";
import { filesBesideChanges } from "./files-beside-changes.ts";
import { filesOfOtherValues } from "./files-of-other-values.ts";
import type { FormerlyGiven } from "./former-values.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/** Files that the change leaves alone, and whose policies it changes all the same. */
export interface AffectedFiles {
  readonly paths: readonly string[];
  /** A sentence each, for the reader of the report. */
  readonly notes: readonly string[];
}

export interface AffectedBy {
  readonly root: string;
  readonly scope: Scope;
  readonly settings: Settings;
  readonly moduleOf: ModuleOf;
  readonly base: BaseReader | undefined;
  readonly formerlyGiven: FormerlyGiven | undefined;
}

/**
 * Beside its own file, a policy depends on the values that the config gives it and, in Terraform, on the other files of
 * its folder. None where everything is looked at in any case.
 */
export async function affectedFiles({ scope, base, formerlyGiven, ...run }: AffectedBy): Promise<AffectedFiles> {
  if (scope.kind === "all" || base === undefined) return { paths: [], notes: [] };
  const changed = new Set(scope.files.map(({ path }) => path));
  // Where nobody says which files hold policies, each may.
  const isCandidate = (path: string) => !changed.has(path) && run.settings.isWanted(path) !== false;
  const beside = await filesBesideChanges(scope.files, { ...run, base, isCandidate });
  const given =
    formerlyGiven === undefined ? { paths: [], notes: [] } : filesOfOtherValues({ ...run, formerlyGiven, isCandidate });
  return { paths: [...new Set([...beside.paths, ...given.paths])], notes: [...beside.notes, ...given.notes] };
}
