import type { Condition } from "./document.ts";

/** Whether the condition asks for certain values: not `Not…`, not `Null`. */
export function asksForValues(condition: Condition): boolean {
  const { operator } = condition;
  return operator !== undefined && !operator.base.negated && operator.base.type !== "Null";
}
