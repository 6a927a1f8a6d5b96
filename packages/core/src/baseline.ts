import type { Finding } from "./finding.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import { plural } from "./plural.ts";
import type { Outcome } from "./report.ts";
import type { TextFile } from "./source.ts";

/** Findings that were there when checking began. They are counted and do not fail a run; everything new does. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineFinding[];
}

/** One finding of a baseline, recognised by its fingerprint. */
export interface BaselineFinding {
  readonly file: string;
  readonly issueCode: string;
  /** It stays the same when lines move and statements change places. */
  readonly fingerprint: string;
}

/** The baseline of a report: every finding in it. What could not be analysed is never in a baseline. */
export function baselineOf(outcomes: readonly Outcome[], texts: ReadonlyMap<string, string>): Baseline {
  const findings = analysedFindings(outcomes);
  const fingerprints = fingerprintsOf(findings, texts);
  const entries = findings
    .map((finding) => entryOf(finding, fingerprints))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { version: 1, findings: entries };
}

/** The baseline in the file, or what is wrong with it, in words. */
export function readBaseline({ text }: Pick<TextFile, "text">): Baseline | string {
  let value: unknown;
  try {
    // Editors on Windows put a mark before the text.
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    return `it is not JSON (${(error as Error).message})`;
  }
  const { version, findings } = (value ?? {}) as { readonly version?: unknown; readonly findings?: unknown };
  if (version !== 1 || !Array.isArray(findings)) return "it has no `version` 1 and list of `findings`";
  for (const [index, entry] of findings.entries()) {
    const { file, issueCode, fingerprint } = (entry ?? {}) as { readonly [name: string]: unknown };
    if (typeof file !== "string" || typeof issueCode !== "string" || typeof fingerprint !== "string") {
      return `its finding ${index} lacks \`file\`, \`issueCode\` or \`fingerprint\``;
    }
  }
  return { version: 1, findings: findings as BaselineFinding[] };
}

/** A run compared with its baseline. */
export interface Compared {
  /** Without what the baseline knows. */
  readonly outcomes: readonly Outcome[];
  /** How many findings that was. */
  readonly known: number;
  /** Entries of files that were looked at and have no such finding any more. */
  readonly resolved: readonly BaselineFinding[];
}

/** Removes what the baseline knows from the outcomes. Each entry stands for one finding. */
export function withoutBaseline(
  outcomes: readonly Outcome[],
  baseline: Baseline,
  texts: ReadonlyMap<string, string>,
): Compared {
  const fingerprints = fingerprintsOf(analysedFindings(outcomes), texts);
  const left = new Map(baseline.findings.map((entry) => [keyOf(entry), entry]));
  let known = 0;
  const kept = outcomes.map((outcome): Outcome => {
    if (outcome.kind === "not-analysed") return outcome;
    const findings = outcome.findings.filter((finding) => !left.delete(keyOf(entryOf(finding, fingerprints))));
    known += outcome.findings.length - findings.length;
    return findings.length === outcome.findings.length ? outcome : { ...outcome, findings };
  });
  return { outcomes: kept, known, resolved: [...left.values()].filter(({ file }) => texts.has(file)) };
}

/** In a sentence, for the notes of a report. `name` is the baseline's file. */
export function baselineNote(name: string, { known, resolved }: Pick<Compared, "known" | "resolved">): string {
  const gone = resolved.length === 0 ? "" : ` ${plural(resolved.length, "resolved entry")} can be removed from it.`;
  return `${plural(known, "finding")} known from the baseline \`${name}\`.${gone}`;
}

function analysedFindings(outcomes: readonly Outcome[]): Finding[] {
  return outcomes.flatMap((outcome) => (outcome.kind === "analysed" ? outcome.findings : []));
}

function entryOf(finding: Finding, fingerprints: ReadonlyMap<Finding, string>): BaselineFinding {
  return {
    file: finding.locations[0]?.file ?? "",
    issueCode: finding.issueCode,
    fingerprint: fingerprints.get(finding) ?? "",
  };
}

/** With file and code: the fingerprint alone is short. */
function keyOf({ file, issueCode, fingerprint }: BaselineFinding): string {
  return JSON.stringify([file, issueCode, fingerprint]);
}
