import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import type { Location, PathElement } from "../finding.ts";
import { describe } from "../parse-policy.ts";
import { quote } from "../quote.ts";
import type { Member, Node, ObjectNode, Range } from "../syntax/node.ts";
import type { ConfigCode } from "./config-finding.ts";

/** A JSON Schema, or a part of one, as a plain value. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * What may stand at one place of the config. It reads the place from its node and describes it as JSON Schema,
 * both from the same facts, so that the reader and the schema cannot disagree.
 */
export interface Shape<T> {
  /** In words with an article, for messages: "a list of roles". */
  readonly expected: string;
  /** Whether the node could have been meant as this, for the choice between variants. */
  fits(node: Node): boolean;
  /** Undefined when the node does not fit; the mistake is reported then. */
  read(node: Node, context: ShapeContext): T | undefined;
  schema(): JsonSchema;
}

export interface ShapeContext {
  /** From the file's root to the node that is read. */
  readonly path: readonly PathElement[];
  readonly report: (code: ConfigCode, location: Location, details: string, replacement?: string) => void;
  readonly locate: (range: Range, path: readonly PathElement[]) => Location;
}

/** A value that keeps the place where the config decides it. */
export interface Placed<T> {
  readonly value: T;
  readonly at: Location;
}

/** Elements that do not fit are reported and left out. */
export function list<T>(element: Shape<T>, expected: string): Shape<readonly T[]> {
  return {
    expected,
    fits: (node) => node.kind === "array",
    read(node, context) {
      if (node.kind !== "array") return wrongType(node, expected, context, "");
      return readItems(node.items, element, context);
    },
    schema: () => ({ type: "array", items: element.schema() }),
  };
}

/** `x` or `[x, y]`, at least one. */
export function oneOrMany<T>(element: Shape<T>): Shape<readonly T[]> {
  const expected = `${element.expected}, or a list of them`;
  return {
    expected,
    fits: (node) => node.kind === "array" || element.fits(node),
    read(node, context) {
      if (node.kind !== "array") {
        const value = element.read(node, context);
        return value === undefined ? undefined : [value];
      }
      const items = readItems(node.items, element, context);
      if (node.items.length > 0) return items;
      context.report("CONFIG_WRONG_VALUE", context.locate(node, context.path), `The list is empty; write ${expected}.`);
      return undefined;
    },
    schema: () => ({ anyOf: [element.schema(), { type: "array", minItems: 1, items: element.schema() }] }),
  };
}

function readItems<T>(items: readonly Node[], element: Shape<T>, context: ShapeContext): T[] {
  return items.flatMap((item, index) => {
    const value = element.read(item, { ...context, path: [...context.path, { index }] });
    return value === undefined ? [] : [value];
  });
}

/** An object whose member names are the user's. */
export function map<T>(value: Shape<T>, expected: string): Shape<ReadonlyMap<string, T>> {
  return {
    expected,
    fits: (node) => node.kind === "object",
    read(node, context) {
      if (node.kind !== "object") return wrongType(node, expected, context, "");
      const entries = new Map<string, T>();
      for (const member of withoutRepeated(node, context)) {
        const name = member.key.value;
        const read = value.read(member.value, { ...context, path: [...context.path, { value: name }] });
        if (read !== undefined) entries.set(name, read);
      }
      return entries;
    },
    schema: () => ({ type: "object", additionalProperties: value.schema() }),
  };
}

/** Keeps the place of the value. */
export function placed<T>(shape: Shape<T>): Shape<Placed<T>> {
  return {
    ...shape,
    read(node, context) {
      const value = shape.read(node, context);
      return value === undefined ? undefined : { value, at: context.locate(node, context.path) };
    },
  };
}

/** The node itself, for what is read elsewhere: a policy in place. */
export const anyObject: Shape<ObjectNode> = {
  expected: "an object",
  fits: (node) => node.kind === "object",
  read: (node, context) => (node.kind === "object" ? node : wrongType(node, "an object", context, "")),
  schema: () => ({ type: "object" }),
};

/** The first that fits is read; where none fits, all are named. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  const expected = `${first.expected}, or ${second.expected}`;
  return {
    expected,
    fits: (node) => first.fits(node) || second.fits(node),
    read(node, context) {
      if (first.fits(node)) return first.read(node, context);
      if (second.fits(node)) return second.read(node, context);
      return wrongType(node, expected, context, "");
    },
    schema: () => ({ anyOf: [first.schema(), second.schema()] }),
  };
}

export interface MemberShape<T> {
  readonly shape: Shape<T>;
  readonly description: string;
}

/** The members' shapes, by their names here; the config writes `dbUsers` as `db-users`. `at` is given by the reader. */
export type MemberShapes<T> = {
  readonly [K in Exclude<keyof T, "at">]-?: MemberShape<Exclude<T[K], undefined>> &
    (undefined extends T[K] ? { readonly required?: false } : { readonly required: true });
};

export interface ObjectRule<T> {
  readonly expected: string;
  readonly description?: string;
  readonly members: MemberShapes<T>;
  /** Why a member that belongs elsewhere does not stand here. */
  readonly foreign?: (name: string) => string | undefined;
}

export function object<T extends { readonly at: Location }>(rule: ObjectRule<T>): Shape<T> {
  const members = Object.entries(rule.members as Record<string, MemberShape<unknown> & { required?: boolean }>);
  const byName = new Map(members.map(([key, member]) => [kebabCase(key), { key, ...member }]));
  const required = [...byName].flatMap(([name, member]) => (member.required === true ? [name] : []));

  function read(node: Node, context: ShapeContext): T | undefined {
    if (node.kind !== "object") return wrongType(node, rule.expected, context, membersInWords(byName.keys()));
    const values: Record<string, unknown> = { at: context.locate(node, context.path) };
    let isWhole = true;
    const meant = new Set<string | undefined>();
    for (const { key, value } of withoutRepeated(node, context)) {
      const member = byName.get(key.value);
      if (member === undefined) meant.add(reportUnknown(key.value, key, byName.keys(), rule.foreign, context));
      else {
        const read = member.shape.read(value, { ...context, path: [...context.path, { value: key.value }] });
        if (read !== undefined) values[member.key] = read;
        else if (member.required === true) isWhole = false;
      }
    }
    const names = new Set(node.members.map(({ key }) => key.value));
    for (const name of required.filter((candidate) => !names.has(candidate))) {
      isWhole = false;
      // It is there under a misspelt name, and that was reported.
      if (meant.has(name)) continue;
      const description = byName.get(name)?.description ?? "";
      const details = `\`${name}\` is missing here: ${description.charAt(0).toLowerCase()}${description.slice(1)}`;
      context.report("CONFIG_MISSING_MEMBER", context.locate(node, context.path), details);
    }
    return isWhole ? (values as unknown as T) : undefined;
  }

  return {
    expected: rule.expected,
    fits: (node) => node.kind === "object",
    read,
    schema: () => ({
      type: "object",
      ...(rule.description === undefined ? {} : { description: rule.description }),
      properties: Object.fromEntries(
        [...byName].map(([name, { shape, description }]) => [name, { description, ...shape.schema() }]),
      ),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    }),
  };
}

function withoutRepeated(node: ObjectNode, context: ShapeContext): Member[] {
  const seen = new Map<string, Member>();
  for (const member of node.members) {
    const name = member.key.value;
    if (seen.has(name)) {
      const location = context.locate(member.key, [...context.path, { key: name }]);
      context.report("CONFIG_REPEATED_MEMBER", location, `\`${name}\` is written twice here; keep one of the two.`);
    }
    seen.set(name, member);
  }
  return [...seen.values()];
}

/** Gives the member that was probably meant. */
function reportUnknown(
  name: string,
  at: Range,
  known: Iterable<string>,
  foreign: ObjectRule<never>["foreign"],
  context: ShapeContext,
): string | undefined {
  const names = [...known];
  const reason = foreign?.(name);
  const meant = reason === undefined ? closest(name, names) : undefined;
  const hint = reason ?? didYouMean(meant, membersInWords(names).trim());
  const location = context.locate(at, [...context.path, { key: name }]);
  context.report("CONFIG_UNKNOWN_MEMBER", location, `There is no member ${quote(name)} here. ${hint}`, meant);
  return meant;
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function membersInWords(names: Iterable<string>): string {
  return ` Its members are ${[...names].map((name) => `\`${name}\``).join(", ")}.`;
}

/** Reports that another kind of node stands here; gives undefined, as a read that failed. */
export function wrongType(node: Node, expected: string, context: ShapeContext, hint: string): undefined {
  const found = node.kind === "null" ? "nothing" : describe(node);
  const details = `This must be ${expected}, not ${found}.${hint}`;
  context.report("CONFIG_WRONG_TYPE", context.locate(node, context.path), details);
  return undefined;
}
