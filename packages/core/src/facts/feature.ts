import type { PolicyDocument } from "../policy/document.ts";
import type { PolicyFeature } from "../policy/policy-feature.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { listedKey } from "./listed-key.ts";
import { hasOddKey } from "./odd-key.ts";
import { oddLists } from "./odd-lists.ts";
import { createServiceLinkedRoleGrants, passRoleGrants } from "./pass-role.ts";
import { perPolicy } from "./per-policy.ts";

/** What a policy has beside the features that were found while it was read: told by means of the service data. */
export const foundFeatures: (policy: PolicyDocument, services: ServiceReference) => readonly PolicyFeature[] =
  perPolicy((policy, services) => {
    const odd = oddLists(policy, services);
    const more: PolicyFeature[] = [];
    if (odd.unknownActions.length > 0) more.push("unknown-action");
    if (odd.arns.length + odd.faults.length > 0) more.push("odd-resource");
    if (more.length > 0) more.push("odd-name");
    const isCalledVia = policy.features.has("called-via-key");
    const hasServiceKey = isCalledVia || policy.features.has("service-key") || policy.features.has("via-service-key");
    if (hasServiceKey || policy.features.has("principal")) more.push("service-name");
    const redundant = odd.redundantActions.length + odd.redundantResources.length;
    const uncompared = odd.uncomparedActions.length + odd.uncomparedResources.length;
    if (redundant + uncompared > 0) more.push("redundancy");
    const oddKey = hasOddKey(policy, services);
    if (oddKey) more.push("odd-key");
    if (odd.arns.length > 0 || oddKey || isCalledVia) more.push("odd-service");
    if (policy.conditions.some((condition) => listedKey(condition, services) !== undefined)) more.push("listed-key");
    if (odd.namesAssumeRole) more.push("assume-role");
    // `NotAction` reaches IAM's actions by not naming them.
    if ((odd.mayNameIam || policy.features.has("opposite")) && hasWideGrant(policy, services)) more.push("wide-grant");
    return more;
  });

function hasWideGrant(policy: PolicyDocument, services: ServiceReference): boolean {
  return passRoleGrants(policy, services).length + createServiceLinkedRoleGrants(policy, services).length > 0;
}

/** Whether a policy has everything that a check needs. */
export function hasAll(features: ReadonlySet<PolicyFeature>, needed: readonly PolicyFeature[] | undefined): boolean {
  return needed === undefined || needed.every((feature) => features.has(feature));
}

const weights = new Map<PolicyFeature, number>();

/**
 * A number for features, each there once: its own among all sets of features. NaN where one of them is beyond the 53
 * that a number can tell apart.
 */
export function keyOf(features: Iterable<PolicyFeature>): number {
  let key = 0;
  for (const feature of features) key += weights.get(feature) ?? newWeight(feature);
  return key;
}

function newWeight(feature: PolicyFeature): number {
  const weight = weights.size < 53 ? 2 ** weights.size : Number.NaN;
  weights.set(feature, weight);
  return weight;
}
