import {
  detailsOf,
  type Finding,
  fingerprintsOf,
  markdownFence,
  markdownMessage,
  printable,
} from "@redshift-guard/core";
import type { Suggestion } from "@redshift-guard/github";
import type { HeadLines } from "./head-lines.ts";

export interface Suggestions {
  readonly suggestions: readonly Suggestion[];
  /**
   * Fingerprints of findings that could be mended but have no place in the diff now: earlier suggestions for them are
   * not resolved.
   */
  readonly unplaced: ReadonlySet<string>;
}

/** A suggestion for each finding that has one certain replacement, where the pull request's diff shows the lines. */
export function suggestionsFor(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  linesOf: (path: string) => HeadLines | undefined,
): Suggestions {
  const fingerprints = fingerprintsOf(findings, texts);
  const taken = new Set<string>();
  const unplaced = new Set<string>();
  const suggestions = findings.flatMap((finding): Suggestion[] => {
    const fingerprint = fingerprints.get(finding) ?? "";
    const [first] = finding.locations;
    const path = first?.file ?? "";
    const text = texts.get(path);
    if (finding.replacement === undefined || first === undefined || text === undefined) return [];
    const { start, end } = first.span;
    const shown = linesOf(path);
    const startLine = shown?.get(start.line);
    const endLine = shown?.get(end.line);
    if (startLine === undefined || endLine === undefined || endLine - startLine !== end.line - start.line) {
      unplaced.add(fingerprint);
      return [];
    }
    const lines = text.split("\n");
    // Two suggestions for one line cannot both be applied.
    for (let line = start.line; line <= end.line; line++) if (taken.has(`${path}:${line}`)) return [];
    for (let line = start.line; line <= end.line; line++) taken.add(`${path}:${line}`);
    const before = (lines[start.line - 1] ?? "").slice(0, start.column);
    const after = (lines[end.line - 1] ?? "").slice(end.column).replace(/\r$/, "");
    return [
      {
        fingerprint,
        path,
        startLine,
        endLine,
        body: bodyOf(finding, `${before}${finding.replacement}${after}`),
      },
    ];
  });
  return { suggestions, unplaced };
}

function bodyOf(finding: Finding, lines: string): string {
  const { issueCode, learnMoreLink } = finding;
  const message = markdownMessage(detailsOf(finding));
  return `**${printable(issueCode)}** ${message} [Learn more](${learnMoreLink})\n\n${markdownFence("suggestion", lines)}\n`;
}
