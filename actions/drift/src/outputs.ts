import type { Report } from "@redshift-guard/core";

/** What later steps can read: numbers that decide, and where the reports are. */
export function outputsOf(
  { conclusion, outcomes }: Pick<Report, "conclusion" | "outcomes">,
  written: readonly string[],
): Record<string, string> {
  const drifts = outcomes.flatMap(({ drift }) => (drift === undefined ? [] : [drift]));
  const count = (of: readonly unknown[]): string => String(of.length);
  return {
    conclusion,
    drifted: count(drifts.filter(({ status }) => status === "MODIFIED" || status === "DELETED")),
    "not-analysed": count(outcomes.filter(({ kind }) => kind === "not-analysed")),
    "new-access": count(drifts.filter(({ newAccess }) => newAccess.kind === "new")),
    reports: written.join("\n"),
  };
}
