import { isAllow, type PolicyDocument, type Statement, type Value } from "../policy/document.ts";
import { hasWildcard, matchesPattern, matchesPatternIgnoringCase } from "../policy/pattern.ts";
import type { ServiceAction, ServiceReference } from "../service-reference/service-reference.ts";

/** An element of `Action` that names actions of Redshift, its Data API or Redshift Serverless. */
export interface RedshiftActions {
  readonly value: Value;
  /** `redshift`, `redshift-data` or `redshift-serverless`. */
  readonly prefix: string;
  /** Those of the service that the name or pattern reaches. */
  readonly actions: readonly ServiceAction[];
  readonly isPattern: boolean;
}

const prefixes = new Set(["redshift", "redshift-data", "redshift-serverless"]);

/** What the statement's `Action` names of Redshift's services. A pattern over services, such as `*`, is left out. */
export function redshiftActions(statement: Statement, services: ServiceReference): RedshiftActions[] {
  const found: RedshiftActions[] = [];
  for (const value of statement.action?.values ?? []) {
    const text = value.value.toLowerCase();
    if (!text.startsWith("redshift")) continue;
    const colon = text.indexOf(":");
    const prefix = text.slice(0, colon);
    const service = prefixes.has(prefix) ? services.service(prefix) : undefined;
    if (service === undefined) continue;
    const name = text.slice(colon + 1);
    const isPattern = hasWildcard(name);
    const exact = service.actions.get(name);
    const actions = isPattern
      ? [...service.actions].flatMap(([key, action]) => (matchesPattern(name, key) ? [action] : []))
      : exact === undefined
        ? []
        : [exact];
    found.push({ value, prefix, actions, isPattern });
  }
  return found;
}

/** Whether the statement allows the action on no resource in particular: what actions without resource types need. */
export function allowsOnStar(statement: Statement, action: string): boolean {
  return allows(statement, action) && (statement.resource?.values.some(({ value }) => isStar(value)) ?? true);
}

/** Whether an Allow's `Action` or `NotAction` reaches the action. */
export function allows(statement: Statement, action: string): boolean {
  if (!isAllow(statement)) return false;
  const reaches = ({ value }: Value): boolean => matchesPatternIgnoringCase(value, action);
  if (statement.action !== undefined) return statement.action.values.some(reaches);
  return statement.notAction !== undefined && !statement.notAction.values.some(reaches);
}

export function isStar(resource: string): boolean {
  return /^\*+$/.test(resource);
}

/** Cheap: whether any element of `Action` begins with `redshift`. */
export function namesRedshiftActions(policy: PolicyDocument): boolean {
  return policy.statements.some(({ action }) =>
    action?.values.some(({ value }) => value.length > 8 && value.slice(0, 8).toLowerCase() === "redshift"),
  );
}
