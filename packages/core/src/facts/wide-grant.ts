import { isAllow, type PolicyDocument, type Statement, type Value } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import type { Range } from "../syntax/node.ts";

/** How a statement reaches an action: by its name, by a pattern, or by leaving it out of `NotAction`. */
export type ActionReach = "named" | "pattern" | "not-action";
/** On which resources: the bare `*`, or all but some. */
export type ResourceReach = "star" | "not-resource";

/** An Allow that grants one action on any resource, or on all but some. */
export interface WideGrant {
  readonly statement: Statement;
  readonly action: ActionReach;
  readonly resource: ResourceReach;
  /** Where the action stands, then where the resource stands. */
  readonly at: readonly [Range, Range];
}

/** Every such Allow of an action, given in lower case, that `isLimited` does not excuse. */
export function* wideGrants(
  policy: PolicyDocument,
  action: string,
  isLimited: (statement: Statement) => boolean,
): Iterable<WideGrant> {
  for (const statement of policy.statements) {
    if (!isAllow(statement)) continue;
    const resource = resourceReach(statement);
    if (resource === undefined) continue;
    const reached = [...actionReach(statement, action)];
    if (reached.length === 0 || isLimited(statement)) continue;
    for (const [reach, at] of reached) {
      yield { statement, action: reach, resource: resource.reach, at: [at, resource.at] };
    }
  }
}

function resourceReach({ resource, notResource }: Statement): { reach: ResourceReach; at: Range } | undefined {
  const star = resource?.values.find(({ value }) => value === "*");
  if (star !== undefined) return { reach: "star", at: star.node };
  return notResource === undefined ? undefined : { reach: "not-resource", at: notResource.member.value };
}

function* actionReach({ action, notAction }: Statement, name: string): Iterable<readonly [ActionReach, Range]> {
  if (action !== undefined) {
    const reaching = action.values.filter(({ value }) => matchesLower(value, name));
    const named = reaching.find(({ value }) => !hasWildcard(value));
    if (named !== undefined) yield ["named", named.node];
    const pattern = reaching.find(({ value }) => hasWildcard(value));
    if (pattern !== undefined) yield ["pattern", pattern.node];
  } else if (notAction !== undefined && !notAction.values.some(({ value }: Value) => matchesLower(value, name))) {
    yield ["not-action", notAction.member.value];
  }
}

function matchesLower(pattern: string, name: string): boolean {
  const first = pattern.charCodeAt(0) | 0x20;
  // Most actions of a policy belong to other services.
  if (first !== name.charCodeAt(0) && first !== 0x2a && first !== 0x3f) return false;
  return matchesPattern(pattern.toLowerCase(), name);
}
