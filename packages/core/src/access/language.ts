import type { BaseOperator, OperatorType } from "../policy/condition-operator.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { arnFieldStarts, valueTest } from "./condition-value.ts";
import type { FilledPattern } from "./policy-variable.ts";
import {
  arnSequence,
  firstVariableLetter,
  foldedSequence,
  globSequence,
  isVariableLetter,
  literalSequence,
  matchesSequence,
  type Sequence,
} from "./sequence.ts";

/** A set of values: the union of what a policy wrote, before a `Not…` turns it round. */
export interface Language {
  readonly has: (value: string) => boolean;
  /** How its values compare; `Any` is the language of everything, or of nothing. */
  readonly type: OperatorType | "Any";
  /** The union of these, where values compare as text. */
  readonly sequences: readonly Sequence[];
  /** What each sequence was written as, in the same order: equal text, equal sequence. */
  readonly texts: ReadonlySet<string>;
  /** All its members, where they are finitely many and listed. */
  readonly literals: readonly string[] | undefined;
  /** The values as written: bounds, ranges. */
  readonly bounds: readonly string[];
  /** A value holds a policy variable, as a letter that stands for it. */
  readonly symbolic: boolean;
}

const noTexts: ReadonlySet<string> = new Set();

export const everything: Language = {
  has: () => true,
  type: "Any",
  sequences: [globSequence("*")],
  texts: new Set(["String *"]),
  literals: undefined,
  bounds: [],
  symbolic: false,
};

export const nothing: Language = {
  has: () => false,
  type: "Any",
  sequences: [],
  texts: noTexts,
  literals: [],
  bounds: [],
  symbolic: false,
};

export function literalLanguage(values: readonly string[]): Language {
  const texts = new Set(values);
  const symbolic = values.some(holdsVariable);
  return {
    has: (value) => texts.has(value),
    type: "String",
    get sequences() {
      return values.map(literalSequence);
    },
    texts: noTexts,
    literals: [...texts],
    bounds: [],
    symbolic,
  };
}

/** The union of globs. Without a wildcard each is itself only. */
export function globLanguage(values: readonly FilledPattern[]): Language {
  return textLanguage({ ignoreCase: false, type: "String", wildcards: true }, values) ?? nothing;
}

/** The values an operator's values stand for. Undefined when one of them is none the operator can compare. */
export function operatorLanguage(operator: BaseOperator, values: readonly FilledPattern[]): Language | undefined {
  if (values.length === 0) return nothing;
  if (operator.type === "String" || operator.type === "Arn") return textLanguage(operator, values);
  const tests = values.map((value) => valueTest(operator, value));
  if (tests.includes(undefined)) return undefined;
  return {
    has: (value) => tests.some((test) => test?.(value) === true),
    type: operator.type,
    sequences: [],
    texts: noTexts,
    literals: undefined,
    bounds: values.map(({ pattern }) => pattern),
    symbolic: false,
  };
}

function textLanguage(operator: TextOperator, values: readonly FilledPattern[]): Language | undefined {
  const written = new Map<string, FilledPattern>();
  for (const value of values) {
    if (operator.type === "Arn" && arnFieldStarts(value.pattern) === undefined) return undefined;
    written.set(textOf(operator, value), value);
  }
  const distinct = [...written.values()];
  const literals = distinct.filter((value) => isLiteral(operator, value)).map(({ pattern }) => pattern);
  if (literals.length === distinct.length) return literalLanguage(literals);

  const exact = new Set(literals);
  const sequences = distinct.map((value) => sequenceOf(operator, value));
  const patterns = sequences.filter((_, i) => !isLiteral(operator, distinct[i] as FilledPattern));
  return {
    has: (value) => exact.has(value) || patterns.some((sequence) => matchesSequence(sequence, value)),
    type: operator.type,
    sequences,
    texts: new Set(written.keys()),
    literals: undefined,
    bounds: [],
    symbolic: distinct.some(({ pattern }) => holdsVariable(pattern)),
  };
}

type TextOperator = Pick<BaseOperator, "type" | "wildcards" | "ignoreCase">;

function isLiteral({ wildcards, ignoreCase }: TextOperator, { pattern, literalAt }: FilledPattern): boolean {
  if (ignoreCase) return pattern.toLowerCase() === pattern.toUpperCase();
  return !wildcards || !hasWildcard(literalAt.size === 0 ? pattern : withoutPlaces(pattern, literalAt));
}

function withoutPlaces(pattern: string, places: ReadonlySet<number>): string {
  return Array.from({ length: pattern.length }, (_, i) => (places.has(i) ? "" : pattern.charAt(i))).join("");
}

function sequenceOf(operator: TextOperator, value: FilledPattern): Sequence {
  if (operator.type === "Arn")
    return arnSequence(value.pattern, arnFieldStarts(value.pattern)?.[5] ?? 0, value.literalAt);
  if (operator.wildcards) return globSequence(value.pattern, value.literalAt);
  return operator.ignoreCase ? foldedSequence(value.pattern) : literalSequence(value.pattern);
}

function textOf(operator: TextOperator, { pattern, literalAt }: FilledPattern): string {
  return `${operator.type}${operator.ignoreCase ? "~" : ""}${[...literalAt]} ${pattern}`;
}

function holdsVariable(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (isVariableLetter(text.charCodeAt(i))) return true;
  return false;
}

/** The letter that stands for the n-th policy variable of a comparison. */
export function variableLetter(index: number): string {
  return String.fromCharCode(firstVariableLetter + index);
}
