import type { Config } from "../config.ts";
import type { NotAnalysed, Outcome } from "../report.ts";
import { driftFinding } from "./drift-finding.ts";

/**
 * The outcome of a run that compared no role: the credentials of another account look just like that, and so does a
 * config that was emptied. Undefined where roles were compared or missed, or where something else says that not all
 * was looked at.
 */
export function nothingCompared({ at, roles }: Config, outcomes: readonly Outcome[]): NotAnalysed | undefined {
  if (!isAboutNoRole(outcomes)) return undefined;
  const why =
    roles.length === 0
      ? "the config has no entry in `roles`. Write what each role should trust; `redshift-guard adopt` writes it from the roles that are deployed."
      : "none that was read matches an entry of the config, or `ignore` names all that do. Are these the right accounts, and the right credentials?";
  return {
    kind: "not-analysed",
    subject: "the roles of the config",
    finding: driftFinding("NOT_ANALYSED_NOTHING_COMPARED", at, `No role was compared: ${why}`),
  };
}

/** Whether the outcomes have neither a role's verdict nor a fault that explains why there is none. */
export function isAboutNoRole(outcomes: readonly Outcome[]): boolean {
  return outcomes.every((outcome) => outcome.drift === undefined && outcome.kind === "analysed");
}

export function isNothingCompared(outcome: Outcome): boolean {
  return outcome.kind === "not-analysed" && outcome.finding.issueCode === "NOT_ANALYSED_NOTHING_COMPARED";
}
