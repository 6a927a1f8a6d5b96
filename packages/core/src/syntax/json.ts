import { parseFaultyJson } from "./faulty-json.ts";
import { readNumber, readString, readWord } from "./json-token.ts";
import type { Node, Range } from "./node.ts";
import { type PlainJson, readStrictJson } from "./strict-json.ts";

/** A fault of the text, where it stands, in words, and the text that mends it where one is certain. */
export interface SyntaxProblem {
  readonly at: Range;
  readonly details: string;
  readonly replacement?: string;
  /** Set where what follows may be read otherwise than it was meant. */
  readonly isGuess?: true;
}

/** A text as nodes, read to its end whatever is wrong with it. */
export interface ParsedText {
  /** Absent when the text holds no value at all, or nests deeper than the limit. */
  readonly root?: Node;
  readonly problems: readonly SyntaxProblem[];
  /** Where `problems` has the first fault alone, for reading went astray: all of them. */
  readonly everyProblem?: readonly SyntaxProblem[];
  /** Absent for a text with a fault, and for other syntaxes. */
  readonly plainJson?: PlainJson;
  /** Where nesting passed the limit; then nothing else was read. */
  readonly tooDeep?: Range;
}

/** Far above any policy (7) or template that holds one; brackets beyond it are an attack or an accident. */
const maxDepth = 200;

/** Reads JSON (RFC 8259) into nodes, with every fault of the text. */
export function parseJson(text: string): ParsedText {
  const read = readStrictJson(text, maxDepth, faultless);
  return read === undefined
    ? parseFaultyJson(text, maxDepth)
    : { root: read.root, plainJson: read, problems: noProblems };
}

const noProblems: readonly SyntaxProblem[] = [];

/** A number, a word or a string with escape sequences; undefined when something is wrong with it. */
function faultless(text: string, start: number): Node | undefined {
  let isFaulty = false;
  const report = (): void => {
    isFaulty = true;
  };
  const c = text.charCodeAt(start);
  const read = c === 0x22 ? readString : c === 0x2d || (c >= 0x30 && c <= 0x39) ? readNumber : readWord;
  const node = read(text, start, report);
  return isFaulty ? undefined : node;
}
