import type { Member } from "../syntax/node.ts";
import { type ConditionOperator, parseConditionOperator } from "./condition-operator.ts";
import type { PolicyDocument } from "./document.ts";

/** An operator in a statement's `Condition`, with or without keys. */
export interface OperatorUse {
  readonly name: Member["key"];
  /** Undefined when the name is no operator's. */
  readonly operator: ConditionOperator | undefined;
}

/** The operators of a policy, in written order. */
export function* operatorsOf(policy: PolicyDocument): Iterable<OperatorUse> {
  for (const { condition } of policy.statements) {
    if (condition?.value.kind !== "object") continue;
    for (const { key } of condition.value.members) yield { name: key, operator: parseConditionOperator(key.value) };
  }
}
