import { inWords, type ModuleOf, mayNamePolicy } from "@redshift-guard/core";
import type { FormerlyGiven } from "./former-values.ts";
import { listRepository, readRepositoryFile } from "./repository-files.ts";
import { saidIn } from "./said-in.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

export interface FilesOfOtherValues {
  readonly paths: readonly string[];
  /** A sentence each, for the reader of the report. */
  readonly notes: readonly string[];
}

/**
 * Files that the change leaves alone, and whose policies it changes all the same: by the values that the config gives
 * them, in itself or in a file of values.
 */
export function filesOfOtherValues(
  root: string,
  scope: Scope,
  { givenOf, isWanted, namesKind }: Settings,
  { moduleOf, formerlyGiven }: { readonly moduleOf: ModuleOf; readonly formerlyGiven: FormerlyGiven | undefined },
): FilesOfOtherValues {
  if (scope.kind === "all" || formerlyGiven === undefined) return { paths: [], notes: [] };
  const changed = new Set(scope.files.map(({ path }) => path));
  const paths = listRepository(root, namesKind).filter((path) => {
    if (changed.has(path) || isWanted(path) === false) return false;
    const now = givenOf(path);
    const before = { ...now, values: formerlyGiven(path) };
    if (JSON.stringify(now.values ?? {}) === JSON.stringify(before.values)) return false;
    const file = readRepositoryFile(root, path);
    if ("kind" in file || !mayNamePolicy(file.text)) return false;
    return saidIn(file, { ...now, moduleOf }) !== saidIn(file, { ...before, moduleOf });
  });
  if (paths.length === 0) return { paths, notes: [] };
  return { paths, notes: [`Also looked at, because the change gives other values to them: ${inWords(paths, 5)}.`] };
}
