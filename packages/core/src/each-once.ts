import { type Case, caseInWords, type PlainCase, sharedBy } from "./case.ts";
import type { Finding } from "./finding.ts";
import { quote } from "./quote.ts";
import type { Outcome } from "./report.ts";

/**
 * The outcomes of a file, where a finding that several of them have stands in the first: the same words about the same
 * place, and what Access Analyzer says there of the same kind. Conditions of a template make several policies of one, and
 * most of it is the same in each: `holdsIn` says in which.
 */
export function eachOnce(outcomes: readonly Outcome[]): Outcome[] {
  const allCases = casesByPolicy(outcomes);
  const byKey = new Map<string, Held>();
  const held = outcomes.map((outcome): readonly Held[] => {
    const { caseOf, cases: written = [] } = outcome;
    const ofOutcome = keyed(written);
    const hold = (finding: Finding): Held => ({
      finding,
      caseOf,
      own: ofOutcome,
      cases: finding.holdsIn === undefined ? new Map(ofOutcome) : keyed(finding.holdsIn.cases),
    });
    // It is an outcome of its own, whatever the others say.
    if (outcome.kind === "not-analysed") return [hold(outcome.finding)];
    const found = outcome.findings.map((finding) => {
      const known = byKey.get(finding.engine === "access-analyzer" ? placeOf(finding) : sentenceOf(finding));
      const isNew = known === undefined;
      const one = hold(finding);
      if (!isNew && known.caseOf === caseOf) for (const [key, inCase] of one.cases) known.cases.set(key, inCase);
      return { finding, isNew, holder: known ?? one };
    });
    // Behind it: one outcome may say two things about one place.
    for (const { finding, holder } of found)
      for (const key of [placeOf(finding), sentenceOf(finding)]) if (!byKey.has(key)) byKey.set(key, holder);
    return found.flatMap(({ isNew, holder }) => (isNew ? [holder] : []));
  });
  const wordsOf = whereTheyHold(allCases);
  return outcomes.flatMap((outcome, index): Outcome[] => {
    const told = (held[index] ?? []).map((one) => withWords(one, wordsOf(one)));
    if (outcome.kind === "not-analysed") return told.map((finding) => ({ ...outcome, finding }));
    // Without a type it is about its findings alone.
    return told.length === 0 && outcome.findings.length > 0 && outcome.policyType === undefined
      ? []
      : [{ ...outcome, findings: told }];
  });
}

type Keyed = ReadonlyMap<string, Case>;

/** A finding at the first outcome that has it. */
interface Held {
  readonly finding: Finding;
  readonly caseOf: string | undefined;
  /** The cases of that outcome. */
  readonly own: Keyed;
  /** Those of all that have it. */
  readonly cases: Map<string, Case>;
}

function keyed(cases: readonly PlainCase[]): Map<string, Case> {
  return new Map(cases.map((one) => [JSON.stringify(one), new Map(Object.entries(one))]));
}

/** Every case of each policy that is another one in several. */
function casesByPolicy(outcomes: readonly Outcome[]): ReadonlyMap<string, Keyed> {
  const all = new Map<string, Map<string, Case>>();
  for (const { caseOf, cases = [] } of outcomes) {
    if (caseOf === undefined) continue;
    const known = all.get(caseOf) ?? new Map<string, Case>();
    all.set(caseOf, known);
    for (const [key, one] of keyed(cases)) known.set(key, one);
  }
  return all;
}

function withWords({ finding, cases }: Held, words: string | undefined): Finding {
  if (words === finding.holdsIn?.words) return finding;
  const { holdsIn: _, ...rest } = finding;
  return words === undefined
    ? rest
    : { ...rest, holdsIn: { words, cases: [...cases.values()].map((one) => Object.fromEntries(one)) } };
}

/** Most findings of a policy hold in the same cases: it is worked out once. */
function whereTheyHold(allCases: ReadonlyMap<string, Keyed>): (one: Held) => string | undefined {
  const known = new Map<string, string | undefined>();
  return ({ caseOf, own, cases }) => {
    const all = caseOf === undefined ? undefined : allCases.get(caseOf);
    if (all === undefined) return undefined;
    const key = JSON.stringify([caseOf, [...own.keys()], [...cases.keys()]]);
    if (!known.has(key)) known.set(key, whereItHolds(cases, own, all));
    return known.get(key);
  };
}

/** A sentence names so many cases: all of sixteen nobody would read. */
const mostNamed = 3;

/** A sentence; undefined where they are the outcome's own, and its name says so. */
function whereItHolds(cases: Keyed, own: Keyed, all: Keyed): string | undefined {
  const isNamed = own.size === 1 || sharedBy([...own.values()], without(all, own)) !== undefined;
  if (isNamed && cases.size === own.size) return undefined;
  const others = without(all, cases);
  if (others.length === 0) return `This holds in ${all.size === 2 ? "both" : `all ${all.size}`} cases of the policy.`;
  const shared = sharedBy([...cases.values()], others);
  if (shared !== undefined) return `This holds in each case where ${quote(caseInWords(shared))}.`;
  const further = without(cases, isNamed ? own : new Map([...own].slice(0, 1)));
  const named = further.slice(0, mostNamed).map((one) => `where ${quote(caseInWords(one))}`);
  const left = further.length - named.length;
  const parts = left === 0 ? named : [...named, `in ${left} more of the ${all.size} cases`];
  return `This also holds ${parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")}, and ${parts.at(-1)}`}.`;
}

function without(cases: Keyed, left: Keyed): Case[] {
  return [...cases].flatMap(([key, one]) => (left.has(key) ? [] : [one]));
}

function sentenceOf(finding: Finding): string {
  return `${placeOf(finding)} ${finding.findingDetails}`;
}

function placeOf({ issueCode, locations }: Finding): string {
  const places = locations.map(({ span: { start, end } }) => [start.offset, end.offset]);
  return JSON.stringify([issueCode, locations[0]?.policyPath, places]);
}
