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
