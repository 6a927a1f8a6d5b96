import { findWord } from "./automaton.ts";
import { type Budget, spend } from "./budget.ts";
import { type Constraint, isWanted } from "./constraint.ts";
import { everything, type Language } from "./language.ts";
import { sampleAddresses, sampleBinaries, sampleDates, sampleNumbers } from "./sample-point.ts";
import { beginApart, instancesOf, literalSequence, matchesSequence, type Sequence } from "./sequence.ts";
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

/** Values as a reader knows them, in place of an example that only a machine would choose. */
export function readable(dimension: Dimension, { constraints, example }: Side): readonly string[] | undefined {
  if (example === "absent") return undefined;
  if (dimension.points !== undefined || dimension.isMultivalued) return example;
  if (constraints.some(({ negated, language }) => !negated && language.patterns.length === 0)) return example;
  const probe = findProbe(dimension, maxProbes, (value) =>
    constraints.every((constraint) => isWanted(constraint, value)),
  );
  return probe === undefined ? example : [probe];
}

const maxProbes = 300;

function findProbe(dimension: Dimension, atMost: number, fits: (value: string) => boolean): string | undefined {
  let tried = 0;
  for (const value of dimension.probes()) {
    if (dimension.isPossible(value) && fits(value)) return value;
    if (++tried === atMost) break;
  }
  return undefined;
}

/** What a box asks of one dimension, and an example of values that meet it. */
export interface Side {
  readonly constraints: readonly Constraint[];
  readonly example: readonly string[] | "absent";
}

/** Values that meet all constraints; `absent` when the request must not carry the key; undefined when there are none. */
export function findValues(
  dimension: Dimension,
  constraints: readonly Constraint[],
  budget: Budget,
): readonly string[] | "absent" | undefined {
  if (dimension.isOptional && constraints.every(({ absent }) => absent)) return "absent";
  if (!dimension.isMultivalued) {
    const value = findValue(dimension, constraints, budget);
    return value === undefined ? undefined : [value];
  }
  const forAll = constraints.filter(({ all }) => all);
  const forOne = constraints.filter(({ all }) => !all);
  if (forOne.length === 0) {
    const value = findValue(dimension, forAll, budget);
    return value === undefined ? undefined : [value];
  }
  const values = new Set<string>();
  for (const constraint of forOne) {
    const value = findValue(dimension, [constraint, ...forAll], budget);
    if (value === undefined) return undefined;
    values.add(value);
  }
  return [...values];
}

function findValue(dimension: Dimension, all: readonly Constraint[], budget: Budget): string | undefined {
  const symbolic = all.some(({ language }) => language.symbolic);
  const constraints = symbolic ? withoutRivals(all) : all;
  spend(budget, 1 + (constraints.length >> 2));
  const fits = (value: string): boolean =>
    (symbolic || dimension.isPossible(value)) && constraints.every((constraint) => isWanted(constraint, value));
  if (dimension.points !== undefined) {
    if (symbolic) return dimension.points[0];
    spend(budget, (dimension.points.length * constraints.length) >> 2);
    return dimension.points.find(fits);
  }
  spend(budget, comparisonsAsWritten(all) >> 6);

  if (isRefusedAsWritten(all)) return undefined;

  const wanted = constraints.filter(({ negated }) => !negated).map(({ language }) => language);
  const unwanted = constraints.filter(({ negated }) => negated).map(({ language }) => language);
  const base = wanted.length === 0 ? everything : wanted.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));
  spend(budget, base.exact.length >> 3);
  const member = base.exact.find(fits);
  if (member !== undefined || base.patterns.length === 0) return member;
  const open = base.patterns.filter(
    ({ text }) => !unwanted.some((language) => language.patterns.some((other) => other.text === text)),
  );
  if (open.length === 0) return undefined;
  if (dimension.forms.length > 1 || (base === everything && unwanted.length > 0)) {
    const probe = findProbe(dimension, 50, fits);
    if (probe !== undefined) return probe;
  }

  for (const language of wanted) if (language !== base) spend(budget, language.exact.length >> 2);
  const rest = wanted.filter((language) => language !== base).map(sequencesOf);
  if (dimension.forms.length > 0 && !symbolic) rest.push(dimension.forms);
  const maxLength = symbolic ? Number.POSITIVE_INFINITY : dimension.maxLength;
  for (const { sequence } of open) {
    for (const language of unwanted) spend(budget, (language.patterns.length + sequence.length) >> 4);
    const instance = instancesOf(sequence).find(fits);
    if (instance !== undefined) return instance;
    const outside = unwanted.flatMap((language) => sequencesNear(sequence, language));
    const word = findWord({ within: [[sequence], ...rest], outside, maxLength }, budget);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** How many values and patterns are held against each other without a look at what they match. */
function comparisonsAsWritten(constraints: readonly Constraint[]): number {
  let wanted = 0;
  let refused = 0;
  for (const { negated, language } of constraints) {
    if (negated) refused += 1 + language.patterns.length;
    else wanted += language.exact.length + language.patterns.length;
  }
  return wanted * refused;
}

/** Whether all that one constraint wants stands, word for word, in what the others refuse. */
function isRefusedAsWritten(constraints: readonly Constraint[]): boolean {
  const refused = constraints.filter(({ negated }) => negated).map(({ language }) => language);
  if (refused.length === 0) return false;
  const isRefused = ({ exact, patterns }: Language): boolean =>
    patterns.every(({ text }) => refused.some((other) => other.patterns.some((pattern) => pattern.text === text))) &&
    exact.every((value) => refused.some((other) => other.has(value)));
  return constraints.some(({ negated, language }) => !negated && isRefused(language));
}

/** Patterns cost more than values written out. */
function sizeOf({ exact, patterns }: Language): number {
  return exact.length + 1000 * patterns.length;
}

function sequencesOf({ exact, patterns }: Language): readonly Sequence[] {
  return [...exact.map(literalSequence), ...patterns.map(({ sequence }) => sequence)];
}

/** Those of a language that can share a value with the sequence. */
function sequencesNear(sequence: Sequence, { exact, patterns }: Language): readonly Sequence[] {
  return [
    ...exact.filter((value) => matchesSequence(sequence, value)).map(literalSequence),
    ...patterns.filter((pattern) => !beginApart(sequence, pattern.sequence)).map((pattern) => pattern.sequence),
  ];
}

/**
 * With variables as letters, a value is one word for each way a pattern reads it, so two positive patterns cannot be
 * held against the same word. Keeping one admits more requests, never fewer: "none" stays a proof.
 */
function withoutRivals(constraints: readonly Constraint[]): readonly Constraint[] {
  const positive = constraints.filter(({ negated }) => !negated);
  const kept = positive.find(({ language }) => language.symbolic) ?? positive[0];
  return constraints.filter((constraint) => constraint.negated || constraint === kept);
}
