import { ownString } from "../own-string.ts";
import type { PolicyDocument, Value, ValueList } from "../policy/document.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { numberOfAction, topic, topicBits, topicsOf } from "./action-number.ts";
import { someMayCover } from "./may-cover.ts";
import { standsForAnAction } from "./named-actions.ts";
import { type ComparisonBudget, type RedundantGroup, redundantGroups } from "./redundancy.ts";
import { isOrdinaryResource } from "./resource-arns.ts";

/** A few tenths of a second at most; the most demanding of AWS's own policies needs a sixteenth of it. */
const comparisonBudget = 10_000_000;

/** What is to be said about a list. */
export interface Verdict {
  /** Places in the list. */
  readonly odd: readonly number[];
  /** Undefined when the budget did not suffice. */
  readonly groups: readonly RedundantGroup[] | undefined;
  readonly topics: number;
}

const nothingOdd: Verdict = { odd: [], groups: [], topics: 0 };
const allActions: Verdict = { odd: [], groups: [], topics: topic.givesRole | topic.untagged };

/** What lists of actions and lists of resources differ in, each with its verdicts of before. */
interface Strings {
  readonly ignoreCase: boolean;
  /** Of the bare `*`, which is ordinary. */
  readonly star: Verdict;
  /** The places of odd strings, those of strings that may cover others, and what the list is about. */
  look(values: readonly Value[], judging: Judging): Look;
  /** By fingerprint. */
  readonly remembered: Map<number, Remembered>;
}

interface Look extends Pick<Verdict, "odd" | "topics"> {
  readonly mayCover: readonly number[];
  /** Whether the same action is there twice. */
  readonly repeated: boolean;
}

const allTopics = (1 << topicBits) - 1;

/** How many lists were looked at, and by place of an action the last that named it: the same list names it twice. */
let lists = 0;
let lastNamedBy = new Uint32Array(4096);

const actionStrings: Strings = {
  ignoreCase: true,
  star: allActions,
  look(values, { policy, services }) {
    const odd: number[] = [];
    const mayCover: number[] = [];
    let repeated = false;
    let topics = 0;
    lists++;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as Value;
      const number = numberOfAction(value, policy, services);
      if (number !== -1) {
        topics |= number;
        const place = number >> topicBits;
        if (place >= lastNamedBy.length) lastNamedBy = longer(lastNamedBy, place);
        if (lastNamedBy[place] === lists) repeated = true;
        lastNamedBy[place] = lists;
      } else {
        // Mostly a pattern.
        mayCover.push(i);
        topics |= topicsOf(value.value);
        if (!standsForAnAction(value.value, services)) odd.push(i);
      }
    }
    return { odd, mayCover, repeated, topics: topics & allTopics };
  },
  remembered: new Map(),
};

/** As many places again as are needed: written behind its end, an array of numbers would become a slow one. */
function longer(numbers: Uint32Array<ArrayBuffer>, place: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(2 * (place + 1));
  more.set(numbers);
  return more;
}

const resourceStrings: Strings = {
  ignoreCase: false,
  star: nothingOdd,
  look(values, { services }) {
    const odd: number[] = [];
    const mayCover: number[] = [];
    for (let i = 0; i < values.length; i++) {
      const { value } = values[i] as Value;
      mayCover.push(i);
      if (!isOrdinaryResource(value, services)) odd.push(i);
    }
    return { odd, mayCover, repeated: false, topics: 0 };
  },
  remembered: new Map(),
};

/** The same lists come again and again, in other statements and policies. */
interface Remembered {
  /** The list as written. */
  readonly json: string;
  readonly verdict: Verdict;
}

/** Of a list that came once. */
const seenOnce: Remembered = { json: "", verdict: nothingOdd };

let rememberedLength = 0;
const mostRemembered = 4_000_000;
const mostNumbers = 50_000;

/** What lists of one policy are judged with. */
export interface Judging {
  readonly policy: PolicyDocument;
  readonly services: ServiceReference;
  readonly budget: ComparisonBudget;
}

export function newJudging(policy: PolicyDocument, services: ServiceReference): Judging {
  return { policy, services, budget: { left: comparisonBudget } };
}

export function verdictOnActions(list: ValueList, judging: Judging): Verdict {
  return verdictOn(list, actionStrings, judging);
}

export function verdictOnResources(list: ValueList, judging: Judging): Verdict {
  return verdictOn(list, resourceStrings, judging);
}

function verdictOn(list: ValueList, strings: Strings, judging: Judging): Verdict {
  const [first] = list.values;
  if (first === undefined) return nothingOdd;
  if (list.values.length === 1 && first.value === "*") return strings.star;
  const { text, plainJson } = judging.policy;
  // Only in plain JSON the same characters are the same strings, whatever stands around them.
  if (plainJson === undefined) return freshVerdict(list, strings, judging);
  const { start, end } = list.member.value;
  const fingerprint = fingerprintOf(text, start, end);
  const remembered = strings.remembered.get(fingerprint);
  if (remembered === undefined) sawFirst(strings, fingerprint);
  // Cut out, which copies nothing, and compared whole: many characters at a time, where `startsWith` takes one by one.
  else if (remembered !== seenOnce && text.slice(start, end) === remembered.json) return remembered.verdict;
  const verdict = freshVerdict(list, strings, judging);
  // What the budget kept open is open for this policy only.
  if (remembered !== undefined && verdict.groups !== undefined) {
    remember(strings, fingerprint, { json: text.slice(start, end), verdict });
  }
  return verdict;
}

function freshVerdict({ values }: ValueList, { look, ignoreCase }: Strings, judging: Judging): Verdict {
  const { odd, mayCover, repeated, topics } = look(values, judging);
  const { budget } = judging;
  const mayHaveGroups = values.length > 1 && (repeated || someMayCover(values, mayCover, ignoreCase));
  return { odd, groups: mayHaveGroups ? redundantGroups(values, { ignoreCase, budget }) : [], topics };
}

/** A number from the length and a few characters. */
function fingerprintOf(text: string, start: number, end: number): number {
  const step = Math.max(1, (end - start) >> 3);
  let number = end - start;
  for (let i = end - 2; i > start; i -= step) number = (Math.imul(number, 31) + text.charCodeAt(i)) | 0;
  return number;
}

/** Most lists come once, and nothing is kept of those but a number. */
function sawFirst({ remembered }: Strings, fingerprint: number): void {
  if (remembered.size >= mostNumbers) remembered.clear();
  remembered.set(fingerprint, seenOnce);
}

/** The memory is bounded in characters: lists come from untrusted policies. */
function remember({ remembered }: Strings, fingerprint: number, { json, verdict }: Remembered): void {
  rememberedLength += json.length;
  if (rememberedLength > mostRemembered) {
    actionStrings.remembered.clear();
    resourceStrings.remembered.clear();
    rememberedLength = json.length;
  }
  remembered.set(fingerprint, { json: ownString(json), verdict });
}
