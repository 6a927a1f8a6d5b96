import { topic } from "./facts/action-number.ts";
import { listedKey } from "./facts/listed-key.ts";
import { hasOddKey } from "./facts/odd-key.ts";
import { oddLists } from "./facts/odd-lists.ts";
import { hasOddVariable } from "./facts/odd-variable.ts";
import { createServiceLinkedRoleGrants, passRoleGrants } from "./facts/pass-role.ts";
import { unsupportedTags } from "./facts/tag-support.ts";
import type { PolicyDocument } from "./policy/document.ts";
import type { PolicyFeature } from "./policy/policy-feature.ts";
import { redshiftArns } from "./redshift/resource-type.ts";
import { rememberLast } from "./remember-last.ts";
import type { ServiceReference } from "./service-reference/service-reference.ts";

/** The features of a policy that only the service data can tell, beyond those found while it was read. */
export const foundFeatures: (policy: PolicyDocument, services: ServiceReference) => readonly PolicyFeature[] =
  rememberLast((policy, services) => {
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
    if (hasOddVariable(policy)) more.push("odd-variable");
    if (redshiftArns(policy).length > 0) more.push("redshift-arn");
    if (policy.features.has("resource-tag-key") && unsupportedTags(policy, services).length > 0) {
      more.push("unsupported-tag");
    }
    addTopics(odd.allTopics, more);
    if ((odd.allTopics & topic.givesRole) !== 0 && hasWideGrant(policy, services)) more.push("wide-grant");
    return more;
  });

function addTopics(topics: number, more: PolicyFeature[]): void {
  if ((topics & topic.assumeRole) !== 0) more.push("assume-role");
  if ((topics & topic.sts) !== 0) more.push("sts-action");
  if ((topics & topic.redshift) !== 0) more.push("redshift-action");
  if ((topics & topic.catalog) !== 0) more.push("catalog-action");
  if ((topics & topic.secret) !== 0) more.push("secret-action");
  if ((topics & topic.unscopable) !== 0) more.push("unscopable-action");
  if ((topics & topic.key) !== 0) more.push("key-action");
  if ((topics & topic.passRole) !== 0) more.push("pass-role");
}

function hasWideGrant(policy: PolicyDocument, services: ServiceReference): boolean {
  return passRoleGrants(policy, services).length + createServiceLinkedRoleGrants(policy, services).length > 0;
}
