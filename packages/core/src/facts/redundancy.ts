import type { Value } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";

/** Strings of one element that cover one another, directly or through a third; each by its place in the list. */
export interface RedundantGroup {
  /** In written order, the covering ones included; two or more. */
  readonly members: readonly number[];
  /** One that covers another. */
  readonly widest: number;
  /** The longest, the last of several equally long: one that can go. */
  readonly removable: number;
}

/** What comparing patterns may still cost, in characters; shared by all lists of a policy. */
export interface ComparisonBudget {
  left: number;
}

/**
 * One covers another when its pattern matches the other's text, wildcards and all. The rule of Access Analyzer,
 * as its recorded results show it: each connected group is one finding. Undefined when the budget does not suffice.
 */
export function redundantGroups(
  values: readonly Value[],
  { ignoreCase, budget }: { readonly ignoreCase: boolean; readonly budget: ComparisonBudget },
): readonly RedundantGroup[] | undefined {
  if (values.length < 2) return [];
  const texts: string[] = [];
  for (let i = 0; i < values.length; i++) {
    const { value } = values[i] as Value;
    texts.push(ignoreCase ? value.toLowerCase() : value);
  }
  const covered = coveredBy(texts, budget);
  return covered === undefined || covered.length === 0 ? covered && [] : groupsOf(texts, covered);
}

/** What stands before the first wildcard of a pattern and behind the last, which rules most texts out. */
interface Pattern {
  readonly text: string;
  readonly start: string;
  readonly end: string;
  /** The longest piece between them; worked out for the first text that fits both ends. */
  middle: string | undefined;
}

function partsOf(text: string): Pattern {
  const start = text.slice(0, firstWildcard(text));
  return { text, start, end: text.slice(lastWildcard(text) + 1), middle: undefined };
}

function fitsEnds(text: string, { start, end }: Pattern): boolean {
  return text.startsWith(start) && text.endsWith(end);
}

/** Undefined when the budget does not suffice. */
function matches(pattern: Pattern, text: string, budget: ComparisonBudget): boolean | undefined {
  pattern.middle ??= middleOf(pattern);
  budget.left -= pattern.text.length + text.length;
  const mayMatch = text.includes(pattern.middle);
  if (mayMatch) budget.left -= comparisonCost(pattern, text);
  return budget.left < 0 ? undefined : mayMatch && matchesPattern(pattern.text, text);
}

function middleOf({ text, start }: Pattern): string {
  let middle = "";
  for (const piece of text.slice(start.length, lastWildcard(text)).split(/[*?]/)) {
    if (piece.length > middle.length) middle = piece;
  }
  return middle;
}

/** The place of a string that covers another, and the other's. */
type Cover = readonly [covering: number, covered: number];

function coveredBy(texts: readonly string[], budget: ComparisonBudget): Cover[] | undefined {
  const covers: Cover[] = [];
  const first = new Map<string, number>();
  const patterns: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] as string;
    const same = first.get(text);
    if (same !== undefined) covers.push([same, i]);
    else {
      first.set(text, i);
      if (hasWildcard(text)) patterns.push(text);
    }
  }
  if (patterns.length === 0 || first.size === 1) return covers;
  const distinct = [...first.keys()];
  const candidatesFor = distinct.length > few ? candidatesIn(distinct) : () => distinct;
  for (const each of patterns) {
    const pattern = partsOf(each);
    const candidates = candidatesFor(pattern.start);
    // To cut them out and look at their ends costs as much as a few characters, and may be all that is done with each.
    budget.left -= 3 * candidates.length;
    if (budget.left < 0) return undefined;
    for (let i = 0; i < candidates.length; i++) {
      const text = candidates[i] as string;
      if (!fitsEnds(text, pattern) || text === each) continue;
      const isCovered = matches(pattern, text, budget);
      if (isCovered === undefined) return undefined;
      if (isCovered) covers.push([first.get(each) as number, first.get(text) as number]);
    }
  }
  return covers;
}

/** More texts than this are not all compared with every pattern. */
const few = 50;

/**
 * Of a long list, the texts that may begin as a pattern does: those with the same part before the first colon, such as
 * a service's prefix; where that is many, or the pattern is open before its colon, what begins alike in their order.
 */
function candidatesIn(texts: readonly string[]): (start: string) => readonly string[] {
  const parts = new Map<string, string[]>();
  for (const text of texts) {
    const beginning = text.slice(0, text.indexOf(":") + 1);
    const part = parts.get(beginning);
    if (part === undefined) parts.set(beginning, [text]);
    else part.push(text);
  }
  const sorted = new Map<readonly string[], readonly string[]>();
  return (start) => {
    const colon = start.indexOf(":");
    const part = colon === -1 ? texts : (parts.get(start.slice(0, colon + 1)) ?? []);
    if (part.length <= few) return part;
    const ordered = sorted.get(part) ?? [...part].sort();
    sorted.set(part, ordered);
    const first = firstAtOrBehind(ordered, start);
    let end = first;
    while (ordered[end]?.startsWith(start) === true) end++;
    return ordered.slice(first, end);
  };
}

function firstWildcard(pattern: string): number {
  const star = pattern.indexOf("*");
  const mark = pattern.indexOf("?");
  if (star === -1 || mark === -1) return Math.max(star, mark);
  return Math.min(star, mark);
}

function lastWildcard(pattern: string): number {
  return Math.max(pattern.lastIndexOf("*"), pattern.lastIndexOf("?"));
}

function firstAtOrBehind(sorted: readonly string[], start: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** At most the product of what follows the fixed start; a pattern that ends in its only `*` is settled at once. */
function comparisonCost({ text: { length }, start }: Pattern, text: string): number {
  return start.length + Math.max(1, length - start.length - 1) * (text.length - start.length + 1);
}

function groupsOf(texts: readonly string[], covers: readonly Cover[]): readonly RedundantGroup[] {
  const group = texts.map((_, index) => index);
  for (const [covering, covered] of covers) {
    const [a, b] = [rootOf(covering), rootOf(covered)];
    group[Math.max(a, b)] = Math.min(a, b);
  }
  const members = new Map<number, number[]>();
  for (let i = 0; i < texts.length; i++) {
    const root = rootOf(i);
    const others = members.get(root);
    if (others === undefined) members.set(root, [i]);
    else others.push(i);
  }
  const covering = new Set(covers.map(([index]) => index));
  return [...members.values()].flatMap((indexes) => {
    if (indexes.length < 2) return [];
    const removable = indexes.reduce((longest, each) => (lengthAt(each) >= lengthAt(longest) ? each : longest));
    const widest = indexes
      .filter((index) => covering.has(index))
      .reduce((shortest, each) => (lengthAt(each) < lengthAt(shortest) ? each : shortest));
    return [{ members: indexes, widest, removable }];
  });

  function lengthAt(index: number): number {
    return (texts[index] as string).length;
  }

  /** Halves the way to the root as it goes, which keeps long chains short. */
  function rootOf(index: number): number {
    let root = index;
    while (group[root] !== root) {
      group[root] = group[group[root] as number] as number;
      root = group[root] as number;
    }
    return root;
  }
}
