import { inWords, type ModuleOf, mayNamePolicy } from "@redshift-guard/core";
import type { AffectedFiles } from "./affected-files.ts";
import type { FormerlyGiven } from "./former-values.ts";
import { listRepository, readRepositoryFile } from "./repository-files.ts";
import { saysTheSame } from "./says-the-same.ts";
import type { Settings } from "./settings.ts";

export interface OtherValuesOptions {
  readonly root: string;
  readonly settings: Settings;
  readonly moduleOf: ModuleOf;
  readonly formerlyGiven: FormerlyGiven;
  isCandidate(path: string): boolean;
}

/** Files whose policies another value changes: one of the config, or of a file of values that it names. */
export function filesOfOtherValues({
  root,
  settings: { givenOf, namesKind },
  moduleOf,
  formerlyGiven,
  isCandidate,
}: OtherValuesOptions): AffectedFiles {
  const paths = listRepository(root, namesKind).filter((path) => {
    if (!isCandidate(path)) return false;
    const now = givenOf(path);
    const before = { ...now, values: formerlyGiven(path) };
    if (JSON.stringify(now.values ?? {}) === JSON.stringify(before.values)) return false;
    const file = readRepositoryFile(root, path);
    if ("kind" in file || !mayNamePolicy(file.text)) return false;
    return !saysTheSame(file, { ...now, moduleOf }, { ...before, moduleOf });
  });
  if (paths.length === 0) return { paths, notes: [] };
  return { paths, notes: [`Also looked at, because the change gives other values to them: ${inWords(paths, 5)}.`] };
}
