import type { NotAnalysed, Outcome } from "../report.ts";
import { driftFinding } from "./drift-finding.ts";

/**
 * The outcome of a run that read roles and compared none, because no entry of the config matches one: the credentials
 * of another account look just like that. Undefined where roles were compared, or missed.
 */
export function nothingCompared(outcomes: readonly Outcome[]): NotAnalysed | undefined {
  if (outcomes.some(({ drift }) => drift !== undefined)) return undefined;
  for (const outcome of outcomes) {
    const [finding] = outcome.kind === "analysed" ? outcome.findings : [];
    const [at] = finding?.locations ?? [];
    if (finding?.issueCode !== "DRIFT_NO_ROLE_MATCHES" || at === undefined) continue;
    const details =
      "No role was compared: none that was read matches an entry of the config. Are these the right accounts, and the right credentials?";
    return {
      kind: "not-analysed",
      subject: "the roles of the config",
      finding: driftFinding("NOT_ANALYSED_NOTHING_COMPARED", at, details),
    };
  }
  return undefined;
}

export function isNothingCompared(outcome: Outcome): boolean {
  return outcome.kind === "not-analysed" && outcome.finding.issueCode === "NOT_ANALYSED_NOTHING_COMPARED";
}
