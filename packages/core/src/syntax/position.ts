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

/** Offsets to positions for one text. The line table is made as far as questions reach. */
export interface Positions {
  at(offset: number): Position;
  span(range: Range): Span;
}

/** The positions of a text: lines end at a line feed. Offsets behind its end count on in its last line. */
export function positionsIn(text: string): Positions {
  return new LineTable(text);
}

class LineTable implements Positions {
  readonly text: string;
  readonly lineStarts: number[];
  /** The line break before which all lines are known; -1 when there is no other. */
  nextBreak: number;

  constructor(text: string) {
    this.text = text;
    this.lineStarts = [0];
    this.nextBreak = text.indexOf("\n");
  }

  at(offset: number): Position {
    const { lineStarts } = this;
    while (this.nextBreak !== -1 && this.nextBreak < offset) {
      lineStarts.push(this.nextBreak + 1);
      this.nextBreak = this.text.indexOf("\n", this.nextBreak + 1);
    }
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] as number), offset };
  }

  span({ start, end }: Range): Span {
    return { start: this.at(start), end: this.at(end) };
  }
}
