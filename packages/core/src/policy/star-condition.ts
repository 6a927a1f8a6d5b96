import type { Condition, PolicyDocument, Value } from "./document.ts";

/** What a condition that only knows the wildcard `*` comes down to. */
export type StarMeaning = "key-exists" | "key-is-absent" | "always" | "never";

/** Conditions under a `…Like` operator whose values are all `*`, with that meaning. */
export function* starConditions(policy: PolicyDocument, meaning: StarMeaning): Iterable<Condition> {
  for (const condition of policy.conditions) {
    const { operator, values } = condition;
    if (operator?.base.wildcards !== true || values.length === 0) continue;
    if (values.every(isStars) && starMeaning(condition) === meaning) yield condition;
  }
}

/** Whether a value is nothing but `*`, once or more. */
export function isStars({ value }: Value): boolean {
  return value.charCodeAt(0) === 0x2a && /^\*+$/.test(value);
}

function starMeaning({ operator }: Condition): StarMeaning {
  const holdsPresent = operator?.base.negated === false;
  return holdsPresent
    ? holdsWhenAbsent(operator)
      ? "always"
      : "key-exists"
    : holdsWhenAbsent(operator)
      ? "key-is-absent"
      : "never";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function holdsWhenAbsent(operator: Condition["operator"]): boolean {
  if (operator === undefined) return false;
  if (operator.ifExists || operator.setOperator === "ForAllValues") return true;
  return operator.base.negated && operator.setOperator !== "ForAnyValue";
}
