import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { matchesPathGlob, type NotAnalysed, notAnalysed, type TextFile } from "@redshift-guard/core";
import { readPolicyFile, readStandardInput, reasonOf } from "./read-file.ts";

export interface PolicyFiles {
  readonly files: readonly ReadFile[];
  /** What was named and could not be read. */
  readonly outcomes: readonly NotAnalysed[];
  /** Folders that were named, and what stood in them. */
  readonly notes: readonly string[];
}

export interface ReadFile extends TextFile {
  /** The folder or glob that led to it; undefined when the user named the file itself. */
  readonly walkedFrom?: string;
}

interface Found {
  readonly location: string;
  readonly walkedFrom?: string;
}

const policyFile = /\.(json|ya?ml|tf)$/i;
const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git", ".terraform"]);

/**
 * Reads what the user named: files, folders with everything in them, globs, and `-` for the standard input.
 * Sorted, each file once; no symbolic link is followed that leads out of its folder.
 */
export function readPolicyFiles(paths: readonly string[], from = "."): PolicyFiles {
  const found = new Map<string, Found>();
  const outcomes: NotAnalysed[] = [];
  const files: ReadFile[] = [];
  let linksOut = 0;
  for (const path of paths) {
    if (path === "-") take(readStandardInput());
    else if (/[*?]/.test(path) && !exists(path)) walkGlob(path);
    else if (isFolder(path)) walk(path, path, () => true);
    else found.set(nameOf(path), { location: resolve(from, path) });
  }
  for (const [name, { location, walkedFrom }] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    take(readPolicyFile(location, name), walkedFrom);
  }
  const notes =
    linksOut === 0
      ? []
      : [
          `${linksOut} symbolic ${linksOut === 1 ? "link leads" : "links lead"} out of the folder that was named and ${linksOut === 1 ? "was" : "were"} not followed.`,
        ];
  return { files, outcomes, notes };

  function take(read: TextFile | NotAnalysed, walkedFrom?: string): void {
    if ("kind" in read) outcomes.push(read);
    else files.push({ ...read, ...(walkedFrom === undefined ? {} : { walkedFrom }) });
  }

  function walkGlob(glob: string): void {
    // Walk from the last folder before the first wildcard.
    const fixed = /^(?:[^*?]*\/)?/.exec(glob)?.[0] ?? "";
    walk(fixed === "" ? "." : fixed, glob, (name) => matchesPathGlob(nameOf(glob), name));
  }

  function walk(folder: string, named: string, wanted: (name: string) => boolean): void {
    let matched = 0;
    const root = tryRealpath(resolve(from, folder));
    const queue = [folder];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const location = resolve(from, next);
      // Joined for nothing but the shortest way to write it.
      const before = beforeNames(nameOf(join(next, ".")));
      for (const entry of list(next)) {
        if (entry.isDirectory()) {
          if (!skippedFolders.has(entry.name)) queue.push(join(next, entry.name));
        } else if (entry.isSymbolicLink()) {
          // What a link inside the folder points to is walked under its own name.
          if (!isInside(tryRealpath(join(location, entry.name)), root)) linksOut++;
        } else if (entry.isFile() && policyFile.test(entry.name)) {
          const name = before + entry.name;
          if (!wanted(name)) continue;
          matched++;
          if (!found.has(name)) found.set(name, { location: location + sep + entry.name, walkedFrom: named });
        }
      }
    }
    if (matched === 0) outcomes.push(nothingIn(named));
  }

  function list(folder: string): Dirent[] {
    try {
      return readdirSync(resolve(from, folder), { withFileTypes: true });
    } catch (error) {
      const details = `The folder could not be read (${reasonOf(error)}). Check its permissions.`;
      outcomes.push(notAnalysed(nameOf(folder), { code: "UNREADABLE", details }, nameOf(folder)));
      return [];
    }
  }

  function isFolder(path: string): boolean {
    return tryStat(resolve(from, path))?.isDirectory() === true;
  }

  function exists(path: string): boolean {
    return tryStat(resolve(from, path)) !== undefined;
  }

  /** Relative to where the command runs, where that is shorter than leaving it; with forward slashes. */
  function nameOf(path: string): string {
    const name = relative(from, resolve(from, path));
    return (name === ".." || name.startsWith(`..${sep}`) ? path : name === "" ? "." : name).split(sep).join("/");
  }
}

/** What stands before the names of a folder's files. */
function beforeNames(folder: string): string {
  if (folder === ".") return "";
  return folder.endsWith("/") ? folder : `${folder}/`;
}

function nothingIn(named: string): NotAnalysed {
  const details = "No JSON, YAML or Terraform file is there. Check the path.";
  return notAnalysed(named, { code: "NO_POLICY", details }, named);
}

/** A name that no file can have throws as well; reading it tells why. */
function tryStat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function tryRealpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // A link to nothing.
    return undefined;
  }
}

function isInside(path: string | undefined, root: string | undefined): boolean {
  return path !== undefined && root !== undefined && (path === root || path.startsWith(root + sep));
}
