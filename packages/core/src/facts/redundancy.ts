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
  const covers: Covers = { root: texts.map((_, place) => place), covering: new Set() };
  return findCovers(texts, covers, budget) ? groupsOf(texts, covers) : undefined;
}

/** Who covers whom, by place in the list. */
interface Covers {
  /** Of each the way to one that stands for its group. */
  readonly root: number[];
  /** Those that cover another. */
  readonly covering: Set<number>;
}

/**
 * In alphabetical order, because there all that begins as a pattern does stands together, and long lists mostly are in
 * that order already. False when the budget does not suffice.
 */
function findCovers(texts: readonly string[], covers: Covers, budget: ComparisonBudget): boolean {
  const order = texts.map((_, place) => place).sort((a, b) => compare(texts[a] as string, texts[b] as string) || a - b);
  const sorted = order.map((place) => texts[place] as string);
  let first = 0;
  for (let i = 0; i < sorted.length; i++) {
    const text = sorted[i] as string;
    if (i > 0 && sorted[i - 1] === text) {
      join(covers, first, order[i] as number);
      continue;
    }
    first = order[i] as number;
    if (!hasWildcard(text)) continue;
    const pattern = partsOf(text);
    const from = firstAtOrBehind(sorted, pattern.start);
    const to = endOfThose(sorted, from, pattern.start);
    // To look at the end of each costs as much as a few characters, and may be all that is done with it.
    budget.left -= 3 * (to - from);
    if (budget.left < 0) return false;
    for (let k = from; k < to; k++) {
      const other = sorted[k] as string;
      // Of equal ones the first stands for all.
      if (other === text || (k > from && sorted[k - 1] === other) || !other.endsWith(pattern.end)) continue;
      const isCovered = matches(pattern, other, budget);
      if (isCovered === undefined) return false;
      if (isCovered) join(covers, first, order[k] as number);
    }
  }
  return true;
}

function join({ root, covering }: Covers, widest: number, covered: number): void {
  covering.add(widest);
  const [a, b] = [rootOf(root, widest), rootOf(root, covered)];
  root[Math.max(a, b)] = Math.min(a, b);
}

/** Halves the way to the root as it goes, which keeps long chains short. */
function rootOf(root: number[], place: number): number {
  let at = place;
  while (root[at] !== at) {
    root[at] = root[root[at] as number] as number;
    at = root[at] as number;
  }
  return at;
}

/** By UTF-16 code units, as strings are compared. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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

/** Behind the last that begins so; all from the first on do until one does not. */
function endOfThose(sorted: readonly string[], first: number, start: string): number {
  let low = first;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string).startsWith(start)) low = middle + 1;
    else high = middle;
  }
  return low;
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

/** Of a text that begins as the pattern does. Undefined when the budget does not suffice. */
function matches(pattern: Pattern, text: string, budget: ComparisonBudget): boolean | undefined {
  budget.left -= pattern.text.length + text.length;
  if (isBeginning(pattern)) return budget.left < 0 ? undefined : true;
  pattern.middle ??= middleOf(pattern);
  const mayMatch = text.includes(pattern.middle);
  if (mayMatch) budget.left -= comparisonCost(pattern, text);
  return budget.left < 0 ? undefined : mayMatch && matchesPattern(pattern.text, text);
}

/** Whether nothing but one star follows the fixed start, as in most patterns. */
function isBeginning({ text, start }: Pattern): boolean {
  return start.length === text.length - 1 && text.endsWith("*");
}

function middleOf({ text, start }: Pattern): string {
  let middle = "";
  for (const piece of text.slice(start.length, lastWildcard(text)).split(/[*?]/)) {
    if (piece.length > middle.length) middle = piece;
  }
  return middle;
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

/** At most the product of what follows the fixed start. */
function comparisonCost({ text: { length }, start }: Pattern, text: string): number {
  return start.length + Math.max(1, length - start.length - 1) * (text.length - start.length + 1);
}

function groupsOf(texts: readonly string[], { root, covering }: Covers): readonly RedundantGroup[] {
  const groups = new Map<number, number[]>();
  for (const place of covering) groups.set(rootOf(root, place), []);
  if (groups.size === 0) return [];
  for (let place = 0; place < texts.length; place++) groups.get(rootOf(root, place))?.push(place);
  return [...groups.values()]
    .sort(([a], [b]) => (a as number) - (b as number))
    .map((members) => {
      const removable = members.reduce((longest, each) => (lengthAt(each) >= lengthAt(longest) ? each : longest));
      const widest = members
        .filter((place) => covering.has(place))
        .reduce((shortest, each) => (lengthAt(each) < lengthAt(shortest) ? each : shortest));
      return { members, widest, removable };
    });

  function lengthAt(place: number): number {
    return (texts[place] as string).length;
  }
}
