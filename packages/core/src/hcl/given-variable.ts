import { quote } from "../quote.ts";
import type { HclExpression } from "./syntax.ts";
import { byName, scalarOf, textOf } from "./value.ts";

const nowhere = { start: 0, end: 0 };

/**
 * What a variable stands for that was given as text or as a list of texts: of the type that it is `declared` with, as on
 * the command line. Undefined where the text does not fit the type, and where the type is not known and matters.
 * https://developer.hashicorp.com/terraform/language/values/variables#complex-typed-values
 */
export function givenVariable(
  value: string | readonly string[],
  declared: HclExpression | undefined,
): HclExpression | undefined {
  const [type, ofItems] = typeOf(declared);
  if (typeof value === "string") return scalar(value, type);
  if (type !== undefined && type !== "list" && type !== "set" && type !== "any") return undefined;
  const items = value.map((item) => scalar(item, ofItems));
  if (!items.every((item) => item !== undefined)) return undefined;
  if (type !== "set") return { kind: "tuple", ...nowhere, items };
  // Each value once, in the order that a set is gone through.
  const values = new Map(items.map((item) => [scalarOf(item) ?? "", item]));
  return { kind: "tuple", ...nowhere, items: [...values].sort(byName).map(([, item]) => item), isSet: true };
}

/** What to do so that the variable stands for something, as the begin of a sentence; undefined where nothing helps. */
export function toGive(
  name: string,
  value: string | readonly string[] | undefined,
  declaredType: () => HclExpression | undefined,
): string | undefined {
  const variable = quote(name);
  if (value === undefined) return `Give ${variable} a text or a list of texts under \`validate.values\` of the config`;
  const declared = declaredType();
  const [type] = typeOf(declared);
  if (type !== undefined && !givable.has(type)) return undefined;
  if (givenVariable(value, declared) !== undefined) return undefined;
  return type === undefined || type === "any"
    ? `Declare the \`type\` of ${variable}, as its value under \`validate.values\` is a text in one and none in another`
    : `Correct the value of ${variable} under \`validate.values\`, which is not of its type ${quote(type)}`;
}

/** The types of which the config can give a value. */
const givable: ReadonlySet<string> = new Set(["string", "bool", "number", "any", "list", "set"]);

/** Its name, and for a list or set that of its items. */
function typeOf(type: HclExpression | undefined): readonly [string | undefined, string | undefined] {
  if (type?.kind === "call") {
    const [items] = type.arguments;
    return [type.name, items === undefined ? undefined : typeOf(items)[0]];
  }
  return [type?.kind === "computed" ? type.text.trim() : type?.kind === "text" ? type.value : undefined, undefined];
}

function scalar(text: string, type: string | undefined): HclExpression | undefined {
  const isBoolean = /^(?:true|false)$/.test(text);
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(text);
  switch (type) {
    case "string":
      return textOf(text, nowhere);
    case "bool":
      return isBoolean ? { kind: "boolean", ...nowhere, text } : undefined;
    case "number":
      return isNumber ? { kind: "number", ...nowhere, text } : undefined;
    case undefined:
    case "any":
      // A comparison with a text and one with a number or boolean end differently.
      return isBoolean || isNumber ? undefined : textOf(text, nowhere);
    default:
      return undefined;
  }
}
