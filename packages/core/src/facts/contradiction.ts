import { type BaseOperator, holdsWhenAbsent } from "../policy/condition-operator.ts";
import { dateForm } from "../policy/date-value.ts";
import type { Condition } from "../policy/document.ts";
import { isNumericValue } from "../policy/is-numeric-value.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { patternsOverlap } from "./pattern-overlap.ts";

/** Each value of one condition is compared with each of the other; no policy that is attached has so many. */
const mostComparisons = 10_000;

/**
 * Whether no value meets both conditions, which are on one key: false wherever that is not certain from the text. For
 * keys that have one value in a request, so not under `ForAllValues` and `ForAnyValue`.
 */
export function contradict(a: Condition, b: Condition): boolean {
  if (mayHoldWhenAbsent(a)) return !mayHoldWhenAbsent(b) && (asksForAbsence(a) || contradict(b, a));
  if (asksForAbsence(b)) return true;
  if (a.values.length * b.values.length > mostComparisons) return false;
  const [base, other] = [a.operator?.base, b.operator?.base];
  if (base === undefined || other === undefined || !isPlain(a) || !isPlain(b)) return false;
  if (isText(base) && isText(other)) return textsContradict(a, base, b, other);
  if (base.type !== other.type) return false;
  if (base.type === "Bool") return !a.values.some(({ value }) => b.values.some((also) => sameTruth(value, also.value)));
  if (base.type === "Numeric" || base.type === "Date") return rangesContradict(a, base, b, other);
  return false;
}

/** Whether it may also hold for a request that does not have the key: of set operators that is not asked. */
function mayHoldWhenAbsent(condition: Condition): boolean {
  const { operator } = condition;
  if (operator === undefined || operator.setOperator !== undefined) return true;
  return holdsWhenAbsent(operator) || asksForAbsence(condition);
}

function asksForAbsence({ operator, values }: Condition): boolean {
  return (
    operator?.base.type === "Null" && values.length > 0 && values.every(({ value }) => value.toLowerCase() === "true")
  );
}

/** Without variables, and with values at all. */
function isPlain({ operator, values }: Condition): boolean {
  return operator?.setOperator === undefined && values.length > 0 && values.every(({ value }) => !value.includes("${"));
}

function isText({ type }: BaseOperator): boolean {
  return type === "String" || type === "Arn";
}

function sameTruth(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The first asks for its values, the second for its own or for others. */
function textsContradict(a: Condition, base: BaseOperator, b: Condition, other: BaseOperator): boolean {
  // A wildcard that its operator takes as it is has a finding of its own.
  if (isMisled(a, base) || isMisled(b, other)) return false;
  const ignoreCase = base.ignoreCase || other.ignoreCase;
  const lower = ({ values }: Condition): string[] =>
    values.map(({ value }) => (ignoreCase ? value.toLowerCase() : value));
  const [asked, others] = [lower(a), lower(b)];
  if (!other.negated) return !asked.some((value) => others.some((also) => patternsOverlap(value, also)));
  if (base.ignoreCase && !other.ignoreCase) return false;
  // Under `ArnNotLike` a wildcard ends at a colon.
  const covers = (pattern: string, value: string): boolean =>
    pattern === value || (other.type === "String" && !hasWildcard(value) && matchesPattern(pattern, value));
  return asked.every((value) => others.some((pattern) => covers(pattern, value)));
}

function isMisled({ values }: Condition, { wildcards }: BaseOperator): boolean {
  return !wildcards && values.some(({ value }) => hasWildcard(value));
}

interface Interval {
  readonly least: number;
  readonly most: number;
  /** Whether the ends themselves are outside. */
  readonly open: boolean;
}

function rangesContradict(a: Condition, base: BaseOperator, b: Condition, other: BaseOperator): boolean {
  const asked = intervals(a, base);
  const others = intervals(b, other);
  if (asked === undefined || others === undefined) return false;
  if (other.negated) {
    return base.relation === "equal" && asked.every(({ least }) => others.some((point) => point.least === least));
  }
  return !asked.some((one) => others.some((also) => overlap(one, also)));
}

function overlap(a: Interval, b: Interval): boolean {
  const [least, most] = [Math.max(a.least, b.least), Math.min(a.most, b.most)];
  return a.open || b.open ? least < most : least <= most;
}

/** What each value leaves; undefined when one is no number or date. */
function intervals({ values }: Condition, { type, relation }: BaseOperator): Interval[] | undefined {
  const found: Interval[] = [];
  for (const { value } of values) {
    const number = type === "Date" ? dateOf(value) : isNumericValue(value) ? Number(value) : Number.NaN;
    if (Number.isNaN(number)) return undefined;
    const isLeast = relation === "greater" || relation === "greater-or-equal";
    const isMost = relation === "less" || relation === "less-or-equal";
    found.push({
      least: isMost ? Number.NEGATIVE_INFINITY : number,
      most: isLeast ? Number.POSITIVE_INFINITY : number,
      open: relation === "greater" || relation === "less",
    });
  }
  return found;
}

/** In milliseconds since 1970; not a number for what is no date, or in a form that JavaScript does not read. */
function dateOf(text: string): number {
  return dateForm(text) === "date" ? Date.parse(text) : Number.NaN;
}
