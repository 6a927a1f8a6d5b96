import type { Finding } from "./finding.ts";
import type { Outcome } from "./report.ts";

/**
 * The outcomes of a file, where a finding that several of them have stands in the first: the same words about the same
 * place, and what Access Analyzer says there of the same kind. Conditions of a template make several policies of one, and
 * most of it is the same in each.
 */
export function eachOnce(outcomes: readonly Outcome[]): Outcome[] {
  const seen = new Set<string>();
  return outcomes.flatMap((outcome): Outcome[] => {
    if (outcome.kind === "not-analysed") return [outcome];
    const isKnown = (finding: Finding): boolean =>
      seen.has(finding.engine === "access-analyzer" ? placeOf(finding) : sentenceOf(finding));
    const findings = outcome.findings.filter((finding) => !isKnown(finding));
    // Behind it: one outcome may say two things about one place.
    for (const finding of outcome.findings) seen.add(placeOf(finding)).add(sentenceOf(finding));
    if (findings.length === outcome.findings.length) return [outcome];
    // Without a type it is about its findings alone.
    return findings.length === 0 && outcome.policyType === undefined ? [] : [{ ...outcome, findings }];
  });
}

function sentenceOf(finding: Finding): string {
  return `${placeOf(finding)} ${finding.findingDetails}`;
}

function placeOf({ issueCode, locations }: Finding): string {
  const places = locations.map(({ span: { start, end } }) => [start.offset, end.offset]);
  return JSON.stringify([issueCode, locations[0]?.policyPath, places]);
}
