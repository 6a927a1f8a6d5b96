import { type GivenValues, givenValue } from "../given-values.ts";
import { standIn, type UnknownValue } from "../partly-known.ts";
import { quote } from "../quote.ts";
import { memberOf, type Node, type StringNode } from "../syntax/node.ts";
import type { Implied, Unfollowed } from "./case.ts";
import { dynamicReferenceIn } from "./dynamic-reference.ts";
import { asIntrinsic, type Intrinsic, isFunction } from "./intrinsic.ts";
import { giveIt, isListParameter, itemsOf, parameterValue } from "./parameter-value.ts";
import { pseudoParameter, whereDeployed } from "./pseudo-parameter.ts";
import { attributeOf, insteadOf, referenceOf } from "./resource-value.ts";
import { scalarTexts } from "./scalar-texts.ts";

/** A tree without functions. For those that only a deployment can tell, a stand-in is in it. */
export interface Resolved {
  readonly node: Node;
  readonly unknown: readonly UnknownValue[];
  /** Whether something of it is the value of a parameter. */
  readonly readsParameters: boolean;
}

/** Mappings that look themselves up would never end. */
const maxCalls = 5_000;
const maxDepth = 200;

/**
 * How much the functions of one template may still give, in nodes and UTF-16 code units: a short text can name a long
 * one again and again.
 */
export interface Allowance {
  left: number;
}

/** As much as the largest text that is read. */
export function allowance(): Allowance {
  return { left: 4_000_000 };
}

/** What the functions of a template are worked out with. */
export interface Deployment {
  readonly template: Node;
  /** What is known of the parameters. */
  readonly values: GivenValues;
  readonly allowance: Allowance;
  /** The case that is looked at: what it says of the parameters, and how a condition turns out in it. */
  readonly implied?: Implied;
  readonly decide?: (condition: string) => boolean | Unfollowed;
  /** For what conditions compare, which may be empty. Defaults, and what is assumed, may count for nothing in it. */
  readonly inCondition?: { readonly onlyCertain: boolean };
}

/** Thrown inside this file only: the way out of nested functions. */
class Unresolved extends Error {
  readonly at: Node;
  readonly advice: string | undefined;
  constructor(at: Node, because: string, advice?: string) {
    super(because);
    this.at = at;
    this.advice = advice;
  }
}

const giveThem = "Give their values in the config, under `validate.values`, or validate the deployed policy.";

/**
 * Replaces the template's functions by their values. A value keeps the place of its function, so findings stand there.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(node: Node, deployment: Deployment, assumptions: Set<string>): Resolved {
  const { template, allowance: remaining, implied, inCondition } = deployment;
  const onlyCertain = inCondition?.onlyCertain === true;
  const values = implied === undefined ? deployment.values : { ...deployment.values, ...implied.values };
  let calls = 0;
  let depth = 0;
  let readsParameters = false;
  const unknown: UnknownValue[] = [];
  const resolved = attempted(node, () => value(node));
  return { node: resolved, unknown, readsParameters };

  /** What `work` gives; where it ends at a function that is not known, what stands in for it. */
  function attempted(from: Node, work: () => Node): Node {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      const { at, message: because, advice } = error;
      unknown.push({ at: place(at), because, ...(advice === undefined ? {} : { advice }) });
      return text(standIn, from);
    }
  }

  function value(written: Node): Node {
    const from = chosenIn(written, deployment);
    spend(1, from);
    const intrinsic = asIntrinsic(from);
    if (intrinsic !== undefined) {
      if (++calls > maxCalls || depth > maxDepth) throw new Unresolved(from, "it has more functions than are followed");
      depth++;
      const found = attempted(from, () => {
        const given = call(intrinsic);
        // Whoever deploys the template gives another one: IAM takes no empty ARN, action or principal.
        if (depth === 1 && inCondition === undefined && saysNothing(given)) throw isEmpty(intrinsic);
        return deployed(given, from);
      });
      depth--;
      return found;
    }
    // A comparison ends by what the word stands for; in a policy its author sees it.
    if (inCondition !== undefined && isAmbiguous(from))
      throw new Unresolved(from, "it holds a value that readers of YAML take for different ones");
    if (from.kind === "string") return attempted(from, () => deployed(from, from));
    if (from.kind === "array")
      return {
        ...from,
        items: from.items
          .map((item) => chosenIn(item, deployment))
          .filter(isValue)
          .map(value),
      };
    if (from.kind !== "object") return from;
    const foreign = from.members.find(({ key }) => isFunction(key.value));
    if (foreign !== undefined)
      throw new Unresolved(foreign.key, `\`${foreign.key.value}\` adds members, which only the deployed stack shows`);
    const members = from.members.filter((member) => isValue(chosenIn(member.value, deployment)));
    return { ...from, members: members.map(({ key, value: inner }) => ({ key, value: value(inner) })) };
  }

  function isEmpty({ name, argument, node: at }: Intrinsic): Unresolved {
    if (name !== "Ref")
      return new Unresolved(at, `\`${name}\` gives an empty text with the values of the parameters`, giveThem);
    const parameter = literal(argument, at);
    const which = givenValue(values, parameter) === undefined ? "default" : "given value";
    return new Unresolved(at, `the ${which} of the parameter \`${parameter}\` is empty`, giveIt);
  }

  function deployed(given: Node, at: Node): Node {
    const reference = given.kind === "string" ? dynamicReferenceIn(given.value) : undefined;
    if (reference === undefined) return given;
    throw new Unresolved(at, `${quote(reference)} is only read when the stack is deployed`);
  }

  function spend(size: number, at: Node): void {
    remaining.left -= size;
    if (remaining.left < 0) throw new Unresolved(at, "the template's functions give more than is read");
  }

  function joined(parts: readonly string[], delimiter: string, at: Node): string {
    for (const part of parts) spend(part.length + delimiter.length, at);
    return parts.join(delimiter);
  }

  function call(intrinsic: Intrinsic): Node {
    const { name, argument, node: at } = intrinsic;
    switch (name) {
      case "Ref": {
        const name = literal(argument, at);
        const list = listParameter(name, at);
        return list ?? text(reference(name, at), at);
      }
      case "Fn::GetAtt":
        return text(attribute(attributePath(argument, at), at), at);
      case "Fn::Sub":
        return text(substitute(argument, at), at);
      case "Fn::Join": {
        const [delimiter, list] = pair(argument, at);
        return text(joined(strings(value(list), at), literal(value(delimiter), at), at), at);
      }
      case "Fn::Split": {
        const [delimiter, whole] = pair(argument, at);
        const items = literal(value(whole), at).split(literal(value(delimiter), at));
        spend(4 * items.length, at);
        return { ...place(at), kind: "array", items: items.map((item) => text(item, at)) };
      }
      case "Fn::Select": {
        const [index, list] = pair(argument, at);
        const item = strings(value(list), at)[Number(literal(value(index), at))];
        if (item === undefined)
          throw new Unresolved(at, "`Fn::Select` asks for an element that the list does not have");
        return text(item, at);
      }
      case "Fn::FindInMap":
        return value(inMap(argument, at));
      case "Fn::ToJsonString":
        return value(argument);
      case "Fn::If": {
        const [condition] = argument.kind === "array" ? argument.items : [];
        const outcome = condition?.kind === "string" ? deployment.decide?.(condition.value) : undefined;
        const { because, advice }: Unfollowed =
          typeof outcome === "object" ? outcome : { because: "`Fn::If` is only known when the stack is deployed" };
        throw new Unresolved(at, because, advice);
      }
      default:
        throw new Unresolved(at, `\`${name}\` is only known when the stack is deployed`);
    }
  }

  function reference(name: string, at: Node): string {
    const pseudo = pseudoParameter(name, values);
    if (pseudo !== undefined) {
      if (pseudo.isAssumed && onlyCertain) throw new Unresolved(at, `\`${name}\` is not given`);
      readsParameters = true;
      if (pseudo.isAssumed) assumptions.add(`\`${name}\` is \`${pseudo.value}\``);
      else if (onlyCertain) assumptions.add(`the given value of \`${name}\``);
      return pseudo.value;
    }
    const parameter = parameterOf(name);
    if (parameter !== undefined) {
      const value = ofParameter(name, parameter, at);
      if (typeof value === "string") return value;
      throw new Unresolved(at, `a list is given for the parameter \`${name}\`, which takes a text`, giveIt);
    }
    return ofResource(name, at, referenceOf, `what \`Ref\` gives for it`);
  }

  function ofParameter(name: string, parameter: Node, at: Node): string | readonly string[] {
    readsParameters = true;
    const told = parameterValue(name, parameter, { values, implied, onlyCertain });
    if ("because" in told) throw new Unresolved(at, told.because, told.advice);
    assumptions.add(told.assuming);
    return told.value;
  }

  function parameterOf(name: string): Node | undefined {
    return named(memberOf(template, "Parameters")?.value, name);
  }

  /** The values of a parameter that is a list; undefined for any other. */
  function listParameter(name: string, at: Node): Node | undefined {
    const parameter = parameterOf(name);
    if (parameter === undefined || !isListParameter(parameter)) return undefined;
    const items = itemsOf(ofParameter(name, parameter, at), parameter);
    spend(4 * items.length, at);
    return { ...place(at), kind: "array", items: items.map((item) => deployed(text(item, at), at)) };
  }

  function attribute([name, ...rest]: readonly string[], at: Node): string {
    const wanted = rest.join(".");
    const of = (type: string, id: string): string | undefined => {
      const instead = insteadOf(type, id, wanted);
      if (instead === undefined) return attributeOf(type, id, wanted);
      throw new Unresolved(at, `\`${type}\` has no attribute \`${wanted}\`; ${instead} takes its place`);
    };
    return ofResource(name ?? "", at, of, `its \`${wanted}\``);
  }

  function ofResource(
    name: string,
    at: Node,
    of: (type: string, id: string) => string | undefined,
    what: string,
  ): string {
    if (onlyCertain) throw new Unresolved(at, `\`${name}\` is only known when the stack is deployed`);
    const resource = named(memberOf(template, "Resources")?.value, name);
    const type = memberOf(resource, "Type")?.value;
    if (type?.kind !== "string") throw new Unresolved(at, `the template has no parameter and no resource \`${name}\``);
    const form = of(type.value, name);
    if (form === undefined)
      throw new Unresolved(
        at,
        `\`${name}\` is of type \`${type.value}\`, and ${what} is only known when the stack is deployed`,
      );
    const known = whereDeployed(form, values);
    if (known.includes("{host}")) {
      const url = property(resource, "Url");
      if (url === undefined) throw new Unresolved(at, `\`${name}\` has no \`Url\``);
      const host = literal(value(url), at).replace(/^https:\/\//i, "");
      assumptions.add(`the account of \`${name}\``);
      return known.replace("{host}", () => host);
    }
    const path = known === "{path}" ? property(resource, "Name") : undefined;
    if (path !== undefined) return literal(value(path), at);
    assumptions.add(`a name for \`${name}\``);
    return known.replace("{path}", () => name);
  }

  function property(resource: Node | undefined, name: string): Node | undefined {
    const found = memberOf(memberOf(resource, "Properties")?.value, name)?.value;
    return found === undefined || isNoValue(found) ? undefined : found;
  }

  function substitute(argument: Node, at: Node): string {
    const isPair = argument.kind === "array";
    const [pattern, variables] = isPair ? pair(argument, at) : [argument, undefined];
    const [head, ...rest] = literal(pattern, at).split("${");
    const parts = rest.map((part) => {
      const end = part.indexOf("}");
      const name = part.slice(0, end).trim();
      if (end === -1) return `\${${part}`;
      return (name.startsWith("!") ? `\${${name.slice(1)}}` : variable(name, variables, at)) + part.slice(end + 1);
    });
    return joined([head as string, ...parts], "", at);
  }

  function variable(name: string, variables: Node | undefined, at: Node): string {
    const own = named(variables, name);
    if (own !== undefined) return literal(value(own), at);
    if (isListParameter(parameterOf(name)))
      throw new Unresolved(at, `the parameter \`${name}\` is a list, and \`Fn::Sub\` takes a text`);
    return name.includes(".") ? attribute(name.split("."), at) : reference(name, at);
  }

  function inMap(argument: Node, at: Node): Node {
    const keys = argument.kind === "array" ? argument.items.slice(0, 3).map((item) => literal(value(item), at)) : [];
    let found: Node | undefined = memberOf(template, "Mappings")?.value;
    for (const key of keys) found = named(found, key);
    // `AWS::LanguageExtensions` takes an object with this behind the keys.
    if (keys.length === 3)
      found ??= memberOf(argument.kind === "array" ? argument.items[3] : undefined, "DefaultValue")?.value;
    if (keys.length < 3 || found === undefined)
      throw new Unresolved(at, "`Fn::FindInMap` finds nothing in the template's mappings");
    return found;
  }
}

/** Of `Fn::If` the value that it gives in this case; itself where that is open. */
export function chosenIn(node: Node, { decide }: Pick<Deployment, "decide">): Node {
  let chosen = node;
  for (;;) {
    const intrinsic = asIntrinsic(chosen);
    if (intrinsic?.name !== "Fn::If" || intrinsic.argument.kind !== "array") return chosen;
    const [condition, ...branches] = intrinsic.argument.items;
    const outcome = condition?.kind === "string" ? decide?.(condition.value) : undefined;
    const branch = typeof outcome === "boolean" ? branches[outcome ? 0 : 1] : undefined;
    if (branch === undefined) return chosen;
    chosen = branch;
  }
}

const byName = new WeakMap<Node, ReadonlyMap<string, Node>>();

/** As `memberOf`, for objects that are asked again and again. */
function named(node: Node | undefined, name: string): Node | undefined {
  if (node?.kind !== "object") return undefined;
  let members = byName.get(node);
  if (members === undefined) {
    members = new Map(node.members.map(({ key, value }) => [key.value, value]));
    byName.set(node, members);
  }
  return members.get(name);
}

/** `AWS::NoValue` stands for nothing at all. */
export function isNoValue(node: Node): boolean {
  const intrinsic = asIntrinsic(node);
  return (
    intrinsic?.name === "Ref" && intrinsic.argument.kind === "string" && intrinsic.argument.value === "AWS::NoValue"
  );
}

function isValue(node: Node): boolean {
  return !isNoValue(node);
}

/** `yes` is a boolean in YAML 1.1, and a text in 1.2. */
function isAmbiguous(node: Node): boolean {
  return /^(?:string|number|boolean)$/.test(node.kind) && scalarTexts(node)?.size !== 1;
}

/** An empty text, or the list that is made of one. */
function saysNothing(node: Node): boolean {
  if (node.kind === "string") return node.value === "";
  return node.kind === "array" && node.items.length === 1 && node.items.every(saysNothing);
}

function attributePath(argument: Node, at: Node): string[] {
  if (argument.kind === "string") return argument.value.split(".");
  return strings(argument, at).flatMap((part) => part.split("."));
}

function pair(argument: Node, at: Node): readonly [Node, Node] {
  const [first, second] = argument.kind === "array" ? argument.items : [];
  if (first === undefined || second === undefined)
    throw new Unresolved(at, "its arguments are not what the function takes");
  return [first, second];
}

function strings(node: Node, at: Node): string[] {
  if (node.kind !== "array") throw new Unresolved(at, "a list is expected in it");
  return node.items.map((item) => literal(item, at));
}

function literal(node: Node, at: Node): string {
  if (node.kind === "string") return node.value;
  if (node.kind === "number" || node.kind === "boolean") return node.text;
  throw new Unresolved(at, "a text is expected in it");
}

function text(value: string, at: Node): StringNode {
  return { ...place(at), kind: "string", value };
}

function place(at: Node): { start: number; end: number } {
  return { start: at.start, end: at.end };
}
