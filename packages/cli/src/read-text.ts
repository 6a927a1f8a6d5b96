import { readFileSync } from "node:fs";
import { reasonOf } from "./reason-of.ts";
import { UsageError } from "./usage-error.ts";

/** A file of the user's own that a command cannot do without, such as an earlier report. */
export function readNamedText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`\`${path}\` could not be read (${reasonOf(error)}). Check the path and its permissions.`);
  }
}
