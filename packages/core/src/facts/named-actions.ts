import type { PolicyDocument, Statement, Value, ValueList } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { rememberLast } from "../remember-last.ts";
import type { Service, ServiceAction, ServiceReference } from "../service-reference/service-reference.ts";
import { perText } from "./per-text.ts";

/** What a string of `Action` or `NotAction` says, looked up. */
export interface ActionText {
  /** What stands before the colon, in lower case; the whole text when there is no colon. */
  readonly prefix: string;
  /** What stands after the colon, in lower case; undefined when there is no colon. */
  readonly name: string | undefined;
  /** Whether the part after the colon holds `*` or `?`. */
  readonly wildcard: boolean;
  readonly service: Service | undefined;
}

/** One string of `Action` or `NotAction`, looked up. */
export interface NamedAction extends ActionText {
  readonly value: Value;
}

/** Looks one string up. */
export const actionText: (text: string, services: ServiceReference) => ActionText = perText((text, services) => {
  const lower = text.toLowerCase();
  const colon = lower.indexOf(":");
  if (colon === -1) return { prefix: lower, name: undefined, wildcard: false, service: undefined };
  const prefix = lower.slice(0, colon);
  const name = lower.slice(colon + 1);
  return { prefix, name, wildcard: hasWildcard(name), service: services.service(prefix) };
});

/** Whether a string stands for at least one action. */
export const standsForAnAction: (text: string, services: ServiceReference) => boolean = perText(
  (text, services) => beginsAnAction(text, services) || standsFor(text.toLowerCase(), services),
);

/** Whether a string is the beginning of some action and a star, in AWS's letters: so are most patterns. */
function beginsAnAction(text: string, services: ServiceReference): boolean {
  const colon = text.indexOf(":");
  const beginning = text.slice(colon + 1, -1);
  if (!text.endsWith("*") || colon === -1 || hasWildcard(beginning)) return false;
  return services.service(text.slice(0, colon))?.actionIndex.someBegins(beginning) === true;
}

/** The same of a text in lower case. */
function standsFor(text: string, services: ServiceReference): boolean {
  const colon = text.indexOf(":");
  if (colon === -1) return text === "*";
  const service = services.service(text.slice(0, colon));
  if (service === undefined) return false;
  const name = text.slice(colon + 1);
  return hasWildcard(name) ? matchesAny(service, name) : service.actionIndex.placeOf(name, 0, name.length) !== -1;
}

/** Whether a pattern of names, in lower case, matches one of the actions from a place on. */
export function matchesAny({ actionIndex, actionNames }: Service, pattern: string, first = 0): boolean {
  // A comma would make two names look like one.
  if (first === actionIndex.size || pattern.includes(",")) return false;
  if (pattern === "*") return true;
  // Where the comma before its name stands.
  const start = actionIndex.startOf(first);
  const beginning = pattern.slice(0, -1);
  // Most patterns are the beginning of a name and a star.
  if (pattern.endsWith("*") && !hasWildcard(beginning)) return actionNames.includes(`,${beginning}`, start);
  // Each piece between wildcards must be somewhere among the names, or no name can match.
  if (!pattern.split(/[*?]+/).every((piece) => actionNames.includes(piece, start))) return false;
  return actionNames
    .slice(start + 1, -1)
    .split(",")
    .some((name) => matchesPattern(pattern, name));
}

/** The action meant, when it is written without wildcards and exists. */
export function actionNamed({ wildcard, name, service }: ActionText): ServiceAction | undefined {
  return wildcard || name === undefined ? undefined : service?.action(name);
}

/** The strings of one element, looked up. */
export function namedActions(list: ValueList | undefined, services: ServiceReference): readonly NamedAction[] {
  return list === undefined ? [] : list.values.map((value) => ({ ...actionText(value.value, services), value }));
}

/** The prefixes of the strings of one element, each once. */
export function prefixesOf(list: ValueList | undefined, services: ServiceReference): readonly string[] {
  return list === undefined ? [] : prefixesIn(list, services);
}

/** Kept for the last list: a statement may have many conditions. */
const prefixesIn = rememberLast((list: ValueList, services: ServiceReference) => [
  ...new Set(list.values.map(({ value }) => actionText(value, services).prefix)),
]);

/** Every string of `Action` and `NotAction` of a policy, in written order of the statements. */
export function* everyAction(policy: PolicyDocument, services: ServiceReference): Iterable<NamedAction> {
  for (const { action, notAction } of policy.statements) {
    yield* namedActions(action, services);
    yield* namedActions(notAction, services);
  }
}

/** The actions that a string stands for: one, those that its pattern matches, or none. */
export function* actionsMeant(named: ActionText): Iterable<ServiceAction> {
  const action = actionNamed(named);
  if (action !== undefined) yield action;
  else if (named.wildcard && named.service !== undefined) {
    for (const [place, name] of named.service.actionIndex.names.entries()) {
      if (matchesPattern(named.name as string, name.toLowerCase())) yield named.service.actionAt(place);
    }
  }
}

/** By action. The callers ask for a handful of actions, never for what a policy names. */
const answersFor = rememberLast((_: ValueList) => new Map<string, boolean>());

/** Whether any string of a statement's `Action` reaches the action, given in lower case; kept as the prefixes are. */
export function namesAction({ action: list }: Statement, action: string): boolean {
  if (list === undefined) return false;
  const answers = answersFor(list);
  let isNamed = answers.get(action);
  if (isNamed === undefined) {
    isNamed = list.values.some(({ value }) => matchesPattern(value.toLowerCase(), action));
    answers.set(action, isNamed);
  }
  return isNamed;
}
