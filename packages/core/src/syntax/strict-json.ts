import type { Member, Node, StringNode } from "./node.ts";

/** What is known of a text that is JSON without a fault. */
export interface PlainJson {
  /** White space from the value's start to its end, between the tokens and within strings, in characters. */
  readonly space: number;
}

/** Scalars, and strings with escape sequences; undefined for a faulty one. */
export type ReadOther = (text: string, start: number) => Node | undefined;

interface Reading {
  readonly text: string;
  readonly readOther: ReadOther;
  /** How much deeper the value may nest. */
  depth: number;
  space: number;
}

/**
 * Reads JSON (RFC 8259) without any fault, as nearly all texts are: undefined as soon as something is not so plain, or
 * nests deeper than `maxDepth`.
 */
export function readStrictJson(
  text: string,
  maxDepth: number,
  readOther: ReadOther,
): (PlainJson & { readonly root: Node }) | undefined {
  const reading: Reading = { text, readOther, depth: maxDepth, space: 0 };
  const root = readValue(reading, spaceEnd(text, 0));
  return root !== undefined && isBlankFrom(text, root.end) ? { root, space: reading.space } : undefined;
}

function readValue(reading: Reading, start: number): Node | undefined {
  switch (reading.text.charCodeAt(start)) {
    case 0x22 /* " */:
      return readString(reading, start);
    case 0x7b /* { */:
      return readObject(reading, start);
    case 0x5b /* [ */:
      return readArray(reading, start);
    default:
      return reading.readOther(reading.text, start);
  }
}

function readObject(reading: Reading, start: number): Node | undefined {
  const { text } = reading;
  const members: Member[] = [];
  if (--reading.depth < 0) return undefined;
  let i = skipSpace(reading, start + 1);
  while (text.charCodeAt(i) !== 0x7d /* } */) {
    if (members.length > 0) {
      if (text.charCodeAt(i) !== 0x2c /* , */) return undefined;
      i = skipSpace(reading, i + 1);
    }
    const key = text.charCodeAt(i) === 0x22 ? readName(reading, i) : undefined;
    if (key === undefined) return undefined;
    const value = readValue(reading, valueStart(reading, key.end));
    if (value === undefined) return undefined;
    members.push({ key, value });
    i = skipSpace(reading, value.end);
  }
  reading.depth++;
  return { start, end: i + 1, kind: "object", members };
}

function readArray(reading: Reading, start: number): Node | undefined {
  const { text } = reading;
  const items: Node[] = [];
  if (--reading.depth < 0) return undefined;
  let i = skipSpace(reading, start + 1);
  while (text.charCodeAt(i) !== 0x5d /* ] */) {
    if (items.length > 0) {
      if (text.charCodeAt(i) !== 0x2c /* , */) return undefined;
      i = skipSpace(reading, i + 1);
    }
    const item = readValue(reading, i);
    if (item === undefined) return undefined;
    items.push(item);
    i = skipSpace(reading, item.end);
  }
  reading.depth++;
  return { start, end: i + 1, kind: "array", items };
}

/** Behind the colon that follows a name; where no value can start when there is none. */
function valueStart(reading: Reading, end: number): number {
  const { text } = reading;
  const colon = skipSpace(reading, end);
  return text.charCodeAt(colon) === 0x3a /* : */ ? skipSpace(reading, colon + 1) : text.length;
}

/** To the end of the text, without looking beyond it. */
function isBlankFrom(text: string, start: number): boolean {
  for (let i = start; i < text.length; i++) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
}

function skipSpace(reading: Reading, start: number): number {
  // Mostly there is none.
  if (reading.text.charCodeAt(start) > 0x20) return start;
  const end = spaceEnd(reading.text, start);
  reading.space += end - start;
  return end;
}

function spaceEnd(text: string, start: number): number {
  let i = start;
  for (;;) {
    const c = text.charCodeAt(i);
    // At the end of the text there is no code, and no number is alike.
    if (c > 0x20 || (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09)) return i;
    i++;
  }
}

function readString(reading: Reading, start: number): StringNode | undefined {
  const { text } = reading;
  let blanks = 0;
  let i = start + 1;
  for (;;) {
    const c = text.charCodeAt(i);
    if (c === 0x22) break;
    if (!(c > 0x20)) {
      // Also at the end of the text, where there is no code.
      if (c !== 0x20) return undefined;
      blanks++;
    } else if (c === 0x5c /* \ */) return readEscaped(reading, start);
    i++;
  }
  reading.space += blanks;
  return { start, end: i + 1, kind: "string", value: text.slice(start + 1, i) };
}

/** Names that members had before: policies repeat a dozen, and what is one string is also found sooner by its name. */
const names: string[] = new Array(64).fill("");
/** As the elements of a statement have. So few characters are copied: of longer ones, each would keep its whole text. */
const longestName = 12;

function readName(reading: Reading, start: number): StringNode | undefined {
  const { text } = reading;
  const place = (text.charCodeAt(start + 1) * 7 + text.charCodeAt(start + 4)) & 63;
  const known = names[place] as string;
  if (known !== "" && text.charCodeAt(start + 1 + known.length) === 0x22 && text.startsWith(known, start + 1))
    return { start, end: start + known.length + 2, kind: "string", value: known };
  const before = reading.space;
  const name = readString(reading, start);
  // One that stands in the text as it is, and adds no space.
  if (name !== undefined && reading.space === before && name.end - start - 2 === name.value.length) {
    if (name.value.length <= longestName) names[place] = name.value;
  }
  return name;
}

function readEscaped(reading: Reading, start: number): StringNode | undefined {
  const { text } = reading;
  const node = reading.readOther(text, start);
  if (node?.kind !== "string") return undefined;
  for (let i = start; i < node.end; i++) if (text.charCodeAt(i) === 0x20) reading.space++;
  return node;
}
