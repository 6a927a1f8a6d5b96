import type { Finding, Location, Outcome } from "@redshift-guard/core";
import { type ChangedFile, linesOfPatch } from "@redshift-guard/github";

/** Line in the checkout -> line in the proposal's head, for the lines of a file that its diff shows. */
export type HeadLines = ReadonlyMap<number, number>;

/**
 * The checkout is the merge with the base branch, and GitHub shows the head: what the base branch has changed further
 * up moves the lines. A part of the diff whose text stands in the checkout exactly once is taken to stand there.
 */
export function headLines(text: string, patch: string): HeadLines {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const places = new Map<number, number>();
  for (const { start, shown } of partsOf(patch)) {
    const from = holds(lines, start, shown) ? start : onlyPlace(lines, shown);
    if (from !== undefined) shown.forEach((_, i) => void places.set(from + i, start + i));
  }
  return places;
}

interface Part {
  /** Line number in the head. */
  readonly start: number;
  readonly shown: readonly string[];
}

function partsOf(patch: string): Part[] {
  const parts: { start: number; shown: string[] }[] = [];
  let next: number | undefined;
  for (const [number, line] of linesOfPatch(patch)) {
    if (number !== next) parts.push({ start: number, shown: [] });
    parts.at(-1)?.shown.push(line.trimEnd());
    next = number + 1;
  }
  return parts;
}

function holds(lines: readonly string[], from: number, shown: readonly string[]): boolean {
  return shown.every((line, i) => lines[from - 1 + i] === line);
}

function onlyPlace(lines: readonly string[], shown: readonly string[]): number | undefined {
  let found: number | undefined;
  for (let from = 1; from + shown.length - 1 <= lines.length; from++) {
    if (!holds(lines, from, shown)) continue;
    if (found !== undefined) return undefined;
    found = from;
  }
  return found;
}

/** The head's lines of each changed file whose diff GitHub gives, made when they are asked for. */
export function headLinesOf(
  changes: readonly ChangedFile[],
  texts: ReadonlyMap<string, string>,
): (path: string) => HeadLines | undefined {
  const patches = new Map(changes.map(({ path, patch }) => [path, patch]));
  const known = new Map<string, HeadLines | undefined>();
  return (path) => {
    if (known.has(path)) return known.get(path);
    const [text, patch] = [texts.get(path), patches.get(path)];
    const lines = text === undefined || patch === undefined ? undefined : headLines(text, patch);
    known.set(path, lines);
    return lines;
  };
}

/** The outcome as it stands in the head, as far as that is known. */
export function inHead(outcome: Outcome, linesOf: (path: string) => HeadLines | undefined): Outcome {
  return outcome.kind === "analysed"
    ? { ...outcome, findings: outcome.findings.map(place) }
    : { ...outcome, finding: place(outcome.finding) };

  function place(finding: Finding): Finding {
    const { locations, related } = finding;
    return {
      ...finding,
      locations: locations.map(move),
      ...(related === undefined
        ? {}
        : { related: related.map(({ label, location }) => ({ label, location: move(location) })) }),
    };
  }

  function move(location: Location): Location {
    const { file, span } = location;
    const lines = file === undefined ? undefined : linesOf(file);
    const start = lines?.get(span.start.line);
    const end = lines?.get(span.end.line);
    if (start === undefined || end === undefined) return location;
    return { ...location, span: { start: { ...span.start, line: start }, end: { ...span.end, line: end } } };
  }
}
