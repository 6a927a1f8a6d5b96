import { printable } from "@redshift-guard/core";

/** What an answer rests on beside the file, as a line: none where the file alone tells it. */
export function assumingLines(assuming: readonly string[] = [], before = ""): string[] {
  return assuming.length === 0 ? [] : [`${before}assuming ${printable(assuming.join(", "))}`];
}
