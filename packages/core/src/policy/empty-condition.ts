import type { Condition, PolicyDocument } from "./document.ts";

/** How an operator meets an empty list of values: the four cases that Access Analyzer tells apart. */
export type EmptyConditionKind = "plain" | "if-exists" | "for-all-values" | "for-any-value";

/** Condition keys with an empty array of values under an operator of that kind. */
export function* emptyConditions(policy: PolicyDocument, kind: EmptyConditionKind): Iterable<Condition> {
  for (const condition of policy.conditions) {
    const { value } = condition.member;
    if (value.kind === "array" && value.items.length === 0 && kindOf(condition) === kind) yield condition;
  }
}

function kindOf({ operator }: Condition): EmptyConditionKind {
  if (operator?.setOperator === "ForAllValues") return "for-all-values";
  if (operator?.setOperator === "ForAnyValue") return "for-any-value";
  return operator?.ifExists === true ? "if-exists" : "plain";
}
