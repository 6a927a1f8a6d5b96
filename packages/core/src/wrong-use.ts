import { closest } from "./closest.ts";
import { didYouMean } from "./did-you-mean.ts";
import { type FindingType, findingTypes } from "./finding.ts";
import type { GivenTypes } from "./given-types.ts";
import type { GivenValue, GivenValues } from "./given-values.ts";
import { policyTypes } from "./policy/document.ts";
import { resourceTypes } from "./policy/resource-type.ts";
import { quote } from "./quote.ts";

/** Mistakes of callers without types. Taken as they are, they would pass in silence or surface as faults of ours. */

/** Throws a TypeError for anything but a text, such as an already parsed policy or the bytes of a file. */
export function requireText(text: string): void {
  if (typeof text === "string") return;
  const found = text === null ? "null" : typeof text === "object" ? "an object" : typeof text;
  throw new TypeError(`The policy is ${found}, not a text. Give what stands in the file, or \`JSON.stringify\` of it.`);
}

const knownPolicyTypes: ReadonlySet<string> = new Set(policyTypes);
const knownResourceTypes: ReadonlySet<string> = new Set(resourceTypes);

/**
 * Throws a TypeError for unknown types, and for a pair that does not go together, as ValidatePolicy refuses them: their
 * checks would not run, and nothing would say so.
 */
export function requireTypes(given: GivenTypes): void {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new TypeError(`The options are ${quote(String(given))}, not an object such as \`{ policyType: "trust" }\`.`);
  const { policyType, resourceType } = given;
  if (policyType !== undefined && !knownPolicyTypes.has(policyType))
    throw new TypeError(`There is no policy type \`${policyType}\`. There are ${policyTypes.join(", ")}.`);
  if (resourceType === undefined) return;
  if (!knownResourceTypes.has(resourceType)) {
    const meant = closest(String(resourceType), resourceTypes);
    const hint = didYouMean(meant, 'For the policy of another resource give `policyType: "resource"` alone.');
    throw new TypeError(`\`${resourceType}\` is none of \`resourceTypes\`. ${hint}`);
  }
  const isOfRole = policyType === "trust" && resourceType === "AWS::IAM::AssumeRolePolicyDocument";
  if (policyType !== undefined && policyType !== "resource" && !isOfRole)
    throw new TypeError(
      `A policy of type \`${policyType}\` is not attached to a resource such as \`${resourceType}\`. Leave one of the two out.`,
    );
}

/** Throws a TypeError for values that JSON does not have: they would be lost without a word. */
export function requireValues(values: GivenValues | undefined): void {
  if (values === undefined) return;
  if (typeof values !== "object" || values === null || Array.isArray(values))
    throw new TypeError('The values are no object from name to text, such as `{ Environment: "production" }`.');
  for (const [name, value] of Object.entries(values))
    if (!isGivenValue(value))
      throw new TypeError(
        `The value of ${quote(name)} is no text, number or boolean, and no list or object of them. Write it as one.`,
      );
}

function isGivenValue(value: unknown): value is GivenValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isGivenValue);
  // A Map or a Date has nothing that would be seen.
  return (
    Object.prototype.toString.call(value) === "[object Object]" && Object.values(value as object).every(isGivenValue)
  );
}

/** Throws a TypeError for an unknown syntax: the text would be read as JSON, whatever it is. */
export function requireSyntax(syntax: string | undefined): void {
  if (syntax === undefined || syntax === "json" || syntax === "yaml") return;
  throw new TypeError(`There is no syntax ${quote(String(syntax))}. There are json, yaml.`);
}

/** Throws a TypeError for a day in another form than `YYYY-MM-DD`: days are compared as text. */
export function requireDay(day: string | undefined): void {
  if (day === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)))) return;
  throw new TypeError(`\`${day}\` is no day. Write it as \`YYYY-MM-DD\`, for example \`2027-03-31\`.`);
}

/** Throws a TypeError for an unknown finding type: no finding has it, so nothing would ever fail a run. */
export function requireFindingTypes(types: Iterable<FindingType>): void {
  for (const type of types) {
    if (findingTypes.includes(type)) continue;
    throw new TypeError(`There is no finding type \`${type}\`. There are ${findingTypes.join(", ")}.`);
  }
}
