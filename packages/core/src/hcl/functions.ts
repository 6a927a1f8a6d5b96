import type { Range } from "../syntax/node.ts";
import type { HclExpression } from "./syntax.ts";
import { byName, membersOf, scalarOf, textOf, unknownIn, wholeOf } from "./value.ts";

/** Undefined where the arguments do not tell the value, or Terraform would refuse them. */
type HclFunction = (args: readonly HclExpression[], call: FunctionCall) => HclExpression | undefined;

export interface FunctionCall {
  /** Of the call in the file. */
  readonly place: Range;
  /** Whether so many characters and items may still be made. */
  spend(size: number): boolean;
}

/**
 * Functions that give the same wherever the module runs, and that policies are written with.
 * https://developer.hashicorp.com/terraform/language/functions
 */
const functions: Readonly<Record<string, HclFunction>> = {
  coalesce: (args) => {
    for (const arg of args) {
      // Whether it is passed over is not known.
      if (unknownIn(arg) !== undefined) return undefined;
      if (arg.kind !== "null" && scalarOf(arg) !== "") return arg;
    }
    return undefined;
  },
  compact: ([list], { place }) => {
    const items = itemsOf(list);
    if (items === undefined || !items.every((item) => item.kind === "null" || isNonempty(item) !== undefined))
      return undefined;
    return tuple(
      items.filter((item) => isNonempty(item) === true),
      place,
    );
  },
  concat: (args, { place }) => {
    const lists = args.map(itemsOf);
    return lists.every((list) => list !== undefined) ? tuple(lists.flat(), place) : undefined;
  },
  contains: ([list, value], { place }) => {
    const items = itemsOf(list);
    const sought = scalarOf(value);
    if (items === undefined || sought === undefined || unknownIn(list as HclExpression) !== undefined) return undefined;
    const like = items.filter((item) => scalarOf(item) === sought);
    // Whether 1 and "1" are one value depends on the list's type.
    if (like.length > 0 && like.every(({ kind }) => kind !== value?.kind)) return undefined;
    return boolean(like.length > 0, place);
  },
  distinct: ([list], { place }) => {
    const items = itemsOf(list);
    const names = items?.map(scalarOf);
    if (items === undefined || !names?.every((name) => name !== undefined)) return undefined;
    const firsts = new Map(names.map((name, i) => [name, items[i] as HclExpression] as const).reverse());
    return tuple(
      items.filter((item, i) => firsts.get(names[i] as string) === item),
      place,
    );
  },
  element: ([list, index]) => {
    const items = itemsOf(list);
    const at = wholeOf(index);
    return items === undefined || at === undefined || at < 0 ? undefined : items[at % items.length];
  },
  flatten: ([list], { place }) => {
    const items = flat(list);
    return items === undefined ? undefined : tuple(items, place);
  },
  format: ([format, ...args], { place, spend }) => {
    const text = scalarOf(format);
    const formatted = text === undefined ? undefined : formattedText(text, args.map(scalarOf));
    return formatted === undefined || !spend(formatted.length) ? undefined : textOf(formatted, place);
  },
  formatlist: ([format, ...args], { place, spend }) => {
    const text = scalarOf(format);
    const lists = args.map((arg) => itemsOf(arg)?.map(scalarOf) ?? scalarOf(arg));
    const lengths = new Set(lists.flatMap((list) => (Array.isArray(list) ? [list.length] : [])));
    const [length] = lengths;
    if (text === undefined || length === undefined || lengths.size > 1) return undefined;
    const texts: HclExpression[] = [];
    for (let i = 0; i < length; i++) {
      const formatted = formattedText(
        text,
        lists.map((list) => (Array.isArray(list) ? list[i] : list)),
      );
      if (formatted === undefined || !spend(formatted.length)) return undefined;
      texts.push(textOf(formatted, place));
    }
    return tuple(texts, place);
  },
  join: ([separator, ...lists], { place, spend }) => {
    const between = scalarOf(separator);
    const items = lists.map(itemsOf);
    if (between === undefined || !items.every((list) => list !== undefined)) return undefined;
    const [only, ...others] = items.flat();
    if (only?.kind === "text" && others.length === 0) return only;
    const joined = joinedText(items.flat().map(scalarOf), between, spend);
    return joined === undefined ? undefined : textOf(joined, place);
  },
  keys: ([object], { place }) => {
    const members = object && membersOf(object);
    return (
      members &&
      tuple(
        [...members.keys()].sort().map((name) => textOf(name, place)),
        place,
      )
    );
  },
  length: ([value], { place }) => {
    const text = value?.kind === "text" ? scalarOf(value) : undefined;
    // Terraform counts what a reader sees as one character.
    const size =
      text !== undefined
        ? isAscii(text)
          ? text.length
          : undefined
        : (itemsOf(value)?.length ?? (value && membersOf(value)?.size));
    return size === undefined ? undefined : { kind: "number", ...place, text: String(size) };
  },
  lookup: ([object, name, otherwise]) => {
    const members = object && membersOf(object);
    const key = scalarOf(name);
    return members === undefined || key === undefined ? undefined : (members.get(key)?.value ?? otherwise);
  },
  lower: ([text], { place }) => changed(text, place, (value) => value.toLowerCase()),
  merge: (args, { place }) => {
    const objects = args.filter(({ kind }) => kind !== "null").map(membersOf);
    if (!objects.every((members) => members !== undefined)) return undefined;
    const members = new Map(objects.flatMap((object) => [...object]));
    return { kind: "object", ...place, members: [...members.values()] };
  },
  nonsensitive: ([value]) => value,
  one: ([list], { place }) => {
    const items = itemsOf(list);
    if (items === undefined || items.length > 1) return undefined;
    return items[0] ?? { kind: "null", ...place, text: "null" };
  },
  replace: ([text, search, replacement], { place, spend }) => {
    const [value, sought, put] = [scalarOf(text), scalarOf(search), scalarOf(replacement)];
    // Between slashes it is a regular expression of another kind than JavaScript's.
    if (value === undefined || !sought || put === undefined || (sought.length > 1 && /^\/.*\/$/s.test(sought)))
      return undefined;
    const replaced = joinedText(value.split(sought), put, spend);
    return replaced === undefined ? undefined : textOf(replaced, place);
  },
  sensitive: ([value]) => value,
  sort: ([list], { place }) => {
    const names = itemsOf(list)?.map(scalarOf);
    if (!names?.every((name) => name !== undefined)) return undefined;
    return tuple(
      names.sort().map((name) => textOf(name, place)),
      place,
    );
  },
  split: ([separator, text], { place, spend }) => {
    const [between, value] = [scalarOf(separator), scalarOf(text)];
    if (!between || value === undefined) return undefined;
    const parts = value.split(between);
    return spend(parts.length)
      ? tuple(
          parts.map((part) => textOf(part, place)),
          place,
        )
      : undefined;
  },
  tolist: ([list], { place }) => {
    const items = itemsOf(list);
    return items === undefined ? undefined : tuple(items, place);
  },
  tomap: ([object]) => (object?.kind === "object" ? object : undefined),
  toset: ([list], { place }) => {
    const items = itemsOf(list);
    const names = items?.map((item): [string | undefined, HclExpression] => [scalarOf(item), item]);
    if (!names?.every((entry): entry is [string, HclExpression] => entry[0] !== undefined)) return undefined;
    const values = [...new Map(names)].sort(byName).map(([, item]) => item);
    return { kind: "tuple", ...place, items: values, isSet: true };
  },
  tostring: ([value], { place }) => {
    const text = scalarOf(value);
    return value?.kind === "null" ? value : text === undefined ? undefined : textOf(text, place);
  },
  trimprefix: ([text, prefix], { place }) => {
    const start = scalarOf(prefix);
    if (start === undefined) return undefined;
    return changed(text, place, (value) => (value.startsWith(start) ? value.slice(start.length) : value));
  },
  trimspace: ([text], { place }) => changed(text, place, (value) => value.trim()),
  trimsuffix: ([text, suffix], { place }) => {
    const end = scalarOf(suffix);
    if (end === undefined) return undefined;
    return changed(text, place, (value) => (end !== "" && value.endsWith(end) ? value.slice(0, -end.length) : value));
  },
  // The first value is taken unless Terraform cannot work it out, which no value here tells but a known one.
  try: ([first]) => (first === undefined || unknownIn(first) !== undefined ? undefined : first),
  upper: ([text], { place }) => changed(text, place, (value) => value.toUpperCase()),
  values: ([object], { place }) => {
    const members = object && membersOf(object);
    return (
      members &&
      tuple(
        [...members].sort(byName).map(([, { value }]) => value),
        place,
      )
    );
  },
};

export function functionNamed(name: string): HclFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

function tuple(items: readonly HclExpression[], { start, end }: Range): HclExpression {
  return { kind: "tuple", start, end, items };
}

function boolean(is: boolean, { start, end }: Range): HclExpression {
  return { kind: "boolean", start, end, text: String(is) };
}

function itemsOf(value: HclExpression | undefined): readonly HclExpression[] | undefined {
  return value?.kind === "tuple" ? value.items : undefined;
}

/** The items of lists in lists; undefined where one of them may be a list or not. */
function flat(value: HclExpression | undefined): readonly HclExpression[] | undefined {
  const items: HclExpression[] = [];
  for (const item of itemsOf(value) ?? []) {
    if (item.kind === "computed" || item.kind === "call") return undefined;
    const inner = item.kind === "tuple" ? flat(item) : [item];
    if (inner === undefined) return undefined;
    for (const each of inner) items.push(each);
  }
  return value?.kind === "tuple" ? items : undefined;
}

/** Undefined where that is not known. */
function isNonempty(value: HclExpression): boolean | undefined {
  const text = scalarOf(value);
  if (text !== undefined) return text !== "";
  if (value.kind !== "text") return undefined;
  if (value.document !== undefined) return true;
  const filled = value.templates.reduce((length, { from, to }) => length + to - from, 0);
  return value.value.length > filled ? true : undefined;
}

/** Only for letters that every language has the same other case for. */
function changed(
  value: HclExpression | undefined,
  place: Range,
  change: (text: string) => string,
): HclExpression | undefined {
  const text = scalarOf(value);
  return text === undefined || !isAscii(text) ? undefined : textOf(change(text), place);
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** `%s`, `%d`, `%v` and `%%`, each with the argument after the one before. */
function formattedText(format: string, args: readonly (string | undefined)[]): string | undefined {
  let at = 0;
  let isKnown = true;
  const text = format.replace(/%(.?)/gs, (_, verb: string) => {
    if (verb === "%") return "%";
    const arg = args[at++];
    if (!/^[sdv]$/.test(verb) || arg === undefined || (verb === "d" && !/^-?\d+$/.test(arg))) isKnown = false;
    return arg ?? "";
  });
  return isKnown && at === args.length ? text : undefined;
}

function joinedText(
  parts: readonly (string | undefined)[],
  between: string,
  spend: FunctionCall["spend"],
): string | undefined {
  if (!parts.every((part) => part !== undefined)) return undefined;
  const length = parts.reduce((sum, part) => sum + part.length, 0) + between.length * Math.max(0, parts.length - 1);
  return spend(length) ? parts.join(between) : undefined;
}
