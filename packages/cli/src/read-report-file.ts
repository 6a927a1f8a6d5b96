import { readFileSync } from "node:fs";
import { type Report, readReport } from "@redshift-guard/core";
import { orUsageError } from "./or-usage-error.ts";
import { reasonOf } from "./reason-of.ts";
import { UsageError } from "./usage-error.ts";

/** The JSON report of an earlier run, or of a shard. A command that names one cannot do without it. */
export function readReportFile(path: string): Report {
  const text = textOf(path);
  return orUsageError(() => readReport(text, path));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`\`${path}\` could not be read (${reasonOf(error)}). Check the path and its permissions.`);
  }
}
