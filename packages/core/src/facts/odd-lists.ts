import type { PolicyDocument, Value, ValueList } from "../policy/document.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { newJudging, topic, verdictOnActions, verdictOnResources } from "./list-verdict.ts";
import { actionText, type NamedAction } from "./named-actions.ts";
import { perPolicy } from "./per-policy.ts";
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
  /** Whether some string of an `Action` or `NotAction` is `sts:AssumeRole`. */
  readonly namesAssumeRole: boolean;
  /** Whether some `Action` may reach actions of IAM's: by its first letter. */
  readonly mayNameIam: boolean;
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

/** Worked out in one pass. */
export const oddLists: (policy: PolicyDocument, services: ServiceReference) => OddLists = perPolicy(
  (policy, services) => {
    const unknownActions: NamedAction[] = [];
    const arns: ResourceArn[] = [];
    const faults: { readonly value: Value; readonly fault: ArnFault }[] = [];
    const redundantActions: RedundantStrings[] = [];
    const redundantResources: RedundantStrings[] = [];
    const uncomparedActions: ValueList[] = [];
    const uncomparedResources: ValueList[] = [];
    let namesAssumeRole = false;
    let mayNameIam = false;
    const judging = newJudging(policy, services);
    for (const { action, notAction, resource, notResource } of policy.statements) {
      if (action !== undefined) lookAtActions(action);
      if (notAction !== undefined) lookAtActions(notAction);
      if (resource !== undefined) lookAtResources(resource);
      if (notResource !== undefined) lookAtResources(notResource);
    }
    return {
      unknownActions,
      arns,
      faults,
      redundantActions,
      redundantResources,
      namesAssumeRole,
      mayNameIam,
      uncomparedActions,
      uncomparedResources,
    };

    function lookAtActions(list: ValueList): void {
      const { odd, groups, topics } = verdictOnActions(list, judging);
      namesAssumeRole ||= (topics & topic.assumeRole) !== 0;
      mayNameIam ||= (topics & topic.iam) !== 0;
      if (groups === undefined) uncomparedActions.push(list);
      else for (const group of groups) redundantActions.push(stringsOf(group, list));
      for (const index of odd) {
        const value = list.values[index] as Value;
        unknownActions.push({ ...actionText(value.value, services), value });
      }
    }

    function lookAtResources(list: ValueList): void {
      const { odd, groups } = verdictOnResources(list, judging);
      if (groups === undefined) uncomparedResources.push(list);
      else for (const group of groups) redundantResources.push(stringsOf(group, list));
      for (const index of odd) {
        const value = list.values[index] as Value;
        const facts = resourceText(value.value, services);
        if (facts.kind === "arn") arns.push({ ...facts.arn, value });
        else if (facts.kind === "fault") faults.push({ value, fault: facts.fault });
      }
    }
  },
);

function stringsOf({ members, widest, removable }: RedundantGroup, { values }: ValueList): RedundantStrings {
  const at = (index: number): Value => values[index] as Value;
  return { members: members.map(at), widest: at(widest), removable: at(removable) };
}
