import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { maxTextLength, type NotAnalysed, notAnalysed, type TextFile } from "@redshift-guard/core";
import { reasonOf } from "./reason-of.ts";

/** A text at the limit of characters has at most three bytes for each. */
const maxBytes = maxTextLength * 3;

/** The file's text under the name `path`, or why there is none. Never reads more than the limit. */
export function readPolicyFile(location: string, path: string): TextFile | NotAnalysed {
  try {
    // Opening a pipe or a device could wait for ever.
    const stat = statSync(location);
    if (stat.isDirectory()) return unreadable(path, "It is a folder, and a file is expected. Name the file.");
    if (!stat.isFile()) return unreadable(path, "It is no regular file. Send its text to the standard input, as `-`.");
    if (stat.size > maxBytes) return tooLarge(path, stat.size);
    return readOpenFile(openSync(location, "r"), path);
  } catch (error) {
    return unreadable(path, `It could not be read (${reasonOf(error)}). Check the path and its permissions.`);
  }
}

/** What findings and globs call it. */
export const standardInput: string = "stdin";

/** The standard input, up to the limit. */
export function readStandardInput(): TextFile | NotAnalysed {
  const path = standardInput;
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(65_536);
      const read = readChunk(chunk);
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

/** What has arrived; 0 at the end. */
function readChunk(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // This is how Windows ends a pipe.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      // Whoever gave us the pipe reads it without waiting; nothing has arrived yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function readOpenFile(descriptor: number, path: string): TextFile | NotAnalysed {
  try {
    // The size may have changed since; what does not fit shows that it grew past the limit.
    const buffer = Buffer.allocUnsafe(Math.min(fstatSync(descriptor).size, maxBytes) + 1);
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, length);
      if (read === 0) break;
      length += read;
    }
    if (length > maxBytes) return tooLarge(path, length);
    return { path, text: buffer.toString("utf8", 0, length) };
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(path: string, bytes: number): NotAnalysed {
  const details = `It has ${bytes} bytes or more, and at most ${maxBytes} are read. No policy is that large; check the path.`;
  return notAnalysed(path, { code: "TOO_LARGE", details }, path);
}

function unreadable(path: string, details: string): NotAnalysed {
  return notAnalysed(path, { code: "UNREADABLE", details }, path);
}
