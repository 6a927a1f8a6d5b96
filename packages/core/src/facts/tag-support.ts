import { type Condition, isAllow, type PolicyDocument, type Statement, type Value } from "../policy/document.ts";
import type { Service, ServiceAction, ServiceReference } from "../service-reference/service-reference.ts";
import { actionsMeant, actionText } from "./named-actions.ts";
import { perPolicy, perText } from "./per-policy.ts";

/** A condition on the resource's tags in a statement that names actions whose resources show none. */
export interface UnsupportedTag {
  readonly statement: Statement;
  readonly condition: Condition;
  /** In written order; empty when the statement has `NotAction`. */
  readonly actions: readonly Value[];
  /** The prefixes of their services, each once. */
  readonly prefixes: readonly string[];
}

/**
 * Conditions on `aws:ResourceTag/…` that some actions of their statement can never meet. Recorded results of
 * Access Analyzer speak when at least one action meant has no tag key at all, and not for `Null` or `…IfExists`;
 * a `Not` operator in an Allow holds when the tag is absent, so it is silent there too.
 */
export const unsupportedTags: (policy: PolicyDocument, services: ServiceReference) => readonly UnsupportedTag[] =
  perPolicy((policy, services) => [...findUnsupportedTags(policy, services)]);

function* findUnsupportedTags(policy: PolicyDocument, services: ServiceReference): Iterable<UnsupportedTag> {
  for (const condition of policy.conditions) {
    const { lowerKey, operator, statement } = condition;
    if (!lowerKey.startsWith("aws:resourcetag/") || operator === undefined) continue;
    // Without the tag's own key it has a finding of its own.
    if (lowerKey === "aws:resourcetag/") continue;
    if (operator.base.type === "Null" || operator.ifExists) continue;
    if (operator.base.negated && isAllow(statement)) continue;
    if (statement.notAction !== undefined) {
      yield { statement, condition, actions: [], prefixes: [] };
      continue;
    }
    const actions = statement.action?.values.filter(({ value }) => meansUntagged(value, services)) ?? [];
    if (actions.length === 0) continue;
    const prefixes = new Set(actions.map(({ value }) => actionText(value, services).prefix));
    yield { statement, condition, actions, prefixes: [...prefixes] };
  }
}

/** Whether a string of `Action` stands for an action without any tag key. */
const meansUntagged = perText((text, services) => {
  const named = actionText(text, services);
  if (named.service === undefined) return false;
  for (const action of actionsMeant(named)) if (isUntagged(action, named.service)) return true;
  return false;
});

function isUntagged({ conditionKeys, resourceTypes }: ServiceAction, service: Service): boolean {
  if (conditionKeys.some(isAboutTags)) return false;
  return !resourceTypes.some(
    (type) =>
      type.conditionKeys.some(isAboutTags) || service.resourceTypes.get(type.name)?.conditionKeys.some(isAboutTags),
  );
}

function isAboutTags(key: string): boolean {
  return key === "aws:tagkeys" || key.startsWith("aws:resourcetag/") || key.startsWith("aws:requesttag/");
}
