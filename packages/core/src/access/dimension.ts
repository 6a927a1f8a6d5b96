import type { Constraint } from "./constraint.ts";
import { sampleAddresses, sampleBinaries, sampleDates, sampleNumbers } from "./sample-point.ts";
import type { Sequence } from "./sequence.ts";
import { isMultivalued, type TextDomain, textDomain, valueType } from "./value-domain.ts";

/** What the values of one dimension can be. */
export interface Dimension {
  /** A request can do without it: true for context keys. */
  readonly isOptional: boolean;
  readonly isMultivalued: boolean;
  /** One value of every part that conditions tell apart, where these are finitely many. */
  readonly points: readonly string[] | undefined;
  /** The forms a value can have; any, when there are none. */
  readonly forms: readonly Sequence[];
  readonly isPossible: (value: string) => boolean;
  readonly maxLength: number;
  /** Real-looking values near those that the policies name, tried first. They cost nothing when none fits. */
  readonly probes: () => Iterable<string>;
  /** Why an empty set of values is no proof. */
  readonly doubt: string | undefined;
}

const noForms: readonly Sequence[] = [];

export const anyText: Dimension = {
  isOptional: false,
  isMultivalued: false,
  points: undefined,
  forms: noForms,
  isPossible: () => true,
  maxLength: Number.POSITIVE_INFINITY,
  probes: () => [],
  doubt: undefined,
};

/** The dimension of a context key, from all that two policies ask of it. */
export function keyDimension(
  lowerKey: string,
  constraints: readonly Constraint[],
  withSetOperator: boolean,
): Dimension {
  const dimension = { ...anyText, isOptional: true, isMultivalued: isMultivalued(lowerKey, withSetOperator) };
  const types = new Set(constraints.map(({ language }) => language.type));
  types.delete("Any");
  const known = valueType(lowerKey);
  if (known === "Bool") return { ...dimension, points: booleans };
  const text = types.has("String") || types.has("Arn");
  types.delete("String");
  types.delete("Arn");
  const [type] = types;
  if (type === undefined) {
    const domain = textDomain(lowerKey);
    return domain === undefined ? dimension : { ...dimension, ...formsOf(domain) };
  }
  const bounds = constraints.flatMap(({ language }) => language.bounds);
  const points = pointsOf(type, bounds);
  const doubt = text || types.size > 1 ? `\`${lowerKey}\` is compared as values of different types` : undefined;
  return { ...dimension, points: holdsOnly(known, type) ? points : [...points, ofNoType], doubt };
}

const booleans = ["true", "false"];

/** What an operator of no type but text can compare. A key that AWS does not describe may hold it. */
const ofNoType = "other";

/** Whether every value of a key of the known type is one that the operator can compare. A number is a time too. */
function holdsOnly(known: string | undefined, type: string): boolean {
  return (type === "Date" && known === "Numeric") || known?.toLowerCase() === type.toLowerCase();
}

export function formsOf({
  sequence,
  has,
  maxLength,
}: TextDomain): Pick<Dimension, "forms" | "isPossible" | "maxLength"> {
  return { forms: [sequence], isPossible: has, maxLength };
}

function pointsOf(type: string, bounds: readonly string[]): readonly string[] {
  switch (type) {
    case "Numeric":
      return sampleNumbers(bounds);
    case "Date":
      return sampleDates(bounds);
    case "Bool":
      return booleans;
    case "IpAddress":
      return sampleAddresses(bounds);
    default:
      return sampleBinaries(bounds);
  }
}
