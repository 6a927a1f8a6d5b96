import type { Node, Range } from "../syntax/node.ts";
import type { HclAttribute, HclCall, HclComputed, HclDocument, HclExpression, HclText } from "./syntax.ts";

/*
 * What an expression stands for, as far as it is known: literals, tuples and objects. What is not known in it is
 * `computed`, with the source of that part alone; a call of a function that is not known here; or a text's templates.
 */

type Unknown = HclComputed | HclCall<HclExpression>;

/** A text as an expression gives it. All of it has the place of what it came from. */
export function textOf(value: string, { start, end }: Range): HclText {
  const offsets = Array<number>(value.length + 1).fill(start);
  return { kind: "text", start, end, value, isQuoted: true, offsets, templates: [] };
}

/** What stands for the value in a text; undefined for what is no scalar, and where not all of it is known. */
export function scalarOf(value: HclExpression | undefined): string | undefined {
  if (value?.kind === "text") return value.templates.length === 0 ? value.value : undefined;
  if (value?.kind === "boolean") return value.text;
  return value?.kind === "number" ? numberText(value.text) : undefined;
}

/** As Terraform writes a number: `012` is 12, `1.50` is 1.5; undefined for those whose form is not certain. */
function numberText(text: string): string | undefined {
  if (/^-?(?:0|[1-9]\d*)$/.test(text)) return text;
  if (/^-?\d+$/.test(text)) return BigInt(text).toString();
  const number = String(Number(text));
  return text.length <= 16 && /^-?\d+(?:\.\d+)?$/.test(number) ? number : undefined;
}

/** A whole number that both Terraform and JavaScript count exactly with. */
export function wholeOf(value: HclExpression | undefined): number | undefined {
  const text = value?.kind === "number" ? value.text : undefined;
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}

export function booleanOf(value: HclExpression): boolean | undefined {
  if (value.kind !== "boolean" && value.kind !== "text") return undefined;
  const text = scalarOf(value);
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** The first part of the value that is not known. */
export function unknownIn(value: HclExpression): Unknown | undefined {
  switch (value.kind) {
    case "text": {
      const [template] = value.templates;
      if (template === undefined) return undefined;
      const { start, end, from, to, unknown } = template;
      const source = value.value.slice(from, to);
      return { kind: "computed", start, end, text: unknown ?? /^\$\{~?\s*(.*?)\s*~?\}$/s.exec(source)?.[1] ?? source };
    }
    case "tuple":
      return firstOf(value.items, unknownIn);
    case "object":
      return firstOf(value.members, ({ written, value: inner }) => (written && unknownIn(written)) ?? unknownIn(inner));
    case "computed":
    case "call":
      return value;
    default:
      return undefined;
  }
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How many parts and characters the value has: what it costs to have it once more. */
export function sizeOf(value: HclExpression): number {
  switch (value.kind) {
    case "text":
      return 1 + value.value.length;
    case "tuple":
      return value.items.reduce((size, item) => size + sizeOf(item), 1);
    case "object":
      return value.members.reduce((size, { name, value: inner }) => size + name.value.length + sizeOf(inner), 1);
    case "call":
      return value.arguments.reduce((size, argument) => size + sizeOf(argument), 1);
    default:
      return 1 + value.text.length;
  }
}

/** The members of an object whose names are all known, the last of each name. */
export function membersOf(value: HclExpression): ReadonlyMap<string, HclAttribute> | undefined {
  if (value.kind !== "object" || value.members.some(({ written }) => written !== undefined)) return undefined;
  return new Map(value.members.map((member) => [member.name.value, member]));
}

/** What names and indexes lead to in a value: what is not known of it, or undefined where there is no such part. */
export function partOf(value: HclExpression, keys: readonly HclExpression[]): HclExpression | undefined {
  let part: HclExpression | undefined = value;
  for (const key of keys) {
    const name = scalarOf(key);
    if (name === undefined) return unknownIn(key);
    if (part === undefined || part.kind === "computed" || part.kind === "call" || part.kind === "text")
      return part && unknownIn(part);
    if (part.kind !== "tuple") part = membersOf(part)?.get(name)?.value;
    else part = part.isSet || !/^\d+$/.test(name) ? undefined : part.items[Number(name)];
  }
  return part;
}

/** What a loop goes through, in its order, each with its key; undefined where that is not known. */
export function entriesOf(value: HclExpression): readonly (readonly [HclExpression, HclExpression])[] | undefined {
  if (value.kind === "tuple") {
    return value.items.map((item, index) =>
      value.isSet ? [item, item] : [{ kind: "number", start: item.start, end: item.end, text: String(index) }, item],
    );
  }
  const members = membersOf(value);
  if (members === undefined) return undefined;
  return [...members].sort(byName).map(([name, member]) => [textOf(name, member.name), member.value]);
}

export function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The value as if it were written at that place. */
export function movedTo(value: HclExpression, place: Range): HclExpression {
  const { start, end } = place;
  switch (value.kind) {
    case "text":
      return movedText(value, place);
    case "tuple":
      return { ...value, start, end, items: value.items.map((item) => movedTo(item, place)) };
    case "object": {
      const members = value.members.map(({ name, written, value: inner }) => ({
        name: { ...name, start, end },
        ...(written === undefined ? {} : { written: movedText(written, place) }),
        value: movedTo(inner, place),
      }));
      return { ...value, start, end, members };
    }
    case "call":
      return { ...value, start, end, arguments: value.arguments.map((argument) => movedTo(argument, place)) };
    default:
      return { ...value, start, end };
  }
}

function movedText(text: HclText, { start, end }: Range): HclText {
  const offsets = Array<number>(text.value.length + 1).fill(start);
  const { document } = text;
  return {
    ...text,
    start,
    end,
    offsets,
    templates: text.templates.map((template) => ({ ...template, start, end })),
    ...(document?.isElsewhere ? { document: movedDocument(document, { start, end }) } : {}),
  };
}

/** What stands in another file has the place where this one refers to it. */
function movedDocument(document: HclDocument, at: Range): HclDocument {
  return {
    ...document,
    node: placedNode(document.node, () => at),
    unknown: document.unknown.map((one) => ({ ...one, at })),
  };
}

/** The node with each of its places changed. */
export function placedNode(node: Node, place: (range: Range) => Range): Node {
  const { start, end } = place(node);
  if (node.kind === "array") return { ...node, start, end, items: node.items.map((item) => placedNode(item, place)) };
  if (node.kind !== "object") return { ...node, start, end };
  const members = node.members.map(({ key, value }) => ({
    key: { ...key, ...place(key) },
    value: placedNode(value, place),
  }));
  return { ...node, start, end, members };
}
