import {
  bareWord,
  brief,
  continuedAt,
  endBeforeNextString,
  endWithoutFirstQuote,
  foreignQuoteAdvice,
  foreignString,
  openStringEnd,
  wordMeantBy,
} from "./json-repair.ts";
import type { Node, ScalarNode, StringNode } from "./node.ts";

/** Takes a fault, its place and, where one is certain, the text that mends it. */
export type Report = (start: number, end: number, details: string, replacement?: string) => void;

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/**
 * The string whose double quote stands at `start`. Where its own quote is missing, it ends with its line, or before the
 * next string.
 */
export function readString(text: string, start: number, report: Report, isName = false): StringNode {
  let value = "";
  let from = start + 1;
  let i = from;
  const withoutQuote = (end: number): StringNode => {
    report(end, end, `The closing quote of this string is missing: \`${brief(text.slice(start, end))}\`.`, '"');
    return { start, end, kind: "string", value: value + text.slice(from, end) };
  };
  for (;;) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      const end = endBeforeNextString(text, from, i, isName);
      if (end !== undefined) return withoutQuote(end);
      break;
    }
    if (c === 0x5c) {
      const length = escapeLength(text, i, report);
      value += text.slice(from, i) + escapedText(text, i, length);
      from = i += length;
    } else if (c >= 0x20) i++;
    else if (i >= text.length || c === 0x0a || c === 0x0d) {
      const next = continuedAt(text, i);
      if (next !== undefined) {
        report(i, next, "A line break stands inside this string; write the string on one line.", "");
        value += text.slice(from, i);
        from = i = next;
        continue;
      }
      return withoutQuote(openStringEnd(text, from, i, isName));
    } else {
      const details = "inside a string must be written as an escape sequence.";
      if (c === 0x09) report(i, i + 1, `A tab ${details}`, "\\t");
      else report(i, i + 1, `A control character ${details}`, JSON.stringify(text[i]).slice(1, -1));
      i++;
    }
  }
  const rest = text.slice(from, i);
  return { start, end: i + 1, kind: "string", value: from === start + 1 ? rest : value + rest };
}

/** How long the escape sequence is. Of one that JSON does not know, the backslash alone is at fault and read as it is. */
function escapeLength(text: string, start: number, report: Report): number {
  const letter = text[start + 1] ?? "";
  if (escapes.has(letter)) return 2;
  if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(text.slice(start + 2, start + 6))) return 6;
  const written = text.slice(start, start + 2).trimEnd();
  const details = `\`${written}\` is no escape sequence of JSON; write \`\\\\\` for a backslash.`;
  report(start, start + 1, details, "\\\\");
  return 1;
}

function escapedText(text: string, start: number, length: number): string {
  if (length === 6) return String.fromCharCode(Number.parseInt(text.slice(start + 2, start + 6), 16));
  return length === 2 ? (escapes.get(text[start + 1] as string) as string) : "\\";
}

export function readForeignString(text: string, start: number, report: Report): StringNode {
  const { end, value } = foreignString(text, start);
  const written = JSON.stringify(value);
  report(start, end, `${foreignQuoteAdvice(text[start] as string)}: \`${brief(written)}\`.`, written);
  return { start, end, kind: "string", value };
}

/** A string whose first quote is missing, and that ends with the one behind it; undefined when there is none. */
function withoutFirstQuote(text: string, start: number, isName: boolean, report: Report): StringNode | undefined {
  const end = endWithoutFirstQuote(text, start, isName);
  if (end === undefined) return undefined;
  report(start, start, `The opening quote of this string is missing: \`${brief(text.slice(start, end))}\`.`, '"');
  return { start, end, kind: "string", value: text.slice(start, end - 1) };
}

/** A member's name without quotes. */
export function readBareName(text: string, start: number, report: Report): StringNode {
  const mended = withoutFirstQuote(text, start, true, report);
  if (mended !== undefined) return mended;
  const { end, value } = bareWord(text, start, false);
  report(start, end, `The name \`${brief(value)}\` must be in double quotes.`, JSON.stringify(value));
  return { start, end, kind: "string", value };
}

/** Everything that could have been meant as one number. */
const numberRun = /[-+.\w]+/y;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

export function readNumber(text: string, start: number, report: Report): Node {
  numberRun.lastIndex = start;
  numberRun.test(text);
  const end = numberRun.lastIndex;
  const written = text.slice(start, end);
  const mended = withoutFirstQuote(text, start, false, report);
  if (mended !== undefined) return mended;
  if (jsonNumber.test(written)) {
    return { start, end, kind: "number", value: Number(written), text: written };
  }
  report(start, end, `\`${brief(written)}\` is no JSON number; put it in double quotes.`, JSON.stringify(written));
  return { start, end, kind: "string", value: written };
}

/** `true`, `false`, `null`, what other languages write for them, or a string without quotes. */
export function readWord(text: string, start: number, report: Report): Node {
  const mended = withoutFirstQuote(text, start, false, report);
  if (mended !== undefined) return mended;
  const { end, value } = bareWord(text, start, true);
  const scalar = literal(value, start, end);
  if (scalar !== undefined) return scalar;
  const meant = wordMeantBy(value);
  if (meant !== undefined) {
    report(start, end, `\`${value}\` is written \`${meant}\` in JSON.`, meant);
    return literal(meant, start, end) as ScalarNode;
  }
  report(start, end, `\`${brief(value)}\` must be in double quotes.`, JSON.stringify(value));
  return { start, end, kind: "string", value };
}

function literal(word: string, start: number, end: number): ScalarNode | undefined {
  if (word === "true" || word === "false") return { start, end, kind: "boolean", value: word === "true", text: word };
  if (word === "null") return { start, end, kind: "null", value: null, text: word };
  return undefined;
}
