import type { Scope } from "./evaluate.ts";
import type { Resolver } from "./resolve.ts";
import type { HclBlock, HclExpression } from "./syntax.ts";
import { entriesOf, scalarOf, wholeOf } from "./value.ts";

/*
 * A block with `count` or `for_each` stands for as many objects as those say.
 * https://developer.hashicorp.com/terraform/language/meta-arguments
 */

/** Far more than a policy speaks of. */
const mostInstances = 1_000;

const nowhere = { start: 0, end: 0 };

/** Of a block, what only its instances tell. */
export const ofInstances: Scope = new Map(
  ["each", "count", "self"].map((text) => [text, { kind: "computed", ...nowhere, text }]),
);

export interface BlockInstance {
  /** As a reference names it: an index or a key. */
  readonly key: HclExpression;
  readonly scope: Scope;
}

export function hasInstances(block: HclBlock | undefined): boolean {
  return argumentOf(block, "count") !== undefined || argumentOf(block, "for_each") !== undefined;
}

/** All instances in their order; undefined where they are not known. */
export function instancesOf(block: HclBlock, resolver: Resolver): readonly BlockInstance[] | undefined {
  const forEach = argumentOf(block, "for_each");
  if (forEach !== undefined) {
    const entries = entriesOf(resolver.resolve(forEach, new Map(), false));
    if (entries === undefined || entries.length > mostInstances) return undefined;
    return entries.map(([key, value]) => ({ key, scope: new Map([["each", keyAndValue(key, value)]]) }));
  }
  const count = argumentOf(block, "count");
  const many = count && wholeOf(resolver.resolve(count, new Map(), false));
  return many === undefined || many < 0 || many > mostInstances ? undefined : counted(many);
}

export function counted(many: number): readonly BlockInstance[] {
  return Array.from({ length: many }, (_, index) => ({
    key: { kind: "number", ...nowhere, text: String(index) },
    scope: indexed(index),
  }));
}

/** What the expressions of one instance are worked out with. That there is such an instance is not asked. */
export function scopeOfInstance(block: HclBlock, key: HclExpression, resolver: Resolver): Scope {
  const name = scalarOf(key);
  if (name === undefined) return ofInstances;
  const forEach = argumentOf(block, "for_each");
  if (forEach === undefined) return /^\d{1,9}$/.test(name) ? indexed(Number(name)) : ofInstances;
  const entries = entriesOf(resolver.resolve(forEach, new Map(), false));
  const entry = entries?.find(([one]) => scalarOf(one) === name);
  const value = { kind: "computed", ...nowhere, text: "each.value" } as const;
  return new Map([["each", entry === undefined ? keyAndValue(key, value) : keyAndValue(...entry)]]);
}

/** What a reference to the block without a key stands for. */
export function allInstances(
  block: HclBlock,
  instances: readonly { readonly key: HclExpression; readonly value: HclExpression }[],
): HclExpression {
  if (argumentOf(block, "for_each") === undefined)
    return { kind: "tuple", ...nowhere, items: instances.map(({ value }) => value) };
  const members = instances.map(({ key, value }) => ({ name: named(scalarOf(key) ?? ""), value }));
  return { kind: "object", ...nowhere, members };
}

/** An instance by what is known of it. It has other attributes, too. */
export function knownOfInstance(attributes: Iterable<readonly [string, HclExpression]>): HclExpression {
  const others: HclExpression = { kind: "computed", ...nowhere, text: "the other attributes" };
  const members = [...attributes, ["", others] as const].map(([name, value]) => ({ name: named(name), value }));
  return { kind: "object", ...nowhere, members };
}

/** What `each`, or the name of a `dynamic` block, stands for. */
export function keyAndValue(key: HclExpression, value: HclExpression): HclExpression {
  const { start, end } = value;
  const at = (name: string) => ({ kind: "string", start, end, value: name }) as const;
  const members = [
    { name: at("key"), value: key },
    { name: at("value"), value },
  ];
  return { kind: "object", start, end, members };
}

function indexed(index: number): Scope {
  const value = { kind: "number", ...nowhere, text: String(index) } as const;
  return new Map([["count", { kind: "object", ...nowhere, members: [{ name: named("index"), value }] }]]);
}

function named(value: string) {
  return { kind: "string", ...nowhere, value } as const;
}

export function argumentOf(block: HclBlock | undefined, argument: string): HclExpression | undefined {
  return block?.body.attributes.find(({ name }) => name.value === argument)?.value;
}
