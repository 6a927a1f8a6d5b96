import type { PolicyDocument, Statement, Value, ValueList } from "../policy/document.ts";
import { rememberLast } from "../remember-last.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { topic } from "./action-number.ts";
import { type Judging, newJudging, verdictOnActions, verdictOnResources } from "./list-verdict.ts";
import { actionText, type NamedAction } from "./named-actions.ts";
import type { RedundantGroup } from "./redundancy.ts";
import { type ArnFault, type ResourceArn, resourceText } from "./resource-arns.ts";

/** What some check may speak about among the actions and resources of a policy. Most policies have none of it. */
export interface OddLists {
  /** Strings of `Action` and `NotAction` that name no action of a known service. */
  readonly unknownActions: readonly NamedAction[];
  /** ARNs of `Resource` and `NotResource` with a field that is out of the ordinary. */
  readonly arns: readonly ResourceArn[];
  /** Strings of `Resource` and `NotResource` that are no ARN, nor the bare `*`. */
  readonly faults: readonly { readonly value: Value; readonly fault: ArnFault }[];
  /** Strings of one `Action` or `NotAction` that cover one another: a group is a finding. */
  readonly redundantActions: readonly RedundantStrings[];
  readonly redundantResources: readonly RedundantStrings[];
  /** Of each statement the topics of what its `Action` and `NotAction` name, as `action-number.ts` has them. */
  readonly topics: readonly number[];
  /** The topics of all. */
  readonly allTopics: number;
  /** Lists with so many or such long patterns that they were not compared to the end. */
  readonly uncomparedActions: readonly ValueList[];
  readonly uncomparedResources: readonly ValueList[];
}

export interface RedundantStrings {
  /** In written order, the covering ones included; two or more. */
  readonly members: readonly Value[];
  /** One that covers another. */
  readonly widest: Value;
  /** One that can go. */
  readonly removable: Value;
}

/** The same while it is gathered. */
type Found = { -readonly [K in keyof OddLists]: OddLists[K] extends readonly (infer T)[] ? T[] : OddLists[K] };

/** Worked out in one pass. */
export const oddLists: (policy: PolicyDocument, services: ServiceReference) => OddLists = rememberLast(
  (policy, services) => {
    const found: Found = {
      unknownActions: [],
      arns: [],
      faults: [],
      redundantActions: [],
      redundantResources: [],
      topics: [],
      allTopics: 0,
      uncomparedActions: [],
      uncomparedResources: [],
    };
    const judging = newJudging(policy, services);
    for (const statement of policy.statements) {
      const { action, notAction, resource, notResource } = statement;
      let topics = 0;
      if (action !== undefined) topics |= lookAtActions(action, judging, found);
      if (notAction !== undefined)
        topics |= lookAtActions(notAction, judging, found) | topic.givesRole | topic.untagged;
      found.topics.push(topics);
      found.allTopics |= topics;
      if (resource !== undefined) lookAtResources(resource, judging, found);
      if (notResource !== undefined) lookAtResources(notResource, judging, found);
    }
    return found;
  },
);

/** The statements about one of some topics. */
export function statementsAbout(topics: number, policy: PolicyDocument, services: ServiceReference): Statement[] {
  const found = oddLists(policy, services);
  if ((found.allTopics & topics) === 0) return [];
  return policy.statements.filter((_, place) => ((found.topics[place] as number) & topics) !== 0);
}

/** The topics of the list. */
function lookAtActions(list: ValueList, judging: Judging, found: Found): number {
  const { odd, groups, topics } = verdictOnActions(list, judging);
  if (groups === undefined) found.uncomparedActions.push(list);
  else for (const group of groups) found.redundantActions.push(stringsOf(group, list));
  for (const index of odd) {
    const value = list.values[index] as Value;
    found.unknownActions.push({ ...actionText(value.value, judging.services), value });
  }
  return topics;
}

function lookAtResources(list: ValueList, judging: Judging, found: Found): void {
  const { odd, groups } = verdictOnResources(list, judging);
  if (groups === undefined) found.uncomparedResources.push(list);
  else for (const group of groups) found.redundantResources.push(stringsOf(group, list));
  for (const index of odd) {
    const value = list.values[index] as Value;
    const facts = resourceText(value.value, judging.services);
    if (facts.kind === "arn") found.arns.push({ ...facts.arn, value });
    else if (facts.kind === "fault") found.faults.push({ value, fault: facts.fault });
  }
}

function stringsOf({ members, widest, removable }: RedundantGroup, { values }: ValueList): RedundantStrings {
  const at = (index: number): Value => values[index] as Value;
  return { members: members.map(at), widest: at(widest), removable: at(removable) };
}
