import { type BaseOperator, holdsWhenAbsent } from "../policy/condition-operator.ts";
import type { Condition, Value } from "../policy/document.ts";
import { type ValueTest, valueTest } from "./condition-value.ts";
import { fillFromRequest, type ValuesOf } from "./policy-variable.ts";

/** What a condition needs to know of the request and of its policy. */
export interface Facts {
  readonly valuesOf: ValuesOf;
  /** Whether `${…}` in values is a variable: policies of version 2012-10-17. */
  readonly variables: boolean;
}

/**
 * Whether the request meets the condition. Undefined when that is not known: the operator is none of IAM's, or cannot
 * compare one of the values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(condition: Condition, facts: Facts): boolean | undefined {
  const { operator } = condition;
  if (operator === undefined) return undefined;
  const { base, setOperator } = operator;
  const values = facts.valuesOf(condition.lowerKey);

  if (base.type === "Null") return nullHolds(condition, values === undefined);

  const matches = matcherOf(condition, facts);
  if (matches === undefined) return undefined;
  if (matches === "unresolved") return false;
  if (values === undefined) return holdsWhenAbsent(operator);

  const holds = base.negated ? (value: string) => !matches(value) : matches;
  const all = setOperator === undefined ? base.negated : setOperator === "ForAllValues";
  return all ? values.every(holds) : values.some(holds);
}

function nullHolds({ operator, values }: Condition, absent: boolean): boolean | undefined {
  if (operator?.ifExists === true || operator?.setOperator !== undefined) return undefined;
  const wanted = values.map(({ value }) => value.toLowerCase());
  if (wanted.some((value) => value !== "true" && value !== "false")) return undefined;
  return wanted.includes(absent ? "true" : "false");
}

const matchers = new WeakMap<Condition, ValueTest | "malformed">();

/**
 * The test that holds when any of the condition's values matches. `unresolved` when a `Not…` operator names a variable
 * the request does not carry: then the statement does not apply.
 */
function matcherOf(condition: Condition, facts: Facts): ValueTest | "unresolved" | undefined {
  const { operator, values } = condition;
  if (operator === undefined) return undefined;
  if (facts.variables && values.some(({ value }) => value.includes("${")))
    return filledMatcher(operator.base, values, facts);
  let matcher = matchers.get(condition);
  if (matcher === undefined) {
    const plain = values.map(({ value }) => ({ pattern: value, literalAt: noLiterals }));
    matcher = valueTest(operator.base, plain) ?? "malformed";
    matchers.set(condition, matcher);
  }
  return matcher === "malformed" ? undefined : matcher;
}

const noLiterals: ReadonlySet<number> = new Set();

function filledMatcher(
  base: BaseOperator,
  values: readonly Value[],
  facts: Facts,
): ValueTest | "unresolved" | undefined {
  const filled = values.map(({ value }) => fillFromRequest(value, facts.valuesOf));
  const resolved = filled.filter((value) => value !== undefined);
  const test = valueTest(base, resolved);
  return test !== undefined && base.negated && resolved.length < filled.length ? "unresolved" : test;
}
