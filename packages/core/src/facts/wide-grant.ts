import { isAllow, type Statement, type Value } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import type { Range } from "../syntax/node.ts";

/** How a statement reaches an action: by its name, by a pattern, or by leaving it out of `NotAction`. */
export type ActionReach = "named" | "pattern" | "not-action";
/** On which resources: every role there is, or all but some. */
export type ResourceReach = "star" | "not-resource";

/** An Allow that grants one action of IAM's on every role, or on all resources but some. */
export interface WideGrant {
  readonly action: ActionReach;
  readonly resource: ResourceReach;
  /** Where the action stands, then where the resource stands. */
  readonly at: readonly [Range, Range];
}

/**
 * Of statements, every such Allow of an action, given in lower case, that `isLimited` does not excuse: it is asked how
 * far the resources reach.
 */
export function wideGrants(
  statements: readonly Statement[],
  action: string,
  isLimited: (statement: Statement, reach: ResourceReach) => boolean,
): readonly WideGrant[] {
  const grants: WideGrant[] = [];
  for (const statement of statements) {
    if (!isAllow(statement)) continue;
    const resource = resourceReach(statement);
    if (resource === undefined) continue;
    const before = grants.length;
    for (const [reach, at] of actionReach(statement, action)) {
      grants.push({ action: reach, resource: resource.reach, at: [at, resource.at] });
    }
    if (grants.length > before && isLimited(statement, resource.reach)) grants.length = before;
  }
  return grants;
}

function resourceReach({ resource, notResource }: Statement): { reach: ResourceReach; at: Range } | undefined {
  const values = resource?.values;
  const star = values?.find(({ value }) => value === "*") ?? values?.find(({ value }) => coversEveryRole(value));
  if (star !== undefined) return { reach: "star", at: star };
  return notResource === undefined ? undefined : { reach: "not-resource", at: notResource.member.value };
}

/**
 * Whether a resource takes in every role of an account, as `*`, `arn:aws:iam:*:*:*` and
 * `arn:aws:iam::111122223333:role/*` do. A pattern that begins a role's name is taken as the naming convention of a service.
 */
export function coversEveryRole(resource: string): boolean {
  if (resource === "*") return true;
  if (!resource.endsWith("*") || !resource.startsWith("arn:")) return false;
  const partitionEnd = resource.indexOf(":", "arn:".length);
  const service = resource.slice(partitionEnd + 1, Math.max(0, resource.indexOf(":", partitionEnd + 1)));
  if (service !== "iam" && !hasWildcard(service)) return false;
  const [, , , region = "", , ...name] = resource.split(":");
  return matchesPattern(service, "iam") && matchesPattern(region, "") && matchesPattern(name.join(":"), "role/*");
}

function actionReach({ action, notAction }: Statement, name: string): (readonly [ActionReach, Range])[] {
  if (action === undefined) {
    if (notAction === undefined || notAction.values.some(({ value }) => reaches(value, name))) return [];
    return [["not-action", notAction.member.value]];
  }
  let named: Range | undefined;
  let pattern: Range | undefined;
  for (let i = 0; i < action.values.length; i++) {
    const value = action.values[i] as Value;
    if (!reaches(value.value, name)) continue;
    if (hasWildcard(value.value)) pattern ??= value;
    else named ??= value;
  }
  return [
    ...(named === undefined ? [] : [["named", named] as const]),
    ...(pattern === undefined ? [] : [["pattern", pattern] as const]),
  ];
}

/** Most strings do not begin as the name does, which is in lower case. */
function reaches(pattern: string, name: string): boolean {
  const first = pattern.charCodeAt(0);
  const mayReach = (first | 0x20) === name.charCodeAt(0) || first === 0x2a || first === 0x3f;
  return mayReach && matchesPattern(pattern.toLowerCase(), name);
}
