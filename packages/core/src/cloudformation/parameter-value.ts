import { asParameterValue, type GivenValues, givenValue } from "../given-values.ts";
import { quote } from "../quote.ts";
import { memberOf, type Node, stringOf } from "../syntax/node.ts";
import { allowedValues } from "./allowed-values.ts";
import type { Implied, Unfollowed } from "./case.ts";

/** What is known of the parameters of a template. */
interface Known {
  readonly values: GivenValues;
  /** What the case says of them that is looked at. */
  readonly implied: Implied | undefined;
  /** Whether defaults count for nothing. */
  readonly onlyCertain: boolean;
}

/** The advice where a value is missing. */
export const giveIt = "Give its value in the config, under `validate.values`, or validate the deployed policy.";

const correctIt = "Correct the value in the config, under `validate.values`.";

/**
 * What a parameter is: what the case implies, else what was given for it, else its default; with what is taken for granted
 * by that, in words. Or why that is not known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterValue(
  name: string,
  parameter: Node,
  { values, implied, onlyCertain }: Known,
): { readonly value: string | readonly string[]; readonly assuming: string } | Unfollowed {
  const only = implied === undefined ? undefined : asParameterValue(givenValue(implied.values, name) ?? null);
  if (only !== undefined) return { value: only, assuming: `the parameter \`${name}\` is ${quote(only.toString())}` };
  if (/^AWS::SSM::Parameter::Value</.test(stringOf(parameter, "Type") ?? ""))
    return { because: `the parameter \`${name}\` is read from Systems Manager when the stack is deployed` };
  const written = givenValue(values, name);
  if (written !== undefined) {
    const given = asParameterValue(written);
    if (given === undefined)
      return {
        because: `the parameter \`${name}\` takes a text or a list of texts, and another value is given for it`,
        advice: correctIt,
      };
    const allowed = allowedValues(parameter);
    const refused = itemsOf(given, parameter).find((item) => allowed?.has(item) === false);
    if (refused === undefined) return { value: given, assuming: `the given value of the parameter \`${name}\`` };
    return {
      because: `the parameter \`${name}\` does not allow ${quote(refused)}, which is given for it`,
      advice: correctIt,
    };
  }
  if (onlyCertain) return { because: `the parameter \`${name}\` is not given` };
  if (implied?.notDefault.has(name) === true)
    return { because: `the parameter \`${name}\` has another value than its default here`, advice: giveIt };
  const standard = memberOf(parameter, "Default")?.value;
  if (standard === undefined || standard.kind === "object" || standard.kind === "array" || standard.kind === "null")
    return { because: `the parameter \`${name}\` has no default`, advice: giveIt };
  const value = standard.kind === "string" ? standard.value : standard.text;
  return { value, assuming: `the default of the parameter \`${name}\`` };
}

export function isListParameter(parameter: Node | undefined): boolean {
  return /^(?:CommaDelimitedList$|List<)/.test(stringOf(parameter, "Type") ?? "");
}

/** Of a list the items; of a text the items between commas, where the parameter is a list. */
export function itemsOf(value: string | readonly string[], parameter: Node): readonly string[] {
  if (typeof value !== "string") return value;
  return isListParameter(parameter) ? value.split(",").map((item) => item.trim()) : [value];
}
