/**
 * The candidate that was probably meant: equal but for case, or within a few typing mistakes.
 * Undefined when none is near, or when the nearest is a guess.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word === "") return undefined;
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance - 1);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The candidate that `written` most likely stands for, ignoring case; undefined when none is near, or when two are
 * equally near. Near is one edit for every four characters, at most three; an edit inserts, drops or replaces a
 * character, or swaps two neighbours. Words over 80 characters are not compared: the work stays bounded.
 */
export function didYouMean(written: string, candidates: Iterable<string>): string | undefined {
  const word = written.toLowerCase();
  if (word.length > 80) return undefined;
  let nearest = Math.min(3, Math.ceil(word.length / 4)) + 1;
  let best: string | undefined;
  for (const candidate of candidates) {
    const limit = nearest;
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(word, candidate.toLowerCase(), limit);
    if (distance < nearest) {
      nearest = distance;
      best = candidate;
    } else if (distance === nearest) best = undefined;
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours; any number above `limit` once it is passed. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j - 1] as number) + (same ? 0 : 1),
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}
