import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { maxTextLength, type NotAnalysed, notAnalysed, type TextFile } from "@redshift-guard/core";

/** A text at the limit of characters has at most three bytes for each. */
const maxBytes = maxTextLength * 3;

/** The file's text under the name `path`, or why there is none. Never reads more than the limit. */
export function readPolicyFile(location: string, path: string): TextFile | NotAnalysed {
  try {
    return readOpenFile(openSync(location, constants.O_RDONLY | doNotWait), path);
  } catch (error) {
    return unreadable(path, `It could not be read (${reasonOf(error)}). Check the path and its permissions.`);
  }
}

/** Opening a pipe or a device could wait for ever. Windows has no such flag, and no such files in folders. */
const doNotWait = constants.O_NONBLOCK ?? 0;

/** The standard input, up to the limit. */
export function readStandardInput(path = "stdin"): TextFile | NotAnalysed {
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(65_536);
      const read = readSync(0, chunk);
      if (read === 0) break;
      length += read;
      if (length > maxBytes) return tooLarge(path, length);
      chunks.push(chunk.subarray(0, read));
    }
    return { path, text: Buffer.concat(chunks).toString("utf8") };
  } catch (error) {
    return unreadable(path, `The standard input could not be read (${reasonOf(error)}).`);
  }
}

function readOpenFile(descriptor: number, path: string): TextFile | NotAnalysed {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return unreadable(path, "It is a folder, and a file is expected. Name the file.");
    if (!stat.isFile()) return unreadable(path, "It is no regular file. Send its text to the standard input, as `-`.");
    if (stat.size > maxBytes) return tooLarge(path, stat.size);
    // What is added from now on is not waited for.
    const buffer = Buffer.allocUnsafe(stat.size);
    let length = 0;
    while (length < stat.size) {
      const read = readSync(descriptor, buffer, length, stat.size - length, length);
      if (read === 0) break;
      length += read;
    }
    return { path, text: buffer.toString("utf8", 0, length) };
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(path: string, bytes: number): NotAnalysed {
  const details = `It has ${bytes} bytes or more, and at most ${maxBytes} are read. No policy is so large; check the path.`;
  return notAnalysed(path, { code: "TOO_LARGE", details }, path);
}

function unreadable(path: string, details: string): NotAnalysed {
  return notAnalysed(path, { code: "UNREADABLE", details }, path);
}

/** Node's words without its prefix: `no such file or directory`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const words = /^[A-Z0-9_]+: ([^,]+)/.exec(error.message);
  return words?.[1] ?? error.message;
}
