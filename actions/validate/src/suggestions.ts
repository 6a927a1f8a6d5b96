import { type Finding, fingerprintsOf, markdownMessage, printable } from "@redshift-guard/core";
import { type ChangedFile, linesOfPatch, type Suggestion } from "@redshift-guard/github";

export interface Suggestions {
  readonly suggestions: readonly Suggestion[];
  /** Fingerprints of findings that could be mended, and that have no place in the diff now: they are not resolved. */
  readonly unplaced: ReadonlySet<string>;
}

/**
 * A suggestion for each finding that one certain text mends, where the pull request's diff shows the lines and they are
 * those of the checkout: a merge may have moved them.
 */
export function suggestionsFor(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  changes: readonly ChangedFile[],
): Suggestions {
  const patches = new Map(
    changes.map(({ path, patch }) => [path, patch === undefined ? undefined : linesOfPatch(patch)]),
  );
  const fingerprints = fingerprintsOf(findings, texts);
  const taken = new Set<string>();
  const unplaced = new Set<string>();
  const suggestions = findings.flatMap((finding): Suggestion[] => {
    const fingerprint = fingerprints.get(finding) ?? "";
    const [first] = finding.locations;
    const path = first?.file ?? "";
    const text = texts.get(path);
    const shown = patches.get(path);
    if (finding.replacement === undefined || first === undefined || text === undefined) return [];
    if (shown === undefined) {
      unplaced.add(fingerprint);
      return [];
    }
    const { start, end } = first.span;
    const lines = text.split("\n");
    for (let line = start.line; line <= end.line; line++) {
      if (shown.get(line)?.trimEnd() !== lines[line - 1]?.trimEnd()) {
        unplaced.add(fingerprint);
        return [];
      }
      // Two suggestions for one line cannot both be applied.
      if (taken.has(`${path}:${line}`)) return [];
    }
    for (let line = start.line; line <= end.line; line++) taken.add(`${path}:${line}`);
    const before = (lines[start.line - 1] ?? "").slice(0, start.column);
    const after = (lines[end.line - 1] ?? "").slice(end.column).replace(/\r$/, "");
    return [
      {
        fingerprint,
        path,
        startLine: start.line,
        endLine: end.line,
        body: bodyOf(finding, `${before}${finding.replacement}${after}`),
      },
    ];
  });
  return { suggestions, unplaced };
}

function bodyOf({ issueCode, findingDetails, learnMoreLink }: Finding, lines: string): string {
  // A fence longer than any in the text, so that the text cannot end it.
  const longest = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const message = markdownMessage(findingDetails);
  return `**${printable(issueCode)}** ${message} [Learn more](${learnMoreLink})\n\n${fence}suggestion\n${lines}\n${fence}\n`;
}
