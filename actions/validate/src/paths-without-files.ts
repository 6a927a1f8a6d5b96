import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { closest, matchesPathGlob, type NotAnalysed, notAnalysed } from "@redshift-guard/core";
import { canHoldPolicy, filesBelow } from "./repository-files.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/** An outcome for each path that reaches no file: a misspelt one would otherwise be a green run that looked at nothing. */
export function pathsWithoutFiles(root: string, scope: Scope, settings: Settings): NotAnalysed[] {
  const { globs, globsFrom, namesKind } = settings;
  const changed = scope.kind === "changed" ? scope.files : [];
  return globs.filter((glob) => !reachesFile(glob)).map(withoutFile);

  function reachesFile(glob: string): boolean {
    const isReached = (path: string): boolean =>
      (canHoldPolicy(path) || namesKind(path)) && matchesPathGlob(glob, path);
    // The change may remove the last file of a path.
    if (changed.some(({ path, previousPath = path }) => isReached(path) || isReached(previousPath))) return true;
    const fixed = fixedSegments(glob);
    if (fixed[0] === "..") return false;
    const start = fixed.join("/");
    const kinds = fixed.map((_, end) => kindOf(join(root, ...fixed.slice(0, end + 1))));
    if (kinds.length > 0 && kinds.at(-1) === "file" && kinds.slice(0, -1).every((kind) => kind === "folder"))
      return !/[*?]/.test(glob);
    if (kinds.some((kind) => kind !== "folder")) return false;
    for (const path of filesBelow(root, start)) if (isReached(path)) return true;
    return false;
  }

  function withoutFile(glob: string): NotAnalysed {
    const meant = nearName(root, fixedSegments(glob));
    const hint = meant === undefined ? "Correct it, or take it out." : `Did you mean \`${meant}\`?`;
    const details = `This path of ${globsFrom} reaches no file of the checkout that can hold a policy. ${hint}`;
    return notAnalysed(glob, { code: "NO_POLICY", details });
  }
}

/** What stands before the first wildcard. */
function fixedSegments(glob: string): string[] {
  const segments = glob.split("/").filter((segment) => segment !== "" && segment !== ".");
  const wild = segments.findIndex((segment) => /[*?]/.test(segment));
  return wild === -1 ? segments : segments.slice(0, wild);
}

/** A link counts as a file: none is followed. */
function kindOf(path: string): "folder" | "file" | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : stat.isDirectory() ? "folder" : "file";
}

/** The path with its first wrong name replaced by one that is there. */
function nearName(root: string, segments: readonly string[]): string | undefined {
  const wrong = segments.findIndex((_, end) => kindOf(join(root, ...segments.slice(0, end + 1))) === undefined);
  const before = segments.slice(0, wrong);
  if (
    wrong === -1 ||
    segments.includes("..") ||
    before.some((_, end) => kindOf(join(root, ...before.slice(0, end + 1))) !== "folder")
  )
    return undefined;
  const meant = closest(segments[wrong] as string, readdirSync(join(root, ...before)));
  return meant === undefined ? undefined : [...before, meant].join("/");
}
