import {
  closeSync,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
} from "node:fs";
import { join, sep } from "node:path";
import {
  isForeignFolder,
  isPolicyFileName,
  maxTextLength,
  type NotAnalysed,
  notAnalysed,
  type TextFile,
} from "@redshift-guard/core";

/** A text at the limit of characters has at most three bytes for each. */
const maxBytes = maxTextLength * 3;

/** Whether a file's name can be that of a policy, where nobody says which files hold policies. */
export function canHoldPolicy(path: string): boolean {
  return isPolicyFileName(path) && !path.split("/").some(isForeignFolder);
}

/**
 * Every file of the checkout whose name can be that of a policy, and those that are asked for, sorted, with forward
 * slashes. Links are not followed.
 */
export function listRepository(root: string, isAskedFor: (path: string) => boolean): string[] {
  return [...filesBelow(root, "")].filter((path) => isPolicyFileName(path) || isAskedFor(path)).sort();
}

/**
 * Every file and link below a folder of the checkout, but for folders that are never looked at. Throws a TypeError with a
 * sentence for the user where a folder cannot be listed: what is in it would be missed.
 */
export function* filesBelow(root: string, start: string): Generator<string> {
  const queue = [start];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) yield path;
      else if (!isForeignFolder(entry.name)) queue.push(path);
    }
  }
}

/** Throws as `filesBelow` does. */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new TypeError(
      `The folder \`${folder}\` of the checkout could not be listed (${code}), so policies in it would be missed. Check that \`actions/checkout\` ran before, and the folder's permissions.`,
    );
  }
}

/** False for a link to a folder. */
export function isFolder(root: string, path: string): boolean {
  try {
    return lstatSync(join(root, path)).isDirectory();
  } catch {
    // Why it cannot be read is reported where it is read.
    return false;
  }
}

/** What a checkout without Git LFS has in the file's place. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export function isLfsPointer(text: string): boolean {
  return /^version https:\/\/git-lfs\.github\.com\/spec\/v\d+\r?\n/.test(text);
}

/**
 * The file's text, or why there is none. Never leaves the checkout and never reads more than the limit. `input` is the
 * one that names the file.
 */
export function readRepositoryFile(root: string, path: string, input?: string): TextFile | NotAnalysed {
  try {
    const target = realpathSync(join(root, path));
    const home = realpathSync(root);
    if (!target.startsWith(home + sep)) {
      return unreadable(
        path,
        "LINK_OUT",
        "It is a symbolic link out of the repository, and those are not followed. Put the policy itself there.",
      );
    }
    const kind = lstatSync(target);
    if (!kind.isFile()) return unreadable(path, "UNREADABLE", "It is no regular file. Name the policy's file.");
    const descriptor = openSync(target, "r");
    try {
      return readOpenFile(descriptor, path);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    return unreadable(path, "UNREADABLE", whyNotRead(root, path, code, input));
  }
}

function whyNotRead(root: string, path: string, code: string, input: string | undefined): string {
  const link = tryReadlink(join(root, path));
  if (code === "ELOOP") return `It is a symbolic link that leads back to itself. Put the file itself there.`;
  if (link !== undefined && code === "ENOENT")
    return `It is a symbolic link to \`${link}\`, which is not there. Put the file itself there, or mend the link.`;
  if (code !== "ENOENT") return `It could not be read (${code}). Check its permissions.`;
  if (input !== undefined)
    return `The input \`${input}\` names this file, and it is not in the checkout. Correct the path.`;
  if (path.includes("\ufffd")) return "Its name is not UTF-8, and cannot be passed to GitHub. Rename the file.";
  return "It is not in the checkout. Check that `actions/checkout` ran before, for this commit.";
}

/** The path in the checkout that a link leads to; undefined for what is no link, and for one that leads elsewhere. */
export function targetOf(root: string, path: string): string | undefined {
  try {
    if (!lstatSync(join(root, path)).isSymbolicLink()) return undefined;
    const home = realpathSync(root) + sep;
    const target = realpathSync(join(root, path));
    return target.startsWith(home) ? target.slice(home.length).replaceAll(sep, "/") : undefined;
  } catch {
    // One that leads nowhere.
    return undefined;
  }
}

function tryReadlink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    // It is not a link.
    return undefined;
  }
}

function readOpenFile(descriptor: number, path: string): TextFile | NotAnalysed {
  // The size may change while it is read; what does not fit shows that it grew past the limit.
  const buffer = Buffer.allocUnsafe(Math.min(fstatSync(descriptor).size, maxBytes) + 1);
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, length);
    if (read === 0) break;
    length += read;
  }
  if (length > maxBytes) {
    return unreadable(
      path,
      "TOO_LARGE",
      `It has more than the ${maxBytes} bytes that are read. No policy is that large; check the path.`,
    );
  }
  return { path, text: buffer.toString("utf8", 0, length) };
}

export function unreadable(path: string, code: string, details: string): NotAnalysed {
  return notAnalysed(path, { code, details }, path);
}
