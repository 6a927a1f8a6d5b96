import type { StringNode } from "../syntax/node.ts";
import { readHeredoc, readQuoted } from "./read-text.ts";
import type { HclAttribute, HclBlock, HclBody, HclExpression, HclFault, HclText } from "./syntax.ts";

/** Far above any Terraform file; brackets beyond it are an attack or an accident. */
const maxDepth = 100;

/** Thrown inside this file only: the way out of nested blocks. */
class Fault extends Error {
  readonly at: number;
  constructor(at: number, details: string) {
    super(details);
    this.at = at;
  }
}

/**
 * Reads a Terraform file: blocks, attributes and literal values; anything that has to be worked out stays `computed`.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function readHcl(source: string): HclBody | HclFault {
  let i = 0;
  try {
    return body(0);
  } catch (error) {
    if (error instanceof Fault) return { at: { start: error.at, end: error.at }, details: error.message };
    throw error;
  }

  function body(depth: number): HclBody {
    if (depth > maxDepth) throw new Fault(i, "Blocks nest deeper than any configuration does.");
    const start = i;
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    for (;;) {
      skip(true);
      if (i >= source.length || source[i] === "}") break;
      const name = identifier();
      if (name === undefined) throw new Fault(i, "An attribute or a block is expected here.");
      skip(false);
      if (source[i] === "=" && source[i + 1] !== "=") {
        i++;
        attributes.push({ name, value: expression(depth) });
      } else blocks.push(block(name, depth));
    }
    if (depth === 0 && i < source.length) throw new Fault(i, "This `}` closes nothing.");
    return { start, end: i, attributes, blocks };
  }

  function block(type: StringNode, depth: number): HclBlock {
    const labels: StringNode[] = [];
    for (skip(false); source[i] !== "{"; skip(false)) {
      const label = source[i] === '"' ? quotedName() : identifier();
      if (label === undefined) throw new Fault(i, "A `{` or `=` is expected here.");
      labels.push(label);
    }
    i++;
    const inner = body(depth + 1);
    if (source[i] !== "}") throw new Fault(type.start, `The block \`${type.value}\` is not closed.`);
    i++;
    return { type, labels, body: inner, start: type.start, end: i };
  }

  /** A value up to the end of its line, or to the comma or bracket after it. */
  function expression(depth: number, isInBrackets = false): HclExpression {
    if (depth > maxDepth) throw new Fault(i, "Values nest deeper than any configuration does.");
    skip(isInBrackets);
    const start = i;
    const value = primary(depth, start);
    skip(isInBrackets);
    if (value !== undefined && isEnd()) return value;
    rest(isInBrackets);
    const end = start + source.slice(start, i).trimEnd().length;
    return { kind: "computed", start, end, text: source.slice(start, end) };
  }

  function primary(depth: number, start: number): HclExpression | undefined {
    const c = source[i];
    if (c === '"') {
      const text = quoted();
      i = text.end;
      return text;
    }
    if (c === "<" && source[i + 1] === "<") {
      const text = readHeredoc(source, i);
      if (text === undefined) throw new Fault(i, "The end of this here document is missing.");
      i = text.end;
      return text;
    }
    if (c === "[") return tuple(depth, start);
    if (c === "{") return object(depth, start);
    const number = /^-?\d+(\.\d+)?([eE][-+]?\d+)?/.exec(source.slice(i, i + 40));
    if (number !== null) {
      i += number[0].length;
      return { kind: "number", start, end: i, text: number[0] };
    }
    const word = identifier();
    if (word === undefined) return undefined;
    if (word.value === "true" || word.value === "false") return { kind: "boolean", start, end: i, text: word.value };
    if (word.value === "null") return { kind: "null", start, end: i, text: "null" };
    return source[i] === "(" ? call(word.value, depth, start) : undefined;
  }

  function tuple(depth: number, start: number): HclExpression | undefined {
    const items: HclExpression[] = [];
    i++;
    if (isLoop()) return loop();
    for (skip(true); source[i] !== "]"; skip(true)) {
      items.push(expression(depth + 1, true));
      separator("]");
    }
    i++;
    return { kind: "tuple", start, end: i, items };
  }

  function object(depth: number, start: number): HclExpression | undefined {
    const members: HclAttribute[] = [];
    i++;
    if (isLoop()) return loop();
    for (skip(true); source[i] !== "}"; skip(true)) {
      const name = memberName();
      skip(false);
      // A name that is worked out, such as `(local.key)`.
      if (name === undefined || (source[i] !== "=" && source[i] !== ":")) return loop();
      i++;
      members.push({ ...name, value: expression(depth + 1, false) });
      separator("}");
    }
    i++;
    return { kind: "object", start, end: i, members };
  }

  function call(name: string, depth: number, start: number): HclExpression {
    const args: HclExpression[] = [];
    let isExpanded = false;
    i++;
    for (skip(true); source[i] !== ")"; skip(true)) {
      args.push(expression(depth + 1, true));
      skip(true);
      if (source.startsWith("...", i)) {
        isExpanded = true;
        i += 3;
      }
      separator(")");
    }
    i++;
    return { kind: "call", start, end: i, name, arguments: args, ...(isExpanded ? { isExpanded } : {}) };
  }

  /** Leaves the brackets that were entered last: what is in them is worked out. Never goes back: they may nest. */
  function loop(): undefined {
    balanced(1);
    return undefined;
  }

  function isLoop(): boolean {
    skip(true);
    return /^for\s/.test(source.slice(i, i + 5));
  }

  function separator(close: string): void {
    skip(true);
    if (source[i] === ",") i++;
    else if (source[i] !== close && close !== "}") throw new Fault(i, `A \`,\` or \`${close}\` is expected here.`);
    else if (i >= source.length) throw new Fault(i, `A \`${close}\` is missing at the end.`);
  }

  function isEnd(): boolean {
    return i >= source.length || /[\r\n,)\]}]/.test(source[i] as string);
  }

  /** To the end of a value that is worked out. */
  function rest(isInBrackets: boolean): void {
    while (i < source.length) {
      const c = source[i] as string;
      if (c === "," || c === ")" || c === "]" || c === "}") return;
      if (c === "\n" && !isInBrackets) return;
      if (isInBrackets && source.startsWith("...", i)) return;
      if (c === "(" || c === "[" || c === "{" || c === '"' || (c === "<" && source[i + 1] === "<")) balanced();
      else if (c === "#" || (c === "/" && /[/*]/.test(source[i + 1] ?? ""))) skip(isInBrackets);
      else i++;
    }
  }

  /** Past one string, or past brackets with all that is in them; `depth` of them are open already. */
  function balanced(depth = 0): void {
    do {
      const c = source[i];
      if (c === undefined) throw new Fault(i, "A bracket is not closed before the end of the file.");
      const isHeredoc = c === "<" && /^<<-?[\p{L}_]/u.test(source.slice(i, i + 5));
      const text = c === '"' ? quoted() : isHeredoc ? readHeredoc(source, i) : undefined;
      if (isHeredoc && text === undefined) throw new Fault(i, "The end of this here document is missing.");
      if (text !== undefined) i = text.end;
      else if (c === "#" || (c === "/" && /[/*]/.test(source[i + 1] ?? ""))) skip(true);
      else {
        if (c === "(" || c === "[" || c === "{") depth++;
        if (c === ")" || c === "]" || c === "}") depth--;
        i++;
      }
    } while (depth > 0);
  }

  function identifier(): StringNode | undefined {
    const start = i;
    while (i < source.length && /[\p{L}\p{N}_-]/u.test(source[i] as string)) i++;
    if (i === start || /[\d-]/.test(source[start] as string)) {
      i = start;
      return undefined;
    }
    return { kind: "string", start, end: i, value: source.slice(start, i) };
  }

  function quoted(): HclText {
    const text = readQuoted(source, i);
    if (text !== undefined) return text;
    throw new Fault(i, "The closing quote of this string is missing, or an escape in it is none of HCL's.");
  }

  function memberName(): Pick<HclAttribute, "name" | "written"> | undefined {
    if (source[i] !== '"') {
      const name = identifier();
      return name === undefined ? undefined : { name };
    }
    const text = readQuoted(source, i);
    if (text === undefined) return undefined;
    i = text.end;
    const name: StringNode = { kind: "string", start: text.start, end: text.end, value: text.value };
    return text.templates.length === 0 ? { name } : { name, written: text };
  }

  function quotedName(): StringNode | undefined {
    const text = readQuoted(source, i);
    if (text === undefined || text.templates.length > 0) return undefined;
    i = text.end;
    return { kind: "string", start: text.start, end: text.end, value: text.value };
  }

  /** Past spaces and comments, and past line ends where they mean nothing. */
  function skip(lines: boolean): void {
    for (;;) {
      const c = source[i];
      if (c === " " || c === "\t" || c === "\r" || c === "\uFEFF" || (lines && c === "\n")) i++;
      else if (c === "#" || (c === "/" && source[i + 1] === "/")) {
        const end = source.indexOf("\n", i);
        i = end === -1 ? source.length : end;
      } else if (c === "/" && source[i + 1] === "*") {
        const end = source.indexOf("*/", i + 2);
        if (end === -1) throw new Fault(i, "This comment is not closed, and takes in the rest of the file.");
        i = end + 2;
      } else return;
    }
  }
}
