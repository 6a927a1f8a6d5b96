import { displayWidth } from "./display-width.ts";
import { printable } from "./printable.ts";
import type { Range } from "./syntax/node.ts";
import type { Span } from "./syntax/position.ts";

export interface FrameOptions {
  /** Columns that a line of the frame may fill; longer lines are cut around the span. */
  readonly width: number;
  /** Lines shown before and after the span. */
  readonly around: number;
  /** Written after the underline, where it fits. */
  readonly label?: string;
}

/** One line of a code frame, in parts that can be styled apart. */
export interface FrameLine {
  /** Line number, or blank under a line. */
  readonly gutter: string;
  readonly text: string;
  readonly kind: "code" | "underline" | "gap";
  /** Of a code line: the marked part of `text`, in code units; start and end are one place for a span without length. */
  readonly mark?: Range;
}

/** More lines than this inside one span are folded. */
const maxSpanLines = 3;
const tabWidth = 2;

/**
 * The lines around a span, with the span underlined. A span without length gets one caret, below the gap between its
 * neighbours. The text is untrusted: what a terminal would act on is made visible; tabs and wide characters keep the
 * alignment.
 */
export function codeFrame(lines: readonly string[], span: Span, options: FrameOptions): FrameLine[] {
  const first = clamp(span.start.line, 1, lines.length);
  const last = clamp(span.end.line, first, lines.length);
  // A span that ends at a line's first column does not reach into that line.
  const lastInside = last > first && span.end.column === 0 ? last - 1 : last;
  const from = Math.max(1, first - options.around);
  const to = Math.min(lines.length, lastInside + options.around);
  const gutterWidth = String(to).length;
  const room = Math.max(20, options.width - gutterWidth - 4);
  const folded = lastInside - first + 1 > maxSpanLines;
  const frame: FrameLine[] = [];
  for (let number = from; number <= to; number++) {
    if (folded && number > first && number < lastInside) {
      if (number === first + 1) frame.push({ gutter: " ".repeat(gutterWidth), text: "⋮", kind: "gap" });
      continue;
    }
    const line = (lines[number - 1] as string).replace(/\r$/, "");
    const inside = number >= first && number <= lastInside;
    const start = number === first ? clamp(span.start.column, 0, line.length) : indentOf(line);
    const end = number === span.end.line ? clamp(span.end.column, start, line.length) : line.length;
    const shown = window(line, room, inside ? { start, end } : { start: 0, end: 0 });
    const code = { gutter: String(number).padStart(gutterWidth), text: shown.text, kind: "code" } as const;
    frame.push(inside ? { ...code, mark: shown.mark } : code);
    if (!inside) continue;
    const label = number === lastInside && options.label !== undefined ? ` ${printable(options.label)}` : "";
    const underline = " ".repeat(shown.indent) + "^".repeat(Math.max(1, shown.marked)) + label;
    frame.push({ gutter: " ".repeat(gutterWidth), text: underline, kind: "underline" });
  }
  return frame;
}

interface Shown {
  readonly text: string;
  /** Columns before the marked part, and of the marked part. */
  readonly indent: number;
  readonly marked: number;
  readonly mark: Range;
}

/** The line, or as much of it around the marked part as fits. */
function window(line: string, room: number, { start, end }: Range): Shown {
  // Cut by code units first, generously, so that a line of megabytes costs no more than what is shown.
  const reach = room * 2;
  const sliceFrom = whole(line, Math.max(0, start - reach));
  const sliceTo = whole(line, Math.min(line.length, start + reach));
  const before = cells(line.slice(sliceFrom, start));
  const marked = cells(line.slice(start, Math.min(end, sliceTo)));
  const after = cells(line.slice(Math.min(end, sliceTo), sliceTo));
  const complete = sliceFrom === 0 && sliceTo === line.length;
  if (complete && widthOf(before) + widthOf(marked) + widthOf(after) <= room)
    return shownOf("", before, marked, after, "");
  const head = takeEnd(before, Math.max(Math.floor(room / 3), room - 2 - widthOf(marked) - widthOf(after)));
  const headCut = sliceFrom > 0 || head.length < before.length;
  let left = room - widthOf(head) - 2;
  const middle = takeStart(marked, left);
  left -= widthOf(middle);
  const tail = middle.length < marked.length ? [] : takeStart(after, left);
  const tailCut = middle.length < marked.length || tail.length < after.length || sliceTo < line.length;
  return shownOf(headCut ? "…" : "", head, middle, tail, tailCut ? "…" : "");
}

function shownOf(
  open: string,
  before: readonly string[],
  marked: readonly string[],
  after: readonly string[],
  close: string,
): Shown {
  const head = open + before.join("");
  const middle = marked.join("");
  return {
    text: head + middle + after.join("") + close,
    indent: open.length + widthOf(before),
    marked: widthOf(marked),
    mark: { start: head.length, end: head.length + middle.length },
  };
}

/** The printable form of each character. */
function cells(text: string): string[] {
  return Array.from(text, (character) => (character === "\t" ? " ".repeat(tabWidth) : printable(character)));
}

function widthOf(parts: readonly string[]): number {
  let width = 0;
  for (const part of parts) width += displayWidth(part);
  return width;
}

function takeStart(parts: readonly string[], room: number): string[] {
  let width = 0;
  let count = 0;
  for (const part of parts) {
    width += displayWidth(part);
    if (width > room) break;
    count++;
  }
  return parts.slice(0, count);
}

function takeEnd(parts: readonly string[], room: number): string[] {
  return takeStart([...parts].reverse(), room).reverse();
}

/** The offset, moved back where it would split a surrogate pair. */
function whole(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return offset > 0 && code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
