import { realpathSync, statSync } from "node:fs";
import { findPolicies } from "@redshift-guard/core";
import { readPolicyFile } from "./read-file.ts";
import { UsageError } from "./usage-error.ts";
import type { WantedReport } from "./write-reports.ts";

/** Throws for a report that would be written over what the run reads, or over any other policy. */
export function refuseLostInput(wanted: readonly WantedReport[], inputs: readonly string[]): void {
  const read = new Set(inputs.flatMap((path) => placeOf(path) ?? []));
  for (const { format, file } of wanted) {
    const place = file === undefined ? undefined : placeOf(file);
    if (file === undefined || place === undefined) continue;
    const why = read.has(place) ? "the run reads it" : holdsPolicy(file) ? "it holds a policy" : undefined;
    if (why === undefined) continue;
    throw new UsageError(`\`--format ${format.id}=${file}\` would write over \`${file}\`: ${why}. Name another file.`);
  }
}

/** Undefined where nothing can be lost. */
function placeOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function holdsPolicy(file: string): boolean {
  if (!statSync(file).isFile()) return false;
  const read = readPolicyFile(file, file);
  return !("kind" in read) && findPolicies(read).length > 0;
}
