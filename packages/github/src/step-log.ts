import { writeSync } from "node:fs";
import { unguessable } from "./unguessable.ts";

const standardOutput = 1;

/**
 * Writes to the step's log, whole, before it returns. Not through `process.stdout`: to make that stream Node loads its
 * network stack, which is a sixth of an offline run.
 */
export function writeLog(text: string): void {
  let rest = Buffer.from(text, "utf8");
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(standardOutput, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whoever read has gone: there is nobody to tell.
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
      // The pipe is full; its reader needs a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** As `writeLog`, for text that others wrote: nothing in it is taken for a command to the runner. */
export function writeForeignLog(text: string): void {
  const token = unguessable();
  writeLog(`::stop-commands::${token}\n${text}\n::${token}::\n`);
}
