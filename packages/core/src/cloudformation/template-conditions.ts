import { type Expression, equals, type Operand } from "../condition-logic.ts";
import type { GivenValues } from "../given-values.ts";
import { childrenOf, memberOf, type Node, plainValue } from "../syntax/node.ts";
import { allowedTexts } from "./allowed-values.ts";
import { asIntrinsic } from "./intrinsic.ts";
import { type Allowance, resolve } from "./resolve.ts";
import { scalarTexts } from "./scalar-texts.ts";

/** The section `Conditions` of a template, with the values that are given for its parameters. */
export interface TemplateConditions {
  /** Undefined where the template has no such condition, or one that is made of itself or of what no condition is. */
  of(name: string): Expression | undefined;
  /** The given values that the condition compares, in words. */
  restsOn(expression: Expression): ReadonlySet<string>;
}

/** Nobody reads more of them. */
const mostValues = 20;

const maxDepth = 100;
/** In UTF-16 code units. A condition that compares what stands in a longer one, as part of a text, is not followed. */
const longestMapping = 2_000;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html */
export function templateConditions(deployment: {
  readonly template: Node;
  readonly values: GivenValues;
  readonly allowance: Allowance;
}): TemplateConditions {
  const section = memberOf(deployment.template, "Conditions")?.value;
  const members = new Map(
    section?.kind === "object" ? section.members.map(({ key, value }) => [key.value, value]) : [],
  );
  const known = new Map<string, Expression | undefined>();
  const given = new WeakMap<Expression, ReadonlySet<string>>();
  return { of: (name) => named(name, 0), restsOn: (expression) => given.get(expression) ?? new Set() };

  function named(name: string, depth: number): Expression | undefined {
    if (known.has(name)) return known.get(name);
    // Until it is known: one that is made of itself is none.
    known.set(name, undefined);
    const node = members.get(name);
    const expression = node === undefined ? undefined : read(node, depth + 1);
    known.set(name, expression);
    return expression;
  }

  function read(node: Node, depth: number): Expression | undefined {
    if (depth > maxDepth) return undefined;
    const [member] = node.kind === "object" && node.members.length === 1 ? node.members : [];
    if (member?.key.value === "Condition")
      return member.value.kind === "string" ? named(member.value.value, depth) : undefined;
    const call = asIntrinsic(node);
    const items = call?.argument.kind === "array" ? call.argument.items : [];
    switch (call?.name) {
      case "Fn::Equals": {
        const [a, b] = items;
        return a === undefined || b === undefined || items.length > 2 ? undefined : compared(a, b);
      }
      case "Fn::Not":
        return items.length === 1 ? combined("not", items, depth) : undefined;
      case "Fn::And":
        return items.length > 0 ? combined("and", items, depth) : undefined;
      case "Fn::Or":
        return items.length > 0 ? combined("or", items, depth) : undefined;
      default:
        return undefined;
    }
  }

  function combined(kind: "not" | "and" | "or", items: readonly Node[], depth: number): Expression | undefined {
    const of = items.map((item) => read(item, depth + 1));
    if (!of.every((part) => part !== undefined)) return undefined;
    const combination: Expression = { kind, of };
    const values = of.flatMap((part) => [...(given.get(part) ?? [])]);
    given.set(combination, new Set(values.slice(0, mostValues)));
    return combination;
  }

  function compared(a: Node, b: Node): Expression | undefined {
    const values = new Set<string>();
    const [one, other] = [operand(a, values), operand(b, values)];
    if (one === undefined || other === undefined) return undefined;
    const comparison =
      (one.text === undefined && other.text !== undefined ? lookedUp(a, other.text) : undefined) ??
      (other.text === undefined && one.text !== undefined ? lookedUp(b, one.text) : undefined) ??
      equals(one, other);
    given.set(comparison, values);
    return comparison;
  }

  /** That a mapping has the text under a key that is not known: that the key is one of those that it stands under. */
  function lookedUp(node: Node, text: string): Expression | undefined {
    const call = asIntrinsic(node);
    const [map, top, second, ...others] = call?.argument.kind === "array" ? call.argument.items : [];
    if (call?.name !== "Fn::FindInMap" || map === undefined || top === undefined || second === undefined)
      return undefined;
    const mapping = memberOf(
      memberOf(deployment.template, "Mappings")?.value,
      textOf(map, true, new Set()) ?? "",
    )?.value;
    const [key, inner] = [operand(top, new Set()), textOf(second, true, new Set())];
    if (others.length > 0 || mapping?.kind !== "object" || key === undefined || inner === undefined) return undefined;
    const of: Expression[] = [];
    for (const { key: name, value } of mapping.members) {
      deployment.allowance.left -= 1 + childrenOf(value).length;
      if (deployment.allowance.left < 0) return undefined;
      const found = memberOf(value, inner)?.value;
      const texts = found === undefined ? new Set<string>() : scalarTexts(found);
      if (texts === undefined || (texts.size > 1 && texts.has(text))) return undefined;
      if (texts.has(text)) of.push(equals(key, { text: name.value }));
    }
    return { kind: "or", of };
  }

  /**
   * Adds the given values that it is made of to `values`. Undefined where what it looks up is more than it can be known
   * by.
   */
  function operand(node: Node, values: Set<string>): Operand | undefined {
    const written = scalarTexts(node);
    const isOneText = written?.size === 1 || asIntrinsic(node) !== undefined;
    const read = new Set<string>();
    const certain = isOneText ? textOf(node, true, read) : undefined;
    if (certain !== undefined) {
      for (const value of read) values.add(value);
      return { text: certain };
    }
    const allowed = isOneText ? allowedFor(node) : written;
    const standard = textOf(node, false, new Set());
    const term = termOf(node);
    if (term === undefined) return undefined;
    return {
      term,
      parameters: [...parametersIn(node)],
      ...(allowed === undefined ? {} : { allowed }),
      ...(standard === undefined ? {} : { standard }),
    };
  }

  /** With the mappings that it looks up: where they change, the same words are about something else. */
  function termOf(node: Node): string | undefined {
    const names = new Set(mappingsIn(node));
    if (names.size === 0) return JSON.stringify(plainValue(node));
    const section = memberOf(deployment.template, "Mappings")?.value;
    const mappings = [...names].map((name) => (name === "" ? section : memberOf(section, name)?.value));
    if (mappings.some((mapping) => mapping !== undefined && mapping.end - mapping.start > longestMapping))
      return undefined;
    return JSON.stringify([plainValue(node), mappings.map((mapping) => mapping && plainValue(mapping))]);
  }

  function textOf(written: Node, onlyCertain: boolean, read: Set<string>): string | undefined {
    const { node, unknown } = resolve(written, { ...deployment, inCondition: { onlyCertain } }, read);
    if (unknown.length > 0) return undefined;
    if (node.kind === "string") return node.value;
    return node.kind === "number" || node.kind === "boolean" ? node.text : undefined;
  }

  function allowedFor(node: Node): ReadonlySet<string> | undefined {
    const call = asIntrinsic(node);
    if (call?.name !== "Ref" || call.argument.kind !== "string") return undefined;
    const parameter = memberOf(memberOf(deployment.template, "Parameters")?.value, call.argument.value)?.value;
    return allowedTexts(parameter);
  }
}

/** The names of the mappings that functions look up; empty for one that is worked out, which may be any. */
function* mappingsIn(node: Node): Generator<string> {
  const call = asIntrinsic(node);
  if (call?.name === "Fn::FindInMap") {
    const [name] = call.argument.kind === "array" ? call.argument.items : [];
    yield name?.kind === "string" ? name.value : "";
  }
  for (const child of childrenOf(node)) yield* mappingsIn(child);
}

/** The names that functions of a condition ask for. */
function* parametersIn(node: Node): Generator<string> {
  const call = asIntrinsic(node);
  if (call?.name === "Ref" && call.argument.kind === "string") yield call.argument.value;
  if (call?.name === "Fn::Sub") {
    const [pattern] = call.argument.kind === "array" ? call.argument.items : [call.argument];
    if (pattern?.kind === "string") for (const [, name] of pattern.value.matchAll(/\$\{([^{}]*)\}/g)) yield name ?? "";
  }
  for (const child of childrenOf(node)) yield* parametersIn(child);
}

/** How a condition writes the value of a parameter, as `Operand.term` has it. */
export function termOfReference(name: string): string {
  return JSON.stringify({ Ref: name });
}
