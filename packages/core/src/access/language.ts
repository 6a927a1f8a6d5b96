import type { BaseOperator, OperatorType } from "../policy/condition-operator.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { arnFieldStarts, valueTest } from "./condition-value.ts";
import type { FilledPattern } from "./policy-variable.ts";
import {
  arnSequence,
  foldedSequence,
  globSequence,
  holdsVariable,
  matchesSequence,
  type Sequence,
} from "./sequence.ts";

/** A set of values: the union of what a policy wrote, before a `Not…` turns it round. */
export interface Language {
  readonly has: (value: string) => boolean;
  /** How its values compare; `Any` is the language of everything, or of nothing. */
  readonly type: OperatorType | "Any";
  /** Where values compare as text: the members written out, and the patterns of the others. */
  readonly exact: readonly string[];
  readonly patterns: readonly Pattern[];
  /** Where they compare as numbers, dates, addresses: the values as written. */
  readonly bounds: readonly string[];
  /** A value holds a policy variable, as a letter that stands for it. */
  readonly symbolic: boolean;
}

/** Equal text, equal sequence. */
export interface Pattern {
  readonly text: string;
  readonly sequence: Sequence;
}

const none: readonly never[] = [];

export const nothing: Language = {
  has: () => false,
  type: "Any",
  exact: none,
  patterns: none,
  bounds: none,
  symbolic: false,
};

export const everything: Language = {
  ...nothing,
  has: () => true,
  patterns: [{ text: "String *", sequence: globSequence("*") }],
};

export function exactLanguage(values: readonly string[]): Language {
  const exact = new Set(values);
  return {
    ...nothing,
    has: (value) => exact.has(value),
    type: "String",
    exact: [...exact],
    symbolic: values.some(holdsVariable),
  };
}

export function patternLanguage(patterns: readonly Pattern[], exact: readonly string[] = none): Language {
  const members = new Set(exact);
  return {
    has: (value) => members.has(value) || patterns.some(({ sequence }) => matchesSequence(sequence, value)),
    type: "String",
    exact: [...members],
    patterns,
    bounds: none,
    symbolic: exact.some(holdsVariable) || patterns.some(({ text }) => holdsVariable(text)),
  };
}

/** The union of globs. Without a wildcard each is itself only. */
export function globLanguage(values: readonly FilledPattern[]): Language {
  if (values.length === 1 && values[0]?.pattern === "*" && values[0].literalAt.size === 0) return everything;
  return textLanguage({ ignoreCase: false, type: "String", wildcards: true }, values) ?? nothing;
}

/** The values an operator's values stand for. Undefined when the operator cannot compare one of them. */
export function operatorLanguage(operator: BaseOperator, values: readonly FilledPattern[]): Language | undefined {
  if (operator.type === "String" || operator.type === "Arn") return textLanguage(operator, values);
  const has = valueTest(operator, values);
  if (has === undefined) return undefined;
  return {
    ...nothing,
    has,
    type: operator.type,
    bounds: values.map(({ pattern }) => pattern),
  };
}

type TextOperator = Pick<BaseOperator, "type" | "wildcards" | "ignoreCase">;

function textLanguage(operator: TextOperator, values: readonly FilledPattern[]): Language | undefined {
  const exact: string[] = [];
  const patterns = new Map<string, Pattern>();
  for (const value of values) {
    if (operator.type === "Arn" && arnFieldStarts(value.pattern) === undefined) return undefined;
    if (isExact(operator, value)) exact.push(value.pattern);
    else {
      const text = `${operator.type}${operator.ignoreCase ? "~" : ""}${[...value.literalAt]} ${value.pattern}`;
      if (!patterns.has(text)) patterns.set(text, { text, sequence: sequenceOf(operator, value) });
    }
  }
  return patterns.size === 0 ? exactLanguage(exact) : patternLanguage([...patterns.values()], exact);
}

function isExact({ wildcards, ignoreCase }: TextOperator, { pattern, literalAt }: FilledPattern): boolean {
  if (ignoreCase) return pattern.toLowerCase() === pattern.toUpperCase();
  return !wildcards || !hasWildcard(literalAt.size === 0 ? pattern : withoutPlaces(pattern, literalAt));
}

function withoutPlaces(pattern: string, places: ReadonlySet<number>): string {
  return Array.from({ length: pattern.length }, (_, i) => (places.has(i) ? "" : pattern.charAt(i))).join("");
}

function sequenceOf(operator: TextOperator, { pattern, literalAt }: FilledPattern): Sequence {
  if (operator.type === "Arn") return arnSequence(pattern, arnFieldStarts(pattern)?.[5] ?? 0, literalAt);
  return operator.ignoreCase ? foldedSequence(pattern) : globSequence(pattern, literalAt);
}
