import type { Range, StringNode } from "../syntax/node.ts";
import { readHeredoc, readQuoted } from "./read-text.ts";
import type { HclAttribute, HclCall, HclComputed, HclLiteral, HclObject, HclText, HclTuple } from "./syntax.ts";

/** An expression as a tree. Each part has its source, by which a message names what is not known. */
export type HclOperation =
  | HclLiteral
  | HclTuple<HclOperation>
  | HclObject<HclOperation>
  | HclCall<HclOperation>
  | HclComputed
  | Name
  | Part
  | Splat
  | Unary
  | HclBinary
  | Conditional
  | HclFor;

interface Source extends Range {
  readonly text: string;
}

interface Name extends Source {
  readonly kind: "name";
}

interface Part extends Source {
  readonly kind: "part";
  readonly of: HclOperation;
  readonly key: HclOperation;
}

/** `of[*].a[0]`: what the keys lead to in each item. */
interface Splat extends Source {
  readonly kind: "splat";
  readonly of: HclOperation;
  readonly keys: readonly HclOperation[];
}

interface Unary extends Source {
  readonly kind: "not" | "minus";
  readonly operand: HclOperation;
}

interface Conditional extends Source {
  readonly kind: "conditional";
  readonly condition: HclOperation;
  readonly yes: HclOperation;
  readonly no: HclOperation;
}

export interface HclBinary extends Source {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: HclOperation;
  readonly right: HclOperation;
  /** The sources of both. */
  readonly sides: readonly [string, string];
}

export interface HclFor extends Source {
  readonly kind: "for";
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly of: HclOperation;
  /** Of an object's members; a tuple has none. */
  readonly key: HclOperation | undefined;
  readonly value: HclOperation;
  /** Members of one key are gathered in a tuple. */
  readonly isGrouped: boolean;
  readonly condition: HclOperation | undefined;
}

/** The name of an object's member in an expression: the value of `(expression)`, where it is one. */
export interface HclNamed extends HclAttribute<HclOperation> {
  readonly key?: HclOperation;
}

/** Far above any expression of a policy. */
const maxDepth = 60;
const mostOperators = 100;

/** From the weakest; those of one row from left to right. */
const operators = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]] as const;

/** Thrown inside this file only: the way out of nested expressions. One for all: to note where each is thrown takes long. */
const fault: Error = new Error();

/**
 * Reads an expression whose first character stands at `base` in the file; undefined where it is none that this reader
 * knows. Line ends mean nothing in it: where it ends is known already.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
 */
export function parseExpression(source: string, base: number): HclOperation | undefined {
  let i = 0;
  try {
    const value = expression(0);
    skip();
    return i === source.length ? value : undefined;
  } catch (error) {
    if (error === fault) return undefined;
    throw error;
  }

  function expression(depth: number): HclOperation {
    if (depth > maxDepth) throw fault;
    skip();
    const from = i;
    const condition = binary(depth, 0);
    if (!takes("?")) return condition;
    const yes = expression(depth + 1);
    if (!takes(":")) throw fault;
    const no = expression(depth + 1);
    return { kind: "conditional", condition, yes, no, ...sourceFrom(from) };
  }

  function binary(depth: number, row: number): HclOperation {
    const names = operators[row];
    if (names === undefined) return unary(depth);
    skip();
    const from = i;
    let left = binary(depth, row + 1);
    for (let count = 0; ; count++) {
      const end = i;
      skip();
      const operator = names.find((name) => source.startsWith(name, i));
      if (operator === undefined) {
        i = end;
        return left;
      }
      if (count >= mostOperators) throw fault;
      i += operator.length;
      skip();
      const rightFrom = i;
      const right = binary(depth, row + 1);
      const sides = [source.slice(from, end), source.slice(rightFrom, i)] as const;
      left = { kind: "binary", operator, left, right, sides, ...sourceFrom(from) };
    }
  }

  function unary(depth: number): HclOperation {
    if (depth > maxDepth) throw fault;
    skip();
    const from = i;
    const c = source[i];
    if (c !== "!" && c !== "-") return postfix(depth);
    i++;
    const operand = unary(depth + 1);
    return { kind: c === "!" ? "not" : "minus", operand, ...sourceFrom(from) };
  }

  function postfix(depth: number): HclOperation {
    const from = i;
    let value = primary(depth);
    for (let count = 0; ; count++) {
      if (count >= mostOperators) throw fault;
      if (isSplat()) {
        const isFull = source[i] === "[";
        i += isFull ? source.indexOf("]", i) + 1 - i : 2;
        const keys: HclOperation[] = [];
        // What stands after `.*` goes on through names alone.
        for (let key = nextKey(depth, isFull); key !== undefined; key = nextKey(depth, isFull)) {
          if (keys.push(key) > mostOperators) throw fault;
        }
        value = { kind: "splat", of: value, keys, ...sourceFrom(from) };
      }
      const key = nextKey(depth, true);
      if (key === undefined && !isSplat()) return value;
      if (key !== undefined) value = { kind: "part", of: value, key, ...sourceFrom(from) };
    }
  }

  function isSplat(): boolean {
    return /^(?:\.\*|\[\s*\*\s*\])/.test(source.slice(i, i + 10));
  }

  /** `.name`, `.0` or `[expression]`. */
  function nextKey(depth: number, withIndex: boolean): HclOperation | undefined {
    if (isSplat() || source.startsWith("...", i)) return undefined;
    if (source[i] === "." && /[\p{L}_\d]/u.test(source[i + 1] ?? "")) {
      i++;
      const start = base + i;
      const digits = /^\d+/.exec(source.slice(i, i + 10))?.[0];
      if (digits !== undefined) {
        i += digits.length;
        return { kind: "number", text: digits, start, end: base + i };
      }
      return literal(identifier() ?? "", start);
    }
    if (source[i] !== "[" || !withIndex) return undefined;
    i++;
    const key = expression(depth + 1);
    if (!takes("]")) throw fault;
    return key;
  }

  function primary(depth: number): HclOperation {
    const from = i;
    const start = base + i;
    const c = source[i];
    if (c === "(") {
      i++;
      const inner = expression(depth + 1);
      if (!takes(")")) throw fault;
      return inner;
    }
    if (c === '"' || (c === "<" && source[i + 1] === "<")) return text();
    if (c === "[") return tuple(depth, start);
    if (c === "{") return object(depth, start);
    const number = /^\d+(\.\d+)?([eE][-+]?\d+)?/.exec(source.slice(i, i + 40))?.[0];
    if (number !== undefined) {
      i += number.length;
      return { kind: "number", text: number, start, end: base + i };
    }
    const name = identifier();
    if (name === undefined) throw fault;
    if (name === "true" || name === "false") return { kind: "boolean", text: name, start, end: base + i };
    if (name === "null") return { kind: "null", text: name, start, end: base + i };
    return source[i] === "(" ? call(name, depth, start) : { kind: "name", ...sourceFrom(from) };
  }

  function text(): HclText {
    const read = source[i] === '"' ? readQuoted(source, i) : readHeredoc(source, i);
    if (read === undefined) throw fault;
    i = read.end;
    const moved = <Place extends Range>(place: Place): Place => ({
      ...place,
      start: place.start + base,
      end: place.end + base,
    });
    return { ...moved(read), offsets: read.offsets.map((at) => at + base), templates: read.templates.map(moved) };
  }

  function tuple(depth: number, start: number): HclOperation {
    const from = i++;
    if (isLoop()) return loop(depth, from, "]");
    const items: HclOperation[] = [];
    while (!takes("]")) {
      items.push(expression(depth + 1));
      if (!takes(",") && !closes("]")) throw fault;
    }
    return { kind: "tuple", items, start, end: base + i };
  }

  function object(depth: number, start: number): HclOperation {
    const from = i++;
    if (isLoop()) return loop(depth, from, "}");
    const members: HclNamed[] = [];
    while (!takes("}")) {
      skip();
      const name = memberName(depth);
      if (source.startsWith("==", i) || (!takes("=") && !takes(":"))) throw fault;
      members.push({ ...name, value: expression(depth + 1) });
      takes(",");
    }
    return { kind: "object", members, start, end: base + i };
  }

  function memberName(depth: number): Omit<HclNamed, "value"> {
    const start = base + i;
    if (source[i] === '"') {
      const written = text();
      const name: StringNode = { kind: "string", start, end: base + i, value: written.value };
      skip();
      return written.templates.length === 0 ? { name } : { name, written };
    }
    const from = i;
    const plain = identifier();
    if (plain !== undefined) {
      const name: StringNode = { kind: "string", start, end: base + i, value: plain };
      skip();
      // An expression as a name needs brackets, so what goes on here is nothing that is known.
      return { name };
    }
    const key = expression(depth + 1);
    return { name: { kind: "string", start, end: base + i, value: source.slice(from, i) }, key };
  }

  function call(name: string, depth: number, start: number): HclOperation {
    const args: HclOperation[] = [];
    let isExpanded = false;
    i++;
    while (!takes(")")) {
      args.push(expression(depth + 1));
      if (takes("...")) isExpanded = true;
      if (!takes(",") && !closes(")")) throw fault;
    }
    return {
      kind: "call",
      name,
      arguments: args,
      ...(isExpanded ? { isExpanded } : {}),
      start,
      end: base + i,
    };
  }

  function isLoop(): boolean {
    skip();
    return /^for\s/.test(source.slice(i, i + 5));
  }

  function loop(depth: number, from: number, close: string): HclFor {
    i += 3;
    skip();
    const first = identifier();
    const hasTwo = takes(",");
    skip();
    const second = hasTwo ? identifier() : undefined;
    skip();
    if (first === undefined || identifier() !== "in") throw fault;
    const of = expression(depth + 1);
    if (!takes(":")) throw fault;
    const head = expression(depth + 1);
    const value = close === "}" ? (takes("=>") ? expression(depth + 1) : undefined) : head;
    if (value === undefined) throw fault;
    const isGrouped = takes("...");
    skip();
    const hasCondition = /^if\b/.test(source.slice(i, i + 3));
    if (hasCondition) i += 2;
    const condition = hasCondition ? expression(depth + 1) : undefined;
    if (!takes(close)) throw fault;
    return {
      kind: "for",
      keyName: second === undefined ? undefined : first,
      valueName: second ?? first,
      of,
      key: close === "}" ? head : undefined,
      value,
      isGrouped,
      condition,
      ...sourceFrom(from),
    };
  }

  function identifier(): string | undefined {
    const name = /^[\p{L}_][\p{L}\p{N}_-]*/u.exec(source.slice(i, i + 300))?.[0];
    i += name?.length ?? 0;
    return name;
  }

  function literal(value: string, start: number): HclText {
    return { kind: "text", value, isQuoted: true, start, end: base + i, offsets: [], templates: [] };
  }

  function sourceFrom(from: number): Source {
    return { start: base + from, end: base + i, text: source.slice(from, i) };
  }

  function takes(mark: string): boolean {
    skip();
    if (!source.startsWith(mark, i)) return false;
    i += mark.length;
    return true;
  }

  function closes(mark: string): boolean {
    skip();
    return source.startsWith(mark, i);
  }

  /** Past white space and comments. */
  function skip(): void {
    for (;;) {
      const c = source[i];
      if (c === " " || c === "\t" || c === "\r" || c === "\n") i++;
      else if (c === "#" || (c === "/" && source[i + 1] === "/")) {
        const end = source.indexOf("\n", i);
        i = end === -1 ? source.length : end;
      } else if (c === "/" && source[i + 1] === "*") {
        const end = source.indexOf("*/", i + 2);
        if (end === -1) throw fault;
        i = end + 2;
      } else return;
    }
  }
}
