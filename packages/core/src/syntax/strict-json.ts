import type { Member, Node, StringNode } from "./node.ts";

/** What is known of a text that is JSON without a fault. */
export interface PlainJson {
  /** White space between the tokens, in characters. */
  readonly space: number;
}

/** A container that is being read. */
interface Open {
  readonly start: number;
  /** One of the two. */
  readonly members: Member[] | undefined;
  readonly items: Node[] | undefined;
  /** The name whose value it is. */
  readonly key: StringNode | undefined;
}

/**
 * Reads JSON (RFC 8259) without any fault, as nearly all texts are: undefined as soon as something is not so plain, or
 * nests deeper than `maxDepth`. `readOther` reads scalars and strings with escape sequences; undefined for a faulty one.
 * One loop without closures, because this is where a text's time goes.
 */
export function readStrictJson(
  text: string,
  maxDepth: number,
  readOther: (text: string, start: number) => Node | undefined,
): (PlainJson & { readonly root: Node }) | undefined {
  const stack: Open[] = [];
  let frame: Open | undefined;
  let key: StringNode | undefined;
  let space = 0;
  let i = spaceEnd(text, 0);
  for (;;) {
    let node: Node | undefined;
    const first = text.charCodeAt(i);
    if (first === 0x22) node = plainString(text, i) ?? readOther(text, i);
    else if (first === 0x7b || first === 0x5b) {
      if (stack.length >= maxDepth) return undefined;
      const start = i;
      i = spaceEnd(text, start + 1);
      space += i - start - 1;
      const next = text.charCodeAt(i);
      if (first === 0x7b) {
        if (next === 0x7d) node = { start, end: i + 1, kind: "object", members: [] };
        else {
          frame = { start, members: [], items: undefined, key };
          stack.push(frame);
          key = next === 0x22 ? (plainString(text, i) ?? stringOf(readOther(text, i))) : undefined;
          if (key === undefined) return undefined;
          i = valueStart(text, key.end);
          if (i === -1) return undefined;
          space += i - key.end - 1;
          continue;
        }
      } else if (next === 0x5d) node = { start, end: i + 1, kind: "array", items: [] };
      else {
        frame = { start, members: undefined, items: [], key };
        stack.push(frame);
        continue;
      }
    } else node = readOther(text, i);
    // The value is complete; so may be those around it.
    for (;;) {
      if (node === undefined) return undefined;
      if (frame === undefined) return isBlankFrom(text, node.end) ? { root: node, space } : undefined;
      i = node.end;
      if (text.charCodeAt(i) <= 0x20) i = spaceEnd(text, i);
      space += i - node.end;
      const after = text.charCodeAt(i);
      const { members, items } = frame;
      if (members !== undefined) {
        members.push({ key: key as StringNode, value: node });
        if (after === 0x2c) {
          const comma = i;
          i = spaceEnd(text, comma + 1);
          space += i - comma - 1;
          key = text.charCodeAt(i) === 0x22 ? (plainString(text, i) ?? stringOf(readOther(text, i))) : undefined;
          if (key === undefined) return undefined;
          i = valueStart(text, key.end);
          if (i === -1) return undefined;
          space += i - key.end - 1;
          break;
        }
        if (after !== 0x7d) return undefined;
        node = { start: frame.start, end: i + 1, kind: "object", members };
      } else {
        (items as Node[]).push(node);
        if (after === 0x2c) {
          const comma = i;
          i = spaceEnd(text, comma + 1);
          space += i - comma - 1;
          break;
        }
        if (after !== 0x5d) return undefined;
        node = { start: frame.start, end: i + 1, kind: "array", items: items as Node[] };
      }
      key = frame.key;
      stack.pop();
      frame = stack[stack.length - 1];
    }
  }
}

/** Behind the colon that follows a name; -1 where there is none. */
function valueStart(text: string, end: number): number {
  // Mostly a colon and one blank; anything else takes the long way.
  if (text.charCodeAt(end) === 0x3a && text.charCodeAt(end + 1) === 0x20 && text.charCodeAt(end + 2) > 0x20)
    return end + 2;
  const colon = spaceEnd(text, end);
  return text.charCodeAt(colon) === 0x3a ? spaceEnd(text, colon + 1) : -1;
}

function stringOf(node: Node | undefined): StringNode | undefined {
  return node?.kind === "string" ? node : undefined;
}

/** To the end of the text, without looking beyond it. */
function isBlankFrom(text: string, start: number): boolean {
  for (let i = start; i < text.length; i++) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
}

function spaceEnd(text: string, start: number): number {
  let i = start;
  for (;;) {
    const c = text.charCodeAt(i);
    if (c > 0x20 || (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09)) return i;
    i++;
  }
}

/** A string without escape sequences; undefined when it is none. */
function plainString(text: string, start: number): StringNode | undefined {
  let i = start + 1;
  for (;;) {
    const c = text.charCodeAt(i);
    if (c === 0x22) break;
    // Also at the end of the text, where there is no code.
    if (c === 0x5c || !(c >= 0x20)) return undefined;
    i++;
  }
  return { start, end: i + 1, kind: "string", value: text.slice(start + 1, i) };
}
