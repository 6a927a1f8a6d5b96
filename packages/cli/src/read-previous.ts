import { readReport, roleIdsOf } from "@redshift-guard/core";
import { readNamedText } from "./read-text.ts";
import { UsageError } from "./usage-error.ts";

/** ARN to RoleId, of the JSON report of the last run. */
export function readPrevious(path: string): ReadonlyMap<string, string> {
  const text = readNamedText(path);
  try {
    return roleIdsOf(readReport(text, path));
  } catch (error) {
    throw new UsageError((error as TypeError).message);
  }
}
