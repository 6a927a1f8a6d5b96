import { type Budget, canHold, equals, type Operand, operandsOf, type Requirement } from "../condition-logic.ts";
import type { PathElement } from "../finding.ts";
import type { GivenValues } from "../given-values.ts";
import { pathName } from "../path-name.ts";
import { mostVariants } from "../policy-variant.ts";
import { childrenOf, memberOf, type Node, plainValue, stringOf } from "../syntax/node.ts";
import { asIntrinsic } from "./intrinsic.ts";
import { type TemplateConditions, termOfReference } from "./template-conditions.ts";

/** A way in which the conditions of a policy can turn out. */
export interface Case {
  readonly requirements: readonly Requirement[];
  /** What was open, by the conditions' names in written order: it tells this case from the others. */
  readonly choices: ReadonlyMap<string, boolean>;
}

/** Why the conditions of a policy cannot be followed, and what to do. */
export interface Unfollowed {
  readonly because: string;
  readonly advice?: string;
}

/** Thrown inside this file only. */
class Unfollowable extends Error {
  readonly advice: string | undefined;
  constructor(because: string, advice?: string) {
    super(because);
    this.advice = advice;
  }
}

const decideThem =
  "Give values under `validate.values` in the config that decide them, or validate the deployed policy.";

export const tooMany: Unfollowed = { because: "its conditions are too many to be followed", advice: decideThem };

/**
 * Every case of what stands below the node, of which each `Fn::If` gives one value; one where none is open. `around` is
 * what holds in all of them. Throws `TooManyConditions`.
 */
export function casesOf(
  node: Node,
  around: readonly Requirement[],
  conditions: TemplateConditions,
  budget: Budget,
): readonly Case[] | Unfollowed {
  try {
    return expand(node, [{ requirements: around, choices: new Map() }]);
  } catch (error) {
    if (!(error instanceof Unfollowable)) throw error;
    return { because: error.message, ...(error.advice === undefined ? {} : { advice: error.advice }) };
  }

  function expand(from: Node, cases: readonly Case[]): readonly Case[] {
    const call = asIntrinsic(from);
    if (call?.name !== "Fn::If") return childrenOf(from).reduce((before, child) => expand(child, before), cases);
    const { condition, branches } = partsOfIf(call.argument);
    const expression = conditions.of(condition);
    if (expression === undefined)
      throw new Unfollowable(
        `\`Fn::If\` asks for the condition \`${condition}\`, which the template does not have, or which is made of more than conditions`,
        "Declare it under `Conditions`.",
      );
    const sides: { readonly branch: Node; readonly cases: Case[] }[] = branches.map((branch) => ({
      branch,
      cases: [],
    }));
    for (const { requirements, choices } of cases) {
      const possible = [true, false]
        .map((value) => ({ value, requirements: [...requirements, { expression, value }] }))
        .filter((option) => canHold(option.requirements, budget));
      for (const option of possible) {
        const own = possible.length === 1 ? choices : new Map(choices).set(condition, option.value);
        sides[option.value ? 0 : 1]?.cases.push({ requirements: option.requirements, choices: own });
      }
    }
    const found = sides.flatMap((side) => (side.cases.length === 0 ? [] : expand(side.branch, side.cases)));
    if (found.length > mostVariants)
      throw new Unfollowable(`its conditions can turn out in more than ${mostVariants} ways`, decideThem);
    return found;
  }
}

/** The condition's name, and the values for when it holds and when it does not. */
function partsOfIf(argument: Node): { readonly condition: string; readonly branches: readonly [Node, Node] } {
  const [name, whenTrue, whenFalse, ...others] = argument.kind === "array" ? argument.items : [];
  if (name?.kind !== "string" || whenTrue === undefined || whenFalse === undefined || others.length > 0)
    throw new Unfollowable("`Fn::If` takes the name of a condition and two values", "Correct it.");
  return { condition: name.value, branches: [whenTrue, whenFalse] };
}

/** How the condition turns out in the case; undefined where it may turn out either way, or there is none. */
export function decided(
  condition: string,
  { requirements }: Case,
  conditions: TemplateConditions,
  budget: Budget,
): boolean | undefined {
  const expression = conditions.of(condition);
  if (expression === undefined) return undefined;
  const can = (value: boolean): boolean => canHold([...requirements, { expression, value }], budget);
  const [canBe, canBeNot] = [can(true), can(false)];
  return canBe === canBeNot ? undefined : canBe;
}

/**
 * What has to hold for the place of a policy to be deployed at all: the condition of its resource, and those of each
 * `Fn::If` on the way to it.
 */
export function requirementsAt(
  template: Node,
  path: readonly PathElement[],
  conditions: TemplateConditions,
): { readonly ofResource: readonly Requirement[]; readonly ofFunctions: readonly Requirement[] } {
  const ofResource: Requirement[] = [];
  const ofFunctions: Requirement[] = [];
  const add = (to: Requirement[], name: string | undefined, value: boolean): void => {
    const expression = name === undefined ? undefined : conditions.of(name);
    if (expression !== undefined) to.push({ expression, value });
  };
  let node: Node | undefined = template;
  let depth = 0;
  let isInIf = false;
  for (const step of path) {
    if ("value" in step) {
      if (depth === 0 && step.value === "TemplateBody") continue;
      node = memberOf(node, step.value)?.value;
      isInIf = step.value === "Fn::If";
      if (++depth === 2) add(ofResource, stringOf(node, "Condition"), true);
    } else if ("index" in step) {
      const items: readonly Node[] = node?.kind === "array" ? node.items : [];
      const [name] = items;
      if (isInIf && step.index > 0)
        add(ofFunctions, name?.kind === "string" ? name.value : undefined, step.index === 1);
      node = items[step.index];
      isInIf = false;
    }
  }
  return { ofResource, ofFunctions };
}

/** What a case says of the parameters. */
export interface Implied {
  /** Parameters that have one value in it. */
  readonly values: GivenValues;
  /** Parameters that cannot have their default in it. */
  readonly notDefault: ReadonlySet<string>;
}

/** Longer lists do not end as one value. */
const mostAllowed = 20;

/** What follows from the requirements of a case for each parameter that they compare. */
export function impliedBy({ requirements }: Case, budget: Budget): Implied {
  const compared = new Map<string, { readonly operand: Operand; readonly texts: Set<string> }>();
  for (const { expression } of requirements) {
    for (const sides of operandsOf(expression, budget)) {
      for (const [index, operand] of sides.entries()) {
        if (operand.term === undefined) continue;
        const texts = compared.get(operand.term)?.texts ?? new Set();
        compared.set(operand.term, { operand, texts });
        const other = sides[1 - index]?.text;
        if (other !== undefined) texts.add(other);
        // Where all others are refused, the last one is left.
        if (operand.allowed !== undefined && operand.allowed.size <= mostAllowed)
          for (const text of operand.allowed) texts.add(text);
      }
    }
  }
  const values: [string, string][] = [];
  const notDefault = new Set<string>();
  for (const [term, { operand, texts }] of compared) {
    const can = (text: string, value: boolean): boolean =>
      canHold([...requirements, { expression: equals(operand, { text }), value }], budget);
    const name = referenceIn(term);
    const only = name === undefined ? undefined : [...texts].find((text) => !can(text, false));
    if (name !== undefined && only !== undefined) values.push([name, only]);
    // One of them has another value: which, nobody knows.
    else if (operand.standard !== undefined && !can(operand.standard, true))
      for (const parameter of operand.parameters ?? []) notDefault.add(parameter);
  }
  return { values: Object.fromEntries(values), notDefault };
}

function referenceIn(term: string): string | undefined {
  const written: unknown = JSON.parse(term);
  if (typeof written !== "object" || written === null) return undefined;
  const { Ref: name } = written as { readonly Ref?: unknown };
  return typeof name === "string" && termOfReference(name) === term ? name : undefined;
}

/**
 * What the place of a policy is known by in another version of the template: its path without the functions that choose
 * between values at one place. Of a list of policies with names, each goes by its own: the number changes when another is
 * added before it.
 */
export function nameOfPlace(template: Node, path: readonly PathElement[]): string {
  let node: Node | undefined = template;
  const steps: PathElement[] = [];
  for (const [index, step] of path.entries()) {
    const before = path[index - 1];
    const isBranch = before !== undefined && "value" in before && before.value === "Fn::If";
    if ("value" in step) {
      if (index > 0 || step.value !== "TemplateBody") node = memberOf(node, step.value)?.value;
      if (step.value !== "Fn::If") steps.push(step);
    } else if ("index" in step) {
      const own = node?.kind === "array" && !isBranch ? namesIn(node)[step.index] : undefined;
      if (!isBranch) steps.push(own === undefined ? step : { value: own });
      node = node?.kind === "array" ? node.items[step.index] : undefined;
    }
  }
  return pathName(steps);
}

const names = new WeakMap<Node, readonly (string | undefined)[]>();

/** The names of a list's policies, where no other of the list has the same. */
function namesIn(list: Node & { readonly kind: "array" }): readonly (string | undefined)[] {
  const known = names.get(list);
  if (known !== undefined) return known;
  const written = list.items.map((item) => {
    const name = memberOf(item, "PolicyName")?.value;
    return name === undefined ? undefined : `[${JSON.stringify(plainValue(name))}]`;
  });
  const counts = new Map<string | undefined, number>();
  for (const name of written) counts.set(name, (counts.get(name) ?? 0) + 1);
  const own = written.map((name) => (counts.get(name) === 1 ? name : undefined));
  names.set(list, own);
  return own;
}
