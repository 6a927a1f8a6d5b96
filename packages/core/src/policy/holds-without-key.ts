import { holdsWhenAbsent } from "./condition-operator.ts";
import type { Condition } from "./document.ts";

/** Whether the condition also holds for a request that does not have its key, such as one without an ExternalId. */
export function holdsWithoutKey(condition: Condition): boolean {
  const { operator } = condition;
  if (operator === undefined) return false;
  if (operator.base.type === "Null") return condition.values.some(({ value }) => value.toLowerCase() === "true");
  return holdsWhenAbsent(operator);
}
