import { isWorthRemembering } from "../own-string.ts";
import type { ConditionOperator } from "../policy/condition-operator.ts";
import type { Condition, PolicyDocument } from "../policy/document.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { isSingleValued, knownConditionKey } from "./known-condition-key.ts";
import { asArnOperator, fittingTypes, isArnKey } from "./operator-fit.ts";

/** Whether some condition key is unknown, names no tag, or does not suit its operator. Most policies have none such. */
export function hasOddKey(policy: PolicyDocument, services: ServiceReference): boolean {
  for (const condition of policy.conditions) if (isRememberedAsOdd(condition, services)) return true;
  return false;
}

/** Verdicts by key, by operator. */
const verdicts = new Map<ConditionOperator | undefined, Map<string, boolean>>();
let size = 0;

function isRememberedAsOdd(condition: Condition, services: ServiceReference): boolean {
  let verdict = verdicts.get(condition.operator)?.get(condition.lowerKey);
  if (verdict === undefined) {
    verdict = isOdd(condition, services);
    remember(condition, verdict);
  }
  return verdict;
}

/** Names come from untrusted policies: the memory of them stays bounded. */
function remember({ operator, lowerKey }: Condition, verdict: boolean): void {
  if (!isWorthRemembering(lowerKey)) return;
  if (size++ >= 10_000) {
    verdicts.clear();
    size = 0;
  }
  const byKey = verdicts.get(operator) ?? new Map<string, boolean>();
  verdicts.set(operator, byKey.set(lowerKey, verdict));
}

function isOdd(condition: Condition, services: ServiceReference): boolean {
  const { operator } = condition;
  const facts = knownConditionKey(condition, services);
  if (facts.kind === "claim") return operator?.setOperator === "ForAllValues" && isSingleValued(facts);
  if (facts.kind !== "known") return true;
  if (operator === undefined || operator.base.type === "Null") return false;
  const isOddSet = facts.key.multivalued ? operator.setOperator === undefined : operator.setOperator === "ForAllValues";
  const types = fittingTypes(facts.key);
  return (
    isOddSet ||
    (types !== undefined && !types.includes(operator.base.type)) ||
    (isArnKey(facts.key) && asArnOperator(condition) !== undefined)
  );
}
