import { type Dirent, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import {
  isForeignFolder,
  isPolicyFileName,
  matchesPathGlob,
  type NotAnalysed,
  notAnalysed,
  type TextFile,
} from "@redshift-guard/core";
import { nameOf } from "./name-of.ts";
import { readPolicyFile, readStandardInput } from "./read-file.ts";
import { reasonOf } from "./reason-of.ts";

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

interface Link extends Found {
  readonly name: string;
  /** The folder that was named; undefined where it is not there. */
  readonly root: string | undefined;
  /** Whether a file of this name would be read. */
  readonly isWanted: boolean;
}

/**
 * Reads what the user named: files, folders with everything in them, globs, and `-` for the standard input.
 * Sorted, each file once; no symbolic link is followed that leads out of its folder.
 */
export function readPolicyFiles(paths: readonly string[]): PolicyFiles {
  const found = new Map<string, Found>();
  const outcomes: NotAnalysed[] = [];
  const files: ReadFile[] = [];
  const links: Link[] = [];
  const unfollowed = new Map<string, number>();
  for (const path of paths) {
    if (path === "-") take(readStandardInput());
    else if (/[*?]/.test(path) && !exists(path)) walkGlob(path);
    else if (isFolder(path)) walk(path, path, () => true);
    else found.set(nameOf(path), { location: resolve(path) });
  }
  followLinks();
  for (const [name, { location, walkedFrom }] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    take(readPolicyFile(location, name), walkedFrom);
  }
  const notes = [...unfollowed].map(
    ([where, count]) =>
      `${count} symbolic ${count === 1 ? "link leads" : "links lead"} ${where} and ${count === 1 ? "was" : "were"} not followed.`,
  );
  return { files, outcomes, notes };

  function take(read: TextFile | NotAnalysed, walkedFrom?: string): void {
    if ("kind" in read) outcomes.push(read);
    else files.push({ ...read, ...(walkedFrom === undefined ? {} : { walkedFrom }) });
  }

  function walkGlob(glob: string): void {
    // Walk from the last folder before the first wildcard.
    const folder = /^(?:[^*?]*\/)?/.exec(glob)?.[0] || ".";
    if (exists(folder)) walk(folder, glob, (name) => matchesPathGlob(nameOf(glob), name));
    else outcomes.push(nothingIn(glob, `There is no folder \`${nameOf(folder)}\`.`));
  }

  function walk(folder: string, named: string, wanted: (name: string) => boolean): void {
    let matched = 0;
    const root = tryRealpath(resolve(folder));
    const queue = [folder];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const location = resolve(next);
      // `join` only gives the shortest way to write it.
      const before = beforeNames(nameOf(join(next, ".")));
      for (const entry of list(next)) {
        if (entry.isDirectory()) {
          if (!isForeignFolder(entry.name)) queue.push(join(next, entry.name));
        } else if (entry.isSymbolicLink()) {
          const name = before + entry.name;
          const isWanted = isPolicyFileName(name) && wanted(name);
          if (isWanted) matched++;
          links.push({ name, location: location + sep + entry.name, walkedFrom: named, root, isWanted });
        } else if (entry.isFile() && isPolicyFileName(entry.name)) {
          const name = before + entry.name;
          if (!wanted(name)) continue;
          matched++;
          if (!found.has(name)) found.set(name, { location: location + sep + entry.name, walkedFrom: named });
        }
      }
    }
    if (matched === 0) outcomes.push(nothingIn(named));
  }

  /**
   * What a link inside the folder leads to is read under its own name, where it has one that is read; else under the
   * link's.
   */
  function followLinks(): void {
    if (links.length === 0) return;
    const read = new Set([...found.values()].map(({ location }) => tryRealpath(location)));
    for (const { name, location, walkedFrom, root, isWanted } of links) {
      const target = tryRealpath(location);
      if (isInside(target, root)) {
        if (isWanted && !read.has(target) && tryStat(location)?.isFile() === true)
          found.set(name, { location, ...(walkedFrom === undefined ? {} : { walkedFrom }) });
      } else if (!isWanted) {
        const where = target === undefined ? "nowhere" : "out of the folder that was named";
        unfollowed.set(where, (unfollowed.get(where) ?? 0) + 1);
      } else if (!found.has(name)) outcomes.push(notFollowed(name, location, target));
    }
  }

  function list(folder: string): Dirent[] {
    try {
      return readdirSync(resolve(folder), { withFileTypes: true });
    } catch (error) {
      const details = `The folder could not be read (${reasonOf(error)}). Check its permissions.`;
      outcomes.push(notAnalysed(nameOf(folder), { code: "UNREADABLE", details }, nameOf(folder)));
      return [];
    }
  }

  function isFolder(path: string): boolean {
    return tryStat(resolve(path))?.isDirectory() === true;
  }

  function exists(path: string): boolean {
    return tryStat(resolve(path)) !== undefined;
  }
}

/** What stands before the names of a folder's files. */
function beforeNames(folder: string): string {
  if (folder === ".") return "";
  return folder.endsWith("/") ? folder : `${folder}/`;
}

function notFollowed(name: string, location: string, target: string | undefined): NotAnalysed {
  const details =
    target !== undefined
      ? "It is a symbolic link out of the folder that was named, and those are not followed. Name what it leads to, or put the policy itself there."
      : leadsBack(location)
        ? "It is a symbolic link that leads back to itself. Put the policy itself there, or remove it."
        : `It is a symbolic link to \`${readlinkSync(location)}\`, which is not there. Mend the link, or remove it.`;
  return notAnalysed(name, { code: target === undefined ? "UNREADABLE" : "LINK_OUT", details }, name);
}

function leadsBack(link: string): boolean {
  try {
    statSync(link);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ELOOP";
  }
}

function nothingIn(
  named: string,
  why = "No JSON, YAML or Terraform file is there that could hold a policy.",
): NotAnalysed {
  return notAnalysed(named, { code: "NO_POLICY", details: `${why} Check the path.` }, named);
}

/** It also throws for a name that no file can have; reading it tells why. */
function tryStat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

export function tryRealpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // A link to nothing.
    return undefined;
  }
}

export function isInside(path: string | undefined, root: string | undefined): boolean {
  return path !== undefined && root !== undefined && (path === root || path.startsWith(root + sep));
}
