import type { Range } from "../syntax/node.ts";
import { boolean, type HclFunction, itemsOf, tuple } from "./function-call.ts";
import type { HclExpression } from "./syntax.ts";
import { isAscii, textFunctions } from "./text-functions.ts";
import { byName, membersOf, scalarOf, textOf, unknownIn, wholeOf } from "./value.ts";

/** Far longer than any list of a policy. */
const mostInRange = 10_000;

/**
 * Functions that give the same wherever the module runs, and that policies are written with.
 * https://developer.hashicorp.com/terraform/language/functions
 */
const functions: Readonly<Record<string, HclFunction>> = {
  ...textFunctions,
  coalesce: (args) => {
    for (const arg of args) {
      // Whether it is passed over is not known.
      if (unknownIn(arg) !== undefined) return undefined;
      if (arg.kind !== "null" && scalarOf(arg) !== "") return arg;
    }
    return undefined;
  },
  coalescelist: (args) => {
    for (const arg of args) {
      const items = itemsOf(arg);
      // Whether it is passed over is not known.
      if (items === undefined) return undefined;
      if (items.length > 0) return arg;
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
  max: (args, { place }) => extreme(args, place, Math.max),
  merge: (args, { place }) => {
    const objects = args.filter(({ kind }) => kind !== "null").map(membersOf);
    if (!objects.every((members) => members !== undefined)) return undefined;
    const members = new Map(objects.flatMap((object) => [...object]));
    return { kind: "object", ...place, members: [...members.values()] };
  },
  min: (args, { place }) => extreme(args, place, Math.min),
  nonsensitive: ([value]) => value,
  one: ([list], { place }) => {
    const items = itemsOf(list);
    if (items === undefined || items.length > 1) return undefined;
    return items[0] ?? { kind: "null", ...place, text: "null" };
  },
  range: (args, { place, spend }) => {
    const numbers = args.map(wholeOf);
    if (numbers.length > 3 || !numbers.every((number) => number !== undefined)) return undefined;
    const [start = 0, limit = 0, step = start <= limit ? 1 : -1] = numbers.length === 1 ? [0, ...numbers] : numbers;
    const count = step === 0 ? Number.NaN : Math.max(0, Math.ceil((limit - start) / step));
    if (!(count <= mostInRange) || !spend(count)) return undefined;
    return tuple(
      Array.from({ length: count }, (_, i) => ({ kind: "number", ...place, text: String(start + i * step) })),
      place,
    );
  },
  reverse: ([list], { place }) => {
    const items = list?.kind === "tuple" && !list.isSet ? list.items : undefined;
    return items && tuple([...items].reverse(), place);
  },
  sensitive: ([value]) => value,
  setunion: (args, call) => {
    const lists = args.map(itemsOf);
    return lists.every((list) => list !== undefined)
      ? functionNamed("toset")?.([tuple(lists.flat(), call.place)], call)
      : undefined;
  },
  slice: ([list, start, end], { place }) => {
    const items = list?.kind === "tuple" && !list.isSet ? list.items : undefined;
    const [from, to] = [wholeOf(start), wholeOf(end)];
    if (items === undefined || from === undefined || to === undefined) return undefined;
    return from < 0 || to < from || to > items.length ? undefined : tuple(items.slice(from, to), place);
  },
  sort: ([list], { place }) => {
    const names = itemsOf(list)?.map(scalarOf);
    if (!names?.every((name) => name !== undefined)) return undefined;
    return tuple(
      names.sort().map((name) => textOf(name, place)),
      place,
    );
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
  // The first value is taken unless Terraform cannot work it out, which no value here tells but a known one.
  try: ([first]) => (first === undefined || unknownIn(first) !== undefined ? undefined : first),
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
  zipmap: ([keys, values], { place }) => {
    const [names, items] = [itemsOf(keys)?.map(scalarOf), itemsOf(values)];
    if (!names?.every((name) => name !== undefined) || items?.length !== names.length) return undefined;
    const members = new Map(names.map((name, i) => [name, items[i] as HclExpression]));
    return {
      kind: "object",
      ...place,
      members: [...members].map(([value, item]) => ({ name: { kind: "string", ...place, value }, value: item })),
    };
  },
};

export function functionNamed(name: string): HclFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
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
  if (value.kind === "call" && value.name === "jsonencode") return true;
  if (value.kind !== "text") return undefined;
  if (value.document !== undefined) return true;
  const filled = value.templates.reduce((length, { from, to }) => length + to - from, 0);
  return value.value.length > filled ? true : undefined;
}

function extreme(
  args: readonly HclExpression[],
  { start, end }: Range,
  choose: (...numbers: number[]) => number,
): HclExpression | undefined {
  const numbers = args.map(wholeOf);
  if (numbers.length === 0 || !numbers.every((number) => number !== undefined)) return undefined;
  return { kind: "number", start, end, text: String(choose(...numbers)) };
}
