import type { Condition, PolicyDocument } from "./document.ts";

/** The operators of a policy, each once: its first condition. An operator without keys has none. */
export function operatorsOf(policy: PolicyDocument): readonly Condition[] {
  const { conditions } = policy;
  return conditions.filter((condition, i) => i === 0 || condition.operatorName !== conditions[i - 1]?.operatorName);
}
