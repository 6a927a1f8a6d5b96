import { findWord } from "./automaton.ts";
import { type Budget, spend } from "./budget.ts";
import { type Constraint, isWanted } from "./constraint.ts";
import type { Dimension } from "./dimension.ts";
import { everything, type Language } from "./language.ts";
import { beginApart, instancesOf, literalSequence, matchesSequence, type Sequence } from "./sequence.ts";

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
