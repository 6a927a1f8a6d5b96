import { type FindingType, findingTypes } from "./finding.ts";
import { inWords } from "./in-words.ts";
import { plural } from "./plural.ts";
import type { Analysed, Outcome, Report } from "./report.ts";

/** A report in numbers. */
export interface Tally {
  readonly byType: Readonly<Record<FindingType, number>>;
  readonly policies: Counts;
  readonly roles: Counts;
  /** Roles that differ from what is expected of them. */
  readonly drifted: number;
  readonly notAnalysed: number;
}

/** Nothing to tell: no findings, and a role, if it is one, is as expected. */
export function isQuiet(outcome: Outcome): boolean {
  if (outcome.kind === "not-analysed" || outcome.findings.length > 0) return false;
  return outcome.drift === undefined || outcome.drift.status === "IN_SYNC";
}

/** A role with something to tell: it is not as expected, or has findings. */
export function isDrifted(outcome: Outcome): boolean {
  return outcome.drift !== undefined && !isQuiet(outcome);
}

export interface Counts {
  readonly analysed: number;
  readonly withFindings: number;
}

/** What the outcomes come to. Those of neither a policy nor a role, such as a config's, count by their findings only. */
export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const byType = { ERROR: 0, SECURITY_WARNING: 0, WARNING: 0, SUGGESTION: 0 };
  const analysed = outcomes.filter((outcome): outcome is Analysed => outcome.kind === "analysed");
  for (const { findings } of analysed) for (const finding of findings) byType[finding.findingType]++;
  const roles = analysed.filter(({ drift }) => drift !== undefined);
  const drifted = roles.filter(({ drift }) => drift?.status === "MODIFIED" || drift?.status === "DELETED");
  return {
    byType,
    policies: counts(analysed.filter(({ policyType, drift }) => policyType !== undefined && drift === undefined)),
    roles: counts(roles),
    drifted: drifted.length,
    notAnalysed: outcomes.length - analysed.length,
  };
}

function counts(outcomes: readonly Analysed[]): Counts {
  return { analysed: outcomes.length, withFindings: outcomes.filter(({ findings }) => findings.length > 0).length };
}

/** The report in one sentence or two, without the word that says red or green. */
export function verdictSentence(report: Report): string {
  const tally = tallyOf(report.outcomes);
  if (report.outcomes.length === 0) return "Nothing was analysed: no policy and no role was found.";
  const { policies, roles } = tally;
  const found = findingTypes
    .filter((type) => tally.byType[type] > 0)
    .map((type) => plural(tally.byType[type], typeName(type)));
  const clauses: string[] = [];
  if (roles.analysed > 0) {
    clauses.push(
      tally.drifted === 0
        ? `${plural(roles.analysed, "role")} as expected`
        : `${tally.drifted} of ${plural(roles.analysed, "role")} drifted`,
    );
  }
  const where =
    policies.withFindings > 0 ? ` in ${policies.withFindings} of ${plural(policies.analysed, "policy")}` : "";
  if (found.length > 0) clauses.push(`${inWords(found)}${where}`);
  else if (policies.analysed > 0) clauses.push(`no findings in ${plural(policies.analysed, "policy")}`);
  if (tally.notAnalysed > 0) clauses.push(`${plural(tally.notAnalysed, "input")} not analysed`);
  const harmless = report.conclusion === "success" && found.length > 0 ? " None of them fails the run." : "";
  return `${clauses.join("; ").replace(/^./, (letter) => letter.toUpperCase())}.${harmless}`;
}

/** A finding type in words: `security warning`. */
export function typeName(type: FindingType): string {
  return type.toLowerCase().replace("_", " ");
}
