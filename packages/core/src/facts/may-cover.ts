import type { Value } from "../policy/document.ts";
import { matchesPattern } from "../policy/pattern.ts";

/** More pairs than this are left to a comparison that puts long lists in order. */
const mostPairs = 20_000;
/** At each end; what agrees so far is compared in another way. */
const mostCharacters = 32;

/** Pairs of a list that begin and end alike, and how long the two may be together, to be compared whole. */
const mostComparisons = 50;
const mostCompared = 500;

/**
 * Whether one of the strings at some places of a list may cover another of the list: told by how they begin and end,
 * by the last piece without wildcards where the case counts, and then by the whole of a few. In most lists none does,
 * which is seen here without a copy of any.
 */
export function someMayCover(values: readonly Value[], places: readonly number[], ignoreCase: boolean): boolean {
  if (places.length * values.length > mostPairs) return true;
  const budget = { comparisons: mostComparisons };
  for (let i = 0; i < places.length; i++) {
    if (mayCoverAnother(values, places[i] as number, ignoreCase, budget)) return true;
  }
  return false;
}

function mayCoverAnother(
  values: readonly Value[],
  place: number,
  ignoreCase: boolean,
  budget: { comparisons: number },
): boolean {
  const { value: pattern } = values[place] as Value;
  const { length } = pattern;
  let to = length;
  while (to > 0 && isWildcard(pattern.charCodeAt(to - 1))) to--;
  let from = to;
  while (from > 0 && !isWildcard(pattern.charCodeAt(from - 1))) from--;
  const isExact = from === 0 && to === length;
  let before = to;
  if (from > 0) for (before = 0; !isWildcard(pattern.charCodeAt(before)); ) before++;
  const behind = to === length && !isExact ? to - from : 0;
  const lastPiece = ignoreCase ? "" : pattern.slice(from, to);
  for (let i = 0; i < values.length; i++) {
    const { value } = values[i] as Value;
    if (i === place || value.length < before + behind || (isExact && value.length !== length)) continue;
    // Where the case counts, this rules most out; elsewhere the last fixed character does.
    if (!ignoreCase && !value.includes(lastPiece)) continue;
    if (!beginAlike(pattern, value, before) || !endAlike(pattern, value, behind)) continue;
    if (budget.comparisons-- <= 0 || length + value.length > mostCompared) return true;
    if (ignoreCase ? matchesPattern(pattern.toLowerCase(), value.toLowerCase()) : matchesPattern(pattern, value))
      return true;
  }
  return false;
}

/** From behind, where most differ first. */
function beginAlike(a: string, b: string, length: number): boolean {
  for (let i = length - 1; i >= Math.max(0, length - mostCharacters); i--) {
    if (!isSame(a.charCodeAt(i), b.charCodeAt(i))) return false;
  }
  return true;
}

function endAlike(a: string, b: string, length: number): boolean {
  for (let i = 1; i <= Math.min(length, mostCharacters); i++) {
    if (!isSame(a.charCodeAt(a.length - i), b.charCodeAt(b.length - i))) return false;
  }
  return true;
}

/** Whether two characters may be one in different cases; of those beyond ASCII that is left open. */
function isSame(a: number, b: number): boolean {
  return (a | 0x20) === (b | 0x20) || a > 0x7f || b > 0x7f;
}

function isWildcard(code: number): boolean {
  return code === 0x2a /* * */ || code === 0x3f /* ? */;
}
