import { ownString } from "../own-string.ts";

/** What a condition operator compares its values as. */
export type OperatorType = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

/** One row of the table below, e.g. `StringNotLike`. */
export interface BaseOperator {
  readonly name: string;
  readonly type: OperatorType;
  /** True for `Not…` operators: they hold when no value matches, and when the key is absent. */
  readonly negated: boolean;
  /** `*` and `?` in values are wildcards. */
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
  /** How a value relates to the request's: the same, or an order. */
  readonly relation: "equal" | "less" | "less-or-equal" | "greater" | "greater-or-equal" | "null";
}

/** An operator as a policy uses it: base, `…IfExists`, `ForAllValues:` or `ForAnyValue:`. */
export interface ConditionOperator {
  readonly base: BaseOperator;
  readonly ifExists: boolean;
  readonly setOperator: "ForAllValues" | "ForAnyValue" | undefined;
}

type Options = Partial<Pick<BaseOperator, "negated" | "wildcards" | "ignoreCase" | "relation">>;

function row(name: string, type: OperatorType, options: Options = {}): BaseOperator {
  return { name, type, negated: false, wildcards: false, ignoreCase: false, relation: "equal", ...options };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const conditionOperators: readonly BaseOperator[] = [
  row("StringEquals", "String"),
  row("StringNotEquals", "String", { negated: true }),
  row("StringEqualsIgnoreCase", "String", { ignoreCase: true }),
  row("StringNotEqualsIgnoreCase", "String", { negated: true, ignoreCase: true }),
  row("StringLike", "String", { wildcards: true }),
  row("StringNotLike", "String", { negated: true, wildcards: true }),
  row("NumericEquals", "Numeric"),
  row("NumericNotEquals", "Numeric", { negated: true }),
  row("NumericLessThan", "Numeric", { relation: "less" }),
  row("NumericLessThanEquals", "Numeric", { relation: "less-or-equal" }),
  row("NumericGreaterThan", "Numeric", { relation: "greater" }),
  row("NumericGreaterThanEquals", "Numeric", { relation: "greater-or-equal" }),
  row("DateEquals", "Date"),
  row("DateNotEquals", "Date", { negated: true }),
  row("DateLessThan", "Date", { relation: "less" }),
  row("DateLessThanEquals", "Date", { relation: "less-or-equal" }),
  row("DateGreaterThan", "Date", { relation: "greater" }),
  row("DateGreaterThanEquals", "Date", { relation: "greater-or-equal" }),
  row("Bool", "Bool"),
  row("BinaryEquals", "Binary"),
  row("IpAddress", "IpAddress"),
  row("NotIpAddress", "IpAddress", { negated: true }),
  row("ArnEquals", "Arn", { wildcards: true }),
  row("ArnLike", "Arn", { wildcards: true }),
  row("ArnNotEquals", "Arn", { negated: true, wildcards: true }),
  row("ArnNotLike", "Arn", { negated: true, wildcards: true }),
  row("Null", "Null", { relation: "null" }),
];

const byLowerName = new Map(conditionOperators.map((operator) => [operator.name.toLowerCase(), operator]));
const parsed = new Map<string, ConditionOperator>();

/**
 * Reads an operator's name. Case is ignored: AWS's pages are silent on it and every known evaluator folds it.
 * Undefined when it is no operator.
 */
export function parseConditionOperator(name: string): ConditionOperator | undefined {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const set = lower.startsWith("forallvalues:")
    ? "ForAllValues"
    : lower.startsWith("foranyvalue:")
      ? "ForAnyValue"
      : undefined;
  const unprefixed = set === undefined ? lower : lower.slice(set.length + 1);
  const ifExists = unprefixed.endsWith("ifexists");
  const base = byLowerName.get(ifExists ? unprefixed.slice(0, -"ifexists".length) : unprefixed);
  const operator =
    base === undefined ? undefined : { base, ifExists, setOperator: set as ConditionOperator["setOperator"] };
  // Names come from untrusted policies: the memory of them stays bounded.
  if (operator !== undefined && parsed.size < 500) parsed.set(ownString(name), operator);
  return operator;
}

/**
 * Whether a condition also holds for a request that does not have the key; under `Null`, its values say so.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holdsWhenAbsent({ base, ifExists, setOperator }: ConditionOperator): boolean {
  if (ifExists || setOperator === "ForAllValues") return true;
  return base.negated && setOperator !== "ForAnyValue";
}
