import { holdsWhenAbsent } from "../policy/condition-operator.ts";
import type { Condition } from "../policy/document.ts";
import { everything, type Language, nothing, operatorLanguage } from "./language.ts";
import { type FilledPattern, fillVariables, type Variable } from "./policy-variable.ts";

/**
 * One thing a statement asks of one dimension of a request: of the action, of the resource, of a context key.
 * Its complement is a constraint again, which is what the comparison rests on.
 */
export interface Constraint {
  /** `action`, `resource`, `principal`, or a context key in lower case. */
  readonly dimension: string;
  readonly language: Language;
  /** A value is wanted outside the language. */
  readonly negated: boolean;
  /** Of several values, whether all must be so, or one. */
  readonly all: boolean;
  /** Whether a request without the key is admitted. */
  readonly absent: boolean;
}

export function isWanted({ language, negated }: Constraint, value: string): boolean {
  return language.has(value) !== negated;
}

/** Whether the dimension may have these values; undefined when the request does not carry the key. */
export function admits(constraint: Constraint, values: readonly string[] | undefined): boolean {
  if (values === undefined) return constraint.absent;
  return constraint.all
    ? values.every((value) => isWanted(constraint, value))
    : values.some((value) => isWanted(constraint, value));
}

/** Whether two constraints were written alike. False says nothing. */
export function isSame(a: Constraint, b: Constraint): boolean {
  if (a === b) return true;
  if (a.dimension !== b.dimension || a.negated !== b.negated || a.all !== b.all || a.absent !== b.absent) return false;
  const [x, y] = [a.language, b.language];
  return (
    x.type === y.type &&
    x.exact.length === y.exact.length &&
    x.patterns.length === y.patterns.length &&
    x.bounds.length === 0 &&
    y.bounds.length === 0 &&
    x.exact.every((value, i) => value === y.exact[i]) &&
    x.patterns.every(({ text }, i) => text === y.patterns[i]?.text)
  );
}

export function complement(constraint: Constraint): Constraint {
  return { ...constraint, negated: !constraint.negated, all: !constraint.all, absent: !constraint.absent };
}

export function within(dimension: string, language: Language, negated = false): Constraint {
  return { dimension, language, negated, all: false, absent: false };
}

export function present(dimension: string): Constraint {
  return within(dimension, everything);
}

/** What a policy variable is replaced with while policies are compared. */
export type TextOfVariable = (variable: Variable) => string;

/** A condition as constraints. Undefined when it cannot be understood: `conditionHolds` then answers undefined too. */
export function constraintsOf(
  condition: Condition,
  textOf: TextOfVariable | undefined,
): readonly Constraint[] | undefined {
  const { operator, lowerKey: dimension } = condition;
  if (operator === undefined) return undefined;
  const { base, setOperator } = operator;
  if (base.type === "Null") return nullConstraints(condition);
  const language = operatorLanguage(
    base,
    condition.values.map(({ value }) => fill(value, textOf)),
  );
  if (language === undefined) return undefined;
  const constraint: Constraint = {
    dimension,
    language,
    negated: base.negated,
    all: setOperator === undefined ? base.negated : setOperator === "ForAllValues",
    absent: holdsWhenAbsent(operator),
  };
  return base.negated ? [constraint, ...neededVariables(condition, textOf).map(present)] : [constraint];
}

function nullConstraints({ operator, values, lowerKey: dimension }: Condition): readonly Constraint[] | undefined {
  if (operator?.ifExists === true || operator?.setOperator !== undefined) return undefined;
  const wanted = new Set(values.map(({ value }) => value.toLowerCase()));
  for (const value of wanted) if (value !== "true" && value !== "false") return undefined;
  if (wanted.size === 2) return [];
  if (wanted.size === 0) return [within(dimension, nothing)];
  return wanted.has("false") ? [present(dimension)] : [complement(present(dimension))];
}

const noPlaces: ReadonlySet<number> = new Set();

export function fill(value: string, textOf: TextOfVariable | undefined): FilledPattern {
  if (textOf === undefined || !value.includes("${")) return { pattern: value, literalAt: noPlaces };
  return fillVariables(value, textOf) ?? { pattern: value, literalAt: noPlaces };
}

/** A `Not…` operator does not apply when a variable in its values has no value. */
function neededVariables({ values }: Condition, textOf: TextOfVariable | undefined): readonly string[] {
  const keys = new Set<string>();
  if (textOf === undefined) return [];
  for (const { value } of values) {
    fill(value, (variable) => {
      if (variable.fallback === undefined) keys.add(variable.key.toLowerCase());
      return "";
    });
  }
  return [...keys];
}
