import type { Range } from "./node.ts";

/** As IAM Access Analyzer counts: `line` from 1, `column` and `offset` from 0, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** `end` is exclusive. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** Offsets to positions for one text. The line table is made at the first question. */
export interface Positions {
  at(offset: number): Position;
  span(range: Range): Span;
}

export function positionsIn(text: string): Positions {
  let lineStarts: number[] | undefined;

  function at(offset: number): Position {
    lineStarts ??= findLineStarts(text);
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] as number), offset };
  }

  return { at, span: (range) => ({ start: at(range.start), end: at(range.end) }) };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}
