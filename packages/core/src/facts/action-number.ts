import type { PolicyDocument, Value } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import type { ActionIndex } from "../service-reference/action-index.ts";
import type { Service, ServiceAction, ServiceReference } from "../service-reference/service-reference.ts";
import { actionNamed, actionText } from "./named-actions.ts";

/** What checks ask of actions, as bits. */
export const topic = {
  /** `sts:AssumeRole` by its name, or by a pattern that begins so. */
  assumeRole: 1,
  /** What may give a service a role. */
  givesRole: 2,
  /** What begins with `redshift`. */
  redshift: 4,
  /** What may stand for an action whose requests show no tags. */
  untagged: 8,
  /** What begins with `sts`. */
  sts: 16,
  /** `iam:PassRole` by its name. */
  passRole: 32,
  /** What reads databases and tables of the Data Catalog, by its name. */
  catalog: 64,
  /** What reads a secret, by its name or by a pattern of Secrets Manager's. */
  secret: 128,
  /** What Redshift's roles need and takes no resource, by its name. */
  unscopable: 256,
  /** What begins with `kms:`. */
  key: 512,
} as const;
/** In an action's number. */
export const topicBits = 10;

/** Of a string that has no number, mostly a pattern. */
export function topicsOf(action: string): number {
  return topic.untagged | topicOfBeginning(action);
}

/** Told by the first letter where it can be. */
function topicOfBeginning(action: string): number {
  switch (action.charCodeAt(0) | 0x20) {
    case 0x73 /* s */:
      return topicsOfS(action);
    case 0x72 /* r */:
      return action.slice(0, 8).toLowerCase() === "redshift" ? topic.redshift : 0;
    case 0x6b /* k */:
      return action.slice(0, 4).toLowerCase() === "kms:" ? topic.key : 0;
    case 0x69 /* i */:
      return isLetterOrWildcard(action.charCodeAt(1), 0x61 /* a */) ? topic.givesRole : 0;
    default:
      return isLetterOrWildcard(action.charCodeAt(0), 0x69) ? topic.givesRole : 0;
  }
}

function topicsOfS(action: string): number {
  const beginning = action.slice(0, 3).toLowerCase();
  if (beginning === "sts") {
    // `sts:*` is an administrator's.
    const isNamed = /^sts:a/i.test(action) && matchesPatternIgnoringCase(action, "sts:AssumeRole");
    return isNamed ? topic.sts | topic.assumeRole : topic.sts;
  }
  if (beginning !== "sec" || !/^secretsmanager:/i.test(action)) return 0;
  return secretReaders.some((name) => matchesPatternIgnoringCase(action, name)) ? topic.secret : 0;
}

const secretReaders = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];

/** In whatever case. A wildcard's code differs in that bit only from a control character's. */
function isLetterOrWildcard(code: number, letter: number): boolean {
  const lower = code | 0x20;
  return lower === letter || lower === 0x2a /* * */ || lower === 0x3f /* ? */;
}

/** The action that a string of `Action` or `NotAction` is; undefined for a pattern and for what is no action. */
export function actionOf(value: Value, policy: PolicyDocument, reference: ServiceReference): ServiceAction | undefined {
  const number = numberOfAction(value, policy, reference);
  // The service that a number was found in is the last one.
  if (number !== -1 && last !== undefined) return last.service.actionAt((number >> topicBits) - last.first);
  return actionNamed(actionText(value.value, reference));
}

/** Whether a string of `Action` or `NotAction` is an action of one of some topics, by its name. */
export function isNamed(topics: number, value: Value, policy: PolicyDocument, reference: ServiceReference): boolean {
  const number = numberOfAction(value, policy, reference);
  return number !== -1 && (number & topics) !== 0;
}

/** By service, the actions that checks ask for by name. */
const namedActions: ReadonlyMap<string, readonly (readonly [topics: number, ...names: string[]])[]> = new Map([
  ["sts", [[topic.assumeRole, "AssumeRole"]]],
  [
    "iam",
    [
      [topic.givesRole | topic.passRole, "PassRole"],
      [topic.givesRole, "CreateServiceLinkedRole"],
    ],
  ],
  ["glue", [[topic.catalog, "GetDatabase", "GetTable", "GetTables", "GetPartition", "GetPartitions"]]],
  ["kinesis", [[topic.unscopable, "ListStreams"]]],
  ["lakeformation", [[topic.unscopable, "GetDataAccess"]]],
  [
    "secretsmanager",
    [
      [topic.secret, "DescribeSecret", "GetSecretValue"],
      [topic.unscopable, "GetRandomPassword", "ListSecrets"],
    ],
  ],
]);

interface ServiceActions {
  readonly service: Service;
  /** The prefix and the colon. */
  readonly beginning: string;
  readonly index: ActionIndex;
  /** The number of its first action; the others follow by place. */
  readonly first: number;
  /** Of its actions, by place. */
  readonly topics: Uint16Array;
}

/** By prefix, of the services that policies named so far: their actions are numbered in that order. */
const known = new Map<string, ServiceActions>();
let numbers = 0;
/** Lists mostly name one action of a service after another. */
let last: ServiceActions | undefined;

/** The number of the action that a string of `Action` or `NotAction` is, -1 for anything else. */
export function numberOfAction(
  { value, start, end }: Value,
  { text, plainJson }: PolicyDocument,
  reference: ServiceReference,
): number {
  // In plain JSON a string without escapes stands between its quotes as it is, and need not be cut out of the text.
  return plainJson === undefined || end - start - 2 !== value.length
    ? actionNumber(value, 0, value.length, reference)
    : actionNumber(text, start + 1, end - 1, reference);
}

/**
 * A number for the action that stands in a text from `start` to `end`: its place among those of all services, then its
 * topics in the last bits; -1 for anything else. Asked of every action of every policy.
 */
function actionNumber(text: string, start: number, end: number, reference: ServiceReference): number {
  if (last === undefined || !text.startsWith(last.beginning, start)) {
    const next = serviceActions(text.slice(start, end), reference);
    if (next === undefined) return -1;
    last = next;
  }
  const { beginning, index, first, topics } = last;
  const place = index.placeOf(text, start + beginning.length, end);
  return place === -1 ? -1 : ((first + place) << topicBits) | (topics[place] as number);
}

function serviceActions(action: string, reference: ServiceReference): ServiceActions | undefined {
  const colon = action.indexOf(":");
  if (colon === -1) return undefined;
  const prefix = action.slice(0, colon);
  const found = known.get(prefix);
  if (found !== undefined) return found;
  const lower = prefix.toLowerCase();
  return known.get(lower) ?? addService(lower, reference);
}

function topicsOfService(prefix: string): number {
  if (prefix === "kms") return topic.key;
  if (prefix === "sts") return topic.sts;
  return prefix.startsWith("redshift") ? topic.redshift : 0;
}

function addService(lowerPrefix: string, reference: ServiceReference): ServiceActions | undefined {
  const service = reference.service(lowerPrefix);
  if (service === undefined) return undefined;
  const { prefix, actionIndex: index } = service;
  const ofAll = topicsOfService(prefix);
  const topics = new Uint16Array(index.size).fill(ofAll).fill(ofAll | topic.untagged, index.firstUntagged);
  for (const [its, ...names] of namedActions.get(prefix) ?? []) {
    for (const name of names) {
      const place = index.placeOf(name, 0, name.length);
      if (place !== -1) topics[place] = (topics[place] as number) | its;
    }
  }
  const actions = { service, beginning: `${prefix}:`, index, first: numbers, topics };
  numbers += index.size;
  known.set(prefix, actions);
  return actions;
}
