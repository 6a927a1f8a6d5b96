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

/** The number of edits between two words, or a number above `limit` when there are more. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
