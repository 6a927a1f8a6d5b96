import { type Condition, isAllow, type PolicyDocument, type Statement, type Value } from "../policy/document.ts";
import { rememberLast } from "../remember-last.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { numberOfAction, topic } from "./action-number.ts";
import { actionText, matchesAny } from "./named-actions.ts";
import { statementsAbout } from "./odd-lists.ts";
import { perText } from "./per-text.ts";

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
  rememberLast((policy, services) => [...findUnsupportedTags(policy, services)]);

function* findUnsupportedTags(policy: PolicyDocument, services: ServiceReference): Iterable<UnsupportedTag> {
  for (const statement of statementsAbout(topic.untagged, policy, services)) {
    const conditions = statement.conditions.filter(isAboutTheResource);
    if (conditions.length === 0) continue;
    const isOpposite = statement.notAction !== undefined;
    const actions = isOpposite ? [] : untaggedActions(statement, policy, services);
    if (actions.length === 0 && !isOpposite) continue;
    const prefixes = [...new Set(actions.map(({ value }) => actionText(value, services).prefix))];
    for (const condition of conditions) yield { statement, condition, actions, prefixes };
  }
}

function untaggedActions({ action }: Statement, policy: PolicyDocument, services: ServiceReference): readonly Value[] {
  return action?.values.filter((value) => meansUntagged(value, policy, services)) ?? [];
}

/** Whether a condition holds only where the resource shows the tag. */
function isAboutTheResource({ lowerKey, operator, statement }: Condition): boolean {
  if (!lowerKey.startsWith("aws:resourcetag/") || operator === undefined) return false;
  // Without the tag's own key it has a finding of its own.
  if (lowerKey === "aws:resourcetag/") return false;
  if (operator.base.type === "Null" || operator.ifExists) return false;
  return !(operator.base.negated && isAllow(statement));
}

/** Whether a string of `Action` stands for an action whose requests show no tags. */
function meansUntagged(value: Value, policy: PolicyDocument, services: ServiceReference): boolean {
  const number = numberOfAction(value, policy, services);
  return number === -1 ? matchesUntagged(value.value, services) : (number & topic.untagged) !== 0;
}

const matchesUntagged = perText((text, services) => {
  const { service, name, wildcard } = actionText(text, services);
  if (service === undefined || name === undefined) return false;
  const { actionIndex } = service;
  return wildcard
    ? matchesAny(service, name, actionIndex.firstUntagged)
    : actionIndex.placeOf(name, 0, name.length) >= actionIndex.firstUntagged;
});
