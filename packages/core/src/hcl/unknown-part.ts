import type { StringNode } from "../syntax/node.ts";
import type { HclOperation } from "./expression.ts";
import type { HclExpression, HclText } from "./syntax.ts";
import { textOf, unknownIn } from "./value.ts";

/* How a part of an expression that is not known stands in its value. */

export function firstUnknown(values: readonly HclExpression[]): HclExpression | undefined {
  for (const value of values) {
    const part = unknownIn(value);
    if (part !== undefined) return part;
  }
  return undefined;
}

/** The part by its own source; a tuple or an object has none. */
export function unknown(part: HclOperation): HclExpression {
  const { start, end } = part;
  if (part.kind === "call") return { kind: "call", start, end, name: part.name, arguments: [] };
  return { kind: "computed", start, end, text: "text" in part ? part.text : "so large a value" };
}

export function unknownText({ start, end, value }: StringNode, known: HclExpression): HclText {
  const part = unknownIn(known);
  const name = part?.kind === "computed" ? { unknown: part.text } : {};
  return { ...textOf(value, { start, end }), templates: [{ start, end, from: 0, to: value.length, ...name }] };
}

/** As `readHcl` gives it. */
export function asRead(value: HclOperation): HclExpression {
  switch (value.kind) {
    case "text":
    case "number":
    case "boolean":
    case "null":
    case "computed":
      return value;
    case "tuple":
      return { ...value, items: value.items.map(asRead) };
    case "object": {
      const isPlain = value.members.every((member) => !("key" in member));
      const members = value.members.map((member) => ({ ...member, value: asRead(member.value) }));
      return isPlain ? { ...value, members } : unknown(value);
    }
    case "call":
      return { ...value, arguments: value.arguments.map(asRead) };
    default: {
      const { start, end, text } = value;
      return { kind: "computed", start, end, text };
    }
  }
}
