import type { GivenValue } from "../given-values.ts";
import { quote } from "../quote.ts";
import type { HclAttribute, HclExpression } from "./syntax.ts";
import { byName, membersOf, movedTo, scalarOf, sizeOf, textOf, unknownIn } from "./value.ts";

/** A variable as its block declares it. */
export interface DeclaredVariable {
  /** Without one, a value keeps its own. */
  readonly type?: HclExpression;
  /** Else its default takes the place of null. */
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
}

/** What a variable stands for, and what it costs to have it once more, in parts and characters. */
export interface VariableValue {
  readonly value: HclExpression;
  readonly size: number;
}

const nowhere = { start: 0, end: 0 };

const known = new WeakMap<object, WeakMap<object, VariableValue | undefined>>();
const undeclared = {};
const untyped = {};

/**
 * What a variable stands for that was given: of the type that it is `declared` with, as Terraform takes what a `.tfvars`
 * assigns. Undefined where the value does not fit the type, and where the declaration is not known and matters.
 * https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function givenVariable(value: GivenValue, declared: DeclaredVariable | undefined): VariableValue | undefined {
  if (typeof value !== "object" || value === null) return variableValue(value, declared);
  // A long list may be asked for in each case of each policy.
  const ofValue = known.get(value) ?? new WeakMap<object, VariableValue | undefined>();
  known.set(value, ofValue);
  const key = declared === undefined ? undeclared : (declared.type ?? untyped);
  if (!ofValue.has(key)) ofValue.set(key, variableValue(value, declared));
  return ofValue.get(key);
}

function variableValue(value: GivenValue, declared: DeclaredVariable | undefined): VariableValue | undefined {
  if (value === null && !declared?.isNullable) return undefined;
  const literal = literalOf(value);
  const found =
    declared === undefined
      ? isOfAnyType(literal)
        ? literal
        : undefined
      : declared.type === undefined
        ? literal
        : converted(literal, declared.type);
  return found === undefined ? undefined : { value: found, size: sizeOf(found) };
}

/** What to do so that the variable stands for something, as the begin of a sentence; undefined where nothing helps. */
export function toGive(
  name: string,
  value: GivenValue | undefined,
  declaration: () => DeclaredVariable | undefined,
): string | undefined {
  const variable = quote(name);
  const declared = declaration();
  if (value === undefined) {
    const other = declared?.hasDefault ? ", or name the `.tf` with its default there" : "";
    return `Give ${variable} a value under \`validate.values\` of the config${other}`;
  }
  if (givenVariable(value, declared) !== undefined) return undefined;
  if (value === null) return `Give ${variable} another value than null under \`validate.values\``;
  const type = declared?.type === undefined ? undefined : typeOf(declared.type).name;
  return type === undefined
    ? `Declare the \`type\` of ${variable}, as its value under \`validate.values\` is a text in one and none in another`
    : `Correct the value of ${variable} under \`validate.values\`, which is not of its type ${quote(type)}`;
}

function literalOf(value: GivenValue): HclExpression {
  if (typeof value === "string") return textOf(value, nowhere);
  if (typeof value === "number") return { kind: "number", ...nowhere, text: String(value) };
  if (typeof value === "boolean") return { kind: "boolean", ...nowhere, text: String(value) };
  if (value === null) return { kind: "null", ...nowhere, text: "null" };
  if (isList(value)) return { kind: "tuple", ...nowhere, items: value.map(literalOf) };
  const members = Object.entries(value).map(([name, inner]) => member(name, literalOf(inner)));
  return { kind: "object", ...nowhere, members };
}

function isList(value: object): value is readonly GivenValue[] {
  return Array.isArray(value);
}

function member(name: string, value: HclExpression): HclAttribute {
  return { name: { kind: "string", ...nowhere, value: name }, value };
}

/** Whether it is the same whatever type is declared elsewhere: of a text that may be a number, nobody can tell. */
function isOfAnyType(value: HclExpression): boolean {
  if (value.kind === "tuple") return value.items.every(isOfAnyType);
  if (value.kind === "object") return value.members.every((one) => isOfAnyType(one.value));
  return value.kind === "text" && !isBoolean(value.value) && !isNumber(value.value);
}

function isBoolean(text: string): boolean {
  return /^(?:true|false)$/.test(text);
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

/** The name of a type, and what it is of: `list(string)`, and in older files `"list"`. */
function typeOf(type: HclExpression): { readonly name: string; readonly of?: HclExpression } {
  if (type.kind === "call") {
    const [of] = type.arguments;
    return { name: type.name, ...(of === undefined ? {} : { of }) };
  }
  if (type.kind === "text") return { name: type.value };
  // What is not worked out keeps the comment behind it.
  return { name: (type.kind === "computed" && /^\s*(\w+)\s*(?:$|#|\/[/*])/.exec(type.text)?.[1]) || "" };
}

/** The value as one of the type, undefined where Terraform would refuse it. What is null is so in each type. */
function converted(value: HclExpression, type: HclExpression): HclExpression | undefined {
  if (value.kind === "null") return value;
  const { name, of } = typeOf(type);
  switch (name) {
    case "string":
    case "number":
    case "bool":
      return scalarAs(value, name);
    case "any":
      return value;
    case "list": {
      const items = value.kind === "tuple" ? convertedAll(value.items, of) : undefined;
      return items && { kind: "tuple", ...nowhere, items };
    }
    case "set": {
      const items = value.kind === "tuple" ? convertedAll(value.items, of) : undefined;
      // Each value once, in the order that a set is gone through.
      const once = items && new Map(items.map((item) => [scalarOf(item) ?? JSON.stringify(item), item]));
      return once && { kind: "tuple", ...nowhere, items: [...once].sort(byName).map(([, item]) => item), isSet: true };
    }
    case "map": {
      const members = membersOf(value);
      const values =
        members &&
        convertedAll(
          [...members.values()].map((one) => one.value),
          of,
        );
      const names = [...(members?.keys() ?? [])];
      return values && { kind: "object", ...nowhere, members: values.map((one, i) => member(names[i] ?? "", one)) };
    }
    case "object":
      return asObject(value, of);
    case "tuple": {
      if (value.kind !== "tuple" || of?.kind !== "tuple" || of.items.length !== value.items.length) return undefined;
      const items = value.items.map((item, i) => converted(item, of.items[i] as HclExpression));
      return items.every((item) => item !== undefined) ? { kind: "tuple", ...nowhere, items } : undefined;
    }
    default:
      return undefined;
  }
}

function scalarAs(value: HclExpression, type: "string" | "number" | "bool"): HclExpression | undefined {
  const text = scalarOf(value);
  if (text === undefined) return undefined;
  if (type === "string") return textOf(text, nowhere);
  if (type === "bool") return isBoolean(text) ? { kind: "boolean", ...nowhere, text } : undefined;
  return value.kind !== "boolean" && isNumber(text) ? { kind: "number", ...nowhere, text } : undefined;
}

/** The items of a collection, which are of one type. */
function convertedAll(
  items: readonly HclExpression[],
  type: HclExpression | undefined,
): readonly HclExpression[] | undefined {
  const isAny = type === undefined || typeOf(type).name === "any";
  const all = isAny ? unified(items) : items.map((item) => converted(item, type));
  return all.every((item) => item !== undefined) ? all : undefined;
}

/** Of the type that all of them can be of: texts, where one of them is a text. */
function unified(items: readonly HclExpression[]): readonly (HclExpression | undefined)[] {
  const kinds = new Set(items.flatMap((item) => [...leafKinds(item)]));
  if (kinds.size <= 1) return items;
  if (!kinds.has("text")) return [undefined];
  return items.map((item) => (item.kind === "null" ? item : scalarAs(item, "string")));
}

function* leafKinds(value: HclExpression): Generator<HclExpression["kind"]> {
  if (value.kind === "tuple") for (const item of value.items) yield* leafKinds(item);
  else if (value.kind === "object") for (const one of value.members) yield* leafKinds(one.value);
  else if (value.kind !== "null") yield value.kind;
}

/** With the attributes of its type alone; those that may be left out have their default then, or are null. */
function asObject(value: HclExpression, type: HclExpression | undefined): HclExpression | undefined {
  const [given, attributes] = [membersOf(value), type && membersOf(type)];
  if (given === undefined || attributes === undefined) return undefined;
  const members: HclAttribute[] = [];
  for (const [name, { value: written }] of attributes) {
    const optional = written.kind === "call" && written.name === "optional" ? written.arguments : undefined;
    const own = given.get(name)?.value;
    const standard = own === undefined || own.kind === "null" ? optional?.[1] : undefined;
    // Its default may be what only Terraform can work out.
    if (standard !== undefined && unknownIn(standard) !== undefined) return undefined;
    if (own === undefined && optional === undefined) return undefined;
    const chosen = standard === undefined ? (own ?? literalOf(null)) : movedTo(standard, nowhere);
    const one = converted(chosen, optional?.[0] ?? written);
    if (one === undefined) return undefined;
    members.push(member(name, one));
  }
  return { kind: "object", ...nowhere, members };
}
