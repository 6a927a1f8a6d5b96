import { actionsMeant, actionText } from "../facts/named-actions.ts";
import { perText } from "../facts/per-text.ts";
import { isAllow, isDeny, type Statement, type Value } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
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

const namedBy = new WeakMap<Statement, readonly RedshiftActions[]>();

/** What the statement's `Action` names of Redshift's services. A pattern over services, such as `*`, is left out. */
export function redshiftActions(statement: Statement, services: ServiceReference): readonly RedshiftActions[] {
  let named = namedBy.get(statement);
  if (named === undefined) {
    named = readActions(statement, services);
    namedBy.set(statement, named);
  }
  return named;
}

function readActions({ action }: Statement, services: ServiceReference): RedshiftActions[] {
  const found: RedshiftActions[] = [];
  for (const value of action?.values ?? []) {
    if (!beginsWithRedshift(value)) continue;
    const { prefix, wildcard } = actionText(value.value, services);
    if (prefixes.has(prefix)) found.push(new NamedActions(value, prefix, wildcard, services));
  }
  return found;
}

/** Which actions those are is worked out when it is asked: a pattern may mean a hundred. */
class NamedActions implements RedshiftActions {
  readonly value: Value;
  readonly prefix: string;
  readonly isPattern: boolean;
  private readonly services: ServiceReference;

  constructor(value: Value, prefix: string, isPattern: boolean, services: ServiceReference) {
    this.value = value;
    this.prefix = prefix;
    this.isPattern = isPattern;
    this.services = services;
  }

  get actions(): readonly ServiceAction[] {
    return actionsOf(this.value.value, this.services);
  }
}

const actionsOf = perText((text, services): readonly ServiceAction[] => [...actionsMeant(actionText(text, services))]);

/** Whether the statement allows the action on no resource in particular: what actions without resource types need. */
export function allowsOnStar(statement: Statement, action: string): boolean {
  return allows(statement, action) && (statement.resource?.values.some(({ value }) => isStar(value)) ?? true);
}

/** Whether the statement denies the action wherever it is asked for, if its conditions hold. */
export function deniesOnStar(statement: Statement, action: string): boolean {
  return (
    isDeny(statement) &&
    statement.resource?.values.some(({ value }) => isStar(value)) === true &&
    statement.action?.values.some(({ value }) => matchesPatternIgnoringCase(value, action)) === true
  );
}

/** Whether an Allow's `Action` or `NotAction` reaches the action. */
export function allows(statement: Statement, action: string): boolean {
  return isAllow(statement) && reaches(statement, action);
}

/** The same of a Deny. */
export function denies(statement: Statement, action: string): boolean {
  return isDeny(statement) && reaches(statement, action);
}

/** Whether an `Action` or `NotAction` reaches the action. */
export function reaches({ action, notAction }: Statement, name: string): boolean {
  const isMeant = ({ value }: Value): boolean => matchesPatternIgnoringCase(value, name);
  if (action !== undefined) return action.values.some(isMeant);
  return notAction !== undefined && !notAction.values.some(isMeant);
}

export function isStar(resource: string): boolean {
  return resource === "*" || /^\*+$/.test(resource);
}

export function beginsWithRedshift({ value }: Value): boolean {
  // The first letter rules out nearly all.
  return (value.charCodeAt(0) | 0x20) === 0x72 && value.slice(0, 8).toLowerCase() === "redshift";
}
