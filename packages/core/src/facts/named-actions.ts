import type { PolicyDocument, Statement, Value, ValueList } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import type { Service, ServiceAction, ServiceReference } from "../service-reference/service-reference.ts";

/** One string of `Action` or `NotAction`, looked up. */
export interface NamedAction {
  readonly value: Value;
  /** What stands before the colon, in lower case; the whole text when there is no colon. */
  readonly prefix: string;
  /** What stands after the colon, in lower case; undefined when there is no colon. */
  readonly name: string | undefined;
  /** Whether the part after the colon holds `*` or `?`. */
  readonly wildcard: boolean;
  readonly service: Service | undefined;
  /** The action meant, when it is written without wildcards and exists. */
  readonly action: ServiceAction | undefined;
}

const known = new WeakMap<ValueList, readonly NamedAction[]>();
const none: readonly NamedAction[] = [];

/** The strings of one element, looked up once for all checks. */
export function namedActions(list: ValueList | undefined, services: ServiceReference): readonly NamedAction[] {
  if (list === undefined) return none;
  let actions = known.get(list);
  if (actions === undefined) {
    actions = list.values.map((value) => lookUp(value, services));
    known.set(list, actions);
  }
  return actions;
}

/** Every string of `Action` and `NotAction` of a policy, in written order of the statements. */
export function* everyAction(policy: PolicyDocument, services: ServiceReference): Iterable<NamedAction> {
  for (const statement of policy.statements) {
    yield* namedActions(statement.action, services);
    yield* namedActions(statement.notAction, services);
  }
}

/** The actions that a string stands for: one, those that its pattern matches, or none. */
export function* actionsMeant(named: NamedAction): Iterable<ServiceAction> {
  if (named.action !== undefined) yield named.action;
  else if (named.wildcard && named.service !== undefined) {
    for (const [name, action] of named.service.actions) {
      if (matchesPattern(named.name as string, name)) yield action;
    }
  }
}

export function isExistingAction(named: NamedAction): boolean {
  if (named.action !== undefined || named.name === "*") return true;
  if (!named.wildcard || named.service === undefined) return false;
  for (const _ of actionsMeant(named)) return true;
  return false;
}

/** Whether any string of a statement's `Action` reaches the action, given in lower case. */
export function namesAction(statement: Statement, action: string): boolean {
  return statement.action?.values.some(({ value }) => matchesPattern(value.toLowerCase(), action)) ?? false;
}

/** Every key that a request for the action can carry, by itself or through its resources; lower case. */
export function keysOf(action: ServiceAction, service: Service): ReadonlySet<string> {
  let keys = knownKeys.get(action);
  if (keys === undefined) {
    keys = new Set(action.conditionKeys);
    for (const { name, conditionKeys } of action.resourceTypes) {
      for (const key of conditionKeys) keys.add(key);
      for (const key of service.resourceTypes.get(name)?.conditionKeys ?? []) keys.add(key);
    }
    knownKeys.set(action, keys);
  }
  return keys;
}

const knownKeys = new WeakMap<ServiceAction, Set<string>>();

function lookUp(value: Value, services: ServiceReference): NamedAction {
  const lower = value.value.toLowerCase();
  const colon = lower.indexOf(":");
  if (colon === -1) {
    return { value, prefix: lower, name: undefined, wildcard: false, service: undefined, action: undefined };
  }
  const prefix = lower.slice(0, colon);
  const name = lower.slice(colon + 1);
  const wildcard = hasWildcard(name);
  const service = services.service(prefix);
  return { value, prefix, name, wildcard, service, action: wildcard ? undefined : service?.actions.get(name) };
}
