import { type ConditionOperator, holdsWhenAbsent } from "./condition-operator.ts";
import type { Condition, PolicyDocument, Value } from "./document.ts";

/** What a condition that only knows the wildcard `*` comes down to. */
export type StarMeaning = "key-exists" | "key-is-absent" | "always" | "never";

/** Conditions under a `…Like` operator whose values are all `*`, with that meaning. */
export function* starConditions(policy: PolicyDocument, meaning: StarMeaning): Iterable<Condition> {
  for (const condition of policy.conditions) {
    const { operator, values } = condition;
    if (operator?.base.wildcards !== true || values.length === 0) continue;
    if (values.every(isStars) && starMeaning(operator) === meaning) yield condition;
  }
}

/** Whether a value is nothing but `*`, once or more. */
export function isStars({ value }: Value): boolean {
  return value.charCodeAt(0) === 0x2a && /^\*+$/.test(value);
}

function starMeaning(operator: ConditionOperator): StarMeaning {
  if (operator.base.negated) return holdsWhenAbsent(operator) ? "key-is-absent" : "never";
  return holdsWhenAbsent(operator) ? "always" : "key-exists";
}
