import { editDistance } from "./edit-distance.ts";

/**
 * The candidate that `written` most likely stands for, ignoring case; undefined when none is near, or when two are
 * equally near: choosing would be a guess, and the answer may be written into the user's file. Near is one edit for
 * every four characters, at most three; an edit inserts, drops or replaces a character, or swaps two neighbours. Words
 * over 80 characters are not compared: the work stays bounded.
 */
export function closest(written: string, candidates: Iterable<string>): string | undefined {
  const word = written.toLowerCase();
  if (word.length > 80) return undefined;
  const letters = lettersOf(word);
  let nearest = Math.min(3, Math.ceil(word.length / 4)) + 1;
  let isFound = false;
  let best: string | undefined;
  for (const candidate of candidates) {
    // A second one that is as near as the first makes the choice a guess.
    const limit = isFound ? nearest : nearest - 1;
    if (Math.abs(candidate.length - word.length) > limit || !shareLetters(letters, lettersOf(candidate), limit))
      continue;
    const distance = editDistance(word, candidate.toLowerCase(), limit);
    if (distance < nearest) {
      nearest = distance;
      best = candidate;
      isFound = true;
    } else if (distance === nearest) best = undefined;
  }
  return best;
}

/**
 * Whether `limit` edits may be enough: each adds at most one letter and drops at most one. Most words are ruled out
 * here.
 */
function shareLetters(a: number, b: number, limit: number): boolean {
  return countBits(a & ~b) <= limit && countBits(b & ~a) <= limit;
}

/** A bit for each letter, in either case; other characters share those bits. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 0x1f);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}
