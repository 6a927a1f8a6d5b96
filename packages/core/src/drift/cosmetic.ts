import { hasWildcard } from "../policy/pattern.ts";
import { type Node, plainValue } from "../syntax/node.ts";

/** One element of a statement: `["Condition", "StringEquals", "sts:ExternalId"]` and what stands there. */
interface Element {
  readonly path: readonly string[];
  readonly values: readonly unknown[];
  readonly isList: boolean;
}

/** A way of writing that means nothing: its name for the reader, and what takes it away. */
interface Normalization {
  readonly name: string;
  readonly apply: (elements: readonly Element[]) => readonly Element[];
}

/**
 * Which ways of writing tell two policies apart that mean the same, for the reader.
 * It words an answer that was decided by meaning; nothing rests on it.
 */
export function cosmeticDifferences(expected: Node, actual: Node): readonly string[] {
  const a = plainValue(expected);
  const b = plainValue(actual);
  const all = new Set([...documentNames, ...normalizations.map(({ name }) => name)]);
  const isSame = (names: ReadonlySet<string>): boolean => canonical(a, names) === canonical(b, names);
  if (!isSame(all)) return ["statements or values that are split, merged or redundant"];
  const needed = [...all].filter((name) => {
    const others = new Set(all);
    others.delete(name);
    return !isSame(others);
  });
  return needed.length > 0 ? needed : ["the way in which it is written"];
}

const version = "`Version`";
const id = "`Id`";
const statementOrder = "the order of statements";
const oneOrList = "one value or a list of one";
const documentNames = [version, id, statementOrder, oneOrList];

const normalizations: readonly Normalization[] = [
  { name: "`Sid`", apply: (elements) => elements.filter(({ path }) => path[0] !== "Sid") },
  { name: "an empty `Condition`", apply: (elements) => elements.filter((element) => !isEmptyCondition(element)) },
  { name: "the case of actions", apply: each(isAction, lowerValues) },
  {
    name: "`*` as the principal or under `AWS`",
    apply: each(
      ({ path, values }) => path.length === 1 && path[0] === "Principal" && values[0] === "*",
      (element) => ({ ...element, path: ["Principal", "AWS"] }),
    ),
  },
  { name: "an account's id or its root ARN", apply: each(({ path }) => path[1] === "AWS", accountsAsRoot) },
  { name: "`…Like` without a wildcard or `…Equals`", apply: each(isCondition, likeAsEquals) },
  {
    name: "the case of condition keys or operators",
    apply: each(isCondition, (element) => ({ ...element, path: element.path.map((part) => part.toLowerCase()) })),
  },
  { name: "numbers or booleans as text", apply: each(isCondition, (element) => mapValues(element, String)) },
  {
    name: "the order of values",
    apply: each(isAny, (element) => ({ ...element, values: [...element.values].sort(byText) })),
  },
  { name: "repeated values", apply: each(isAny, (element) => ({ ...element, values: [...new Set(element.values)] })) },
];

/** The document's text when the named ways of writing are taken away: equal texts differ in nothing else. */
function canonical(document: unknown, names: ReadonlySet<string>): string {
  if (!isObject(document)) return JSON.stringify(document) ?? "";
  const statement = document["Statement"];
  const isOne = names.has(oneOrList);
  const statements = (Array.isArray(statement) ? statement : [statement]).map((one) => {
    let elements: readonly Element[] = [...elementsOf(one, [])];
    for (const { name, apply } of normalizations) if (names.has(name)) elements = apply(elements);
    return elements
      .map(({ path, values, isList }) => JSON.stringify([path, values, isOne ? true : isList]))
      .sort()
      .join();
  });
  if (names.has(statementOrder)) statements.sort();
  const head = [names.has(version) || document["Version"], names.has(id) || document["Id"]];
  return JSON.stringify([head, isOne || Array.isArray(statement), statements]);
}

function* elementsOf(value: unknown, path: readonly string[]): Iterable<Element> {
  if (Array.isArray(value)) yield { path, values: value, isList: true };
  else if (!isObject(value)) yield { path, values: [value], isList: false };
  else {
    const members = Object.entries(value);
    if (members.length === 0) yield { path, values: [], isList: false };
    for (const [name, member] of members) yield* elementsOf(member, [...path, name]);
  }
}

function each(
  applies: (element: Element) => boolean,
  change: (element: Element) => Element,
): (elements: readonly Element[]) => readonly Element[] {
  return (elements) => elements.map((element) => (applies(element) ? change(element) : element));
}

function isAny(): boolean {
  return true;
}

function isAction({ path }: Element): boolean {
  return path[0] === "Action" || path[0] === "NotAction";
}

function isCondition({ path }: Element): boolean {
  return path[0]?.toLowerCase() === "condition";
}

function isEmptyCondition({ path, values, isList }: Element): boolean {
  return path[0] === "Condition" && values.length === 0 && !isList;
}

function mapValues(element: Element, change: (value: unknown) => unknown): Element {
  return { ...element, values: element.values.map(change) };
}

function lowerValues(element: Element): Element {
  return mapValues(element, (value) => String(value).toLowerCase());
}

function accountsAsRoot(element: Element): Element {
  return mapValues(element, (value) => {
    const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(String(value))?.[1];
    return account ?? value;
  });
}

function likeAsEquals(element: Element): Element {
  const [condition, operator, ...rest] = element.path as [string, string, ...string[]];
  if (element.values.some((value) => hasWildcard(String(value)))) return element;
  return { ...element, path: [condition, (operator ?? "").replace(/Like/i, "Equals"), ...rest] };
}

function byText(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
