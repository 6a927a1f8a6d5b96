import type { Condition } from "../policy/document.ts";
import { type ValueTest, valueTest } from "./condition-value.ts";
import { fillFromRequest, type ValuesOf } from "./policy-variable.ts";

/** What a condition needs to know of the request and of its policy. */
export interface Facts {
  readonly valuesOf: ValuesOf;
  /** Whether `${…}` in values is a variable: policies of version 2012-10-17. */
  readonly variables: boolean;
}

/**
 * Whether the request meets the condition. Undefined when that cannot be told: no operator of IAM's, or a value it
 * cannot compare.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(condition: Condition, facts: Facts): boolean | undefined {
  const { operator } = condition;
  if (operator === undefined) return undefined;
  const { base, ifExists, setOperator } = operator;
  const values = facts.valuesOf(condition.lowerKey);

  if (base.type === "Null") return nullHolds(condition, values === undefined);

  const matches = matcherOf(condition, facts);
  if (matches === undefined) return undefined;
  if (matches === "unresolved") return false;
  if (values === undefined)
    return ifExists || (setOperator === undefined ? base.negated : setOperator === "ForAllValues");

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
  if (facts.variables && condition.values.some(({ value }) => value.includes("${")))
    return filledMatcher(condition, facts);
  let matcher = matchers.get(condition);
  if (matcher === undefined) {
    const tests = condition.values.map(({ value }) => plainTest(condition, value));
    matcher = tests.includes(undefined) ? "malformed" : anyOf(tests as ValueTest[]);
    matchers.set(condition, matcher);
  }
  return matcher === "malformed" ? undefined : matcher;
}

const noLiterals: ReadonlySet<number> = new Set();

function plainTest({ operator }: Condition, value: string): ValueTest | undefined {
  return operator === undefined ? undefined : valueTest(operator.base, { pattern: value, literalAt: noLiterals });
}

function filledMatcher(condition: Condition, facts: Facts): ValueTest | "unresolved" | undefined {
  if (condition.operator === undefined) return undefined;
  const { base } = condition.operator;
  const tests: ValueTest[] = [];
  for (const { value } of condition.values) {
    const filled = fillFromRequest(value, facts.valuesOf);
    if (filled === undefined) {
      if (base.negated) return "unresolved";
      continue;
    }
    const test = valueTest(base, filled);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  return anyOf(tests);
}

function anyOf(tests: readonly ValueTest[]): ValueTest {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (value) => tests.some((test) => test(value));
}
