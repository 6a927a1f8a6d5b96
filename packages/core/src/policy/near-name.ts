import { editDistance } from "../edit-distance.ts";

/**
 * The word of IAM's grammar that a misspelling most likely meant: the same in another case, or one or two letters away.
 * Stricter than `closest`: three letters more, and `NotStringEquals` would be mended into its opposite.
 */
export function nearName(written: string, names: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const sameLetters = names.find((name) => name.toLowerCase() === lower);
  if (sameLetters !== undefined) return sameLetters;
  if (written.length < 3 || written.length > 60) return undefined;
  let best: string | undefined;
  let least = 3;
  for (const name of names) {
    if (Math.abs(name.length - lower.length) >= least) continue;
    const distance = editDistance(lower, name.toLowerCase(), least - 1);
    // Two wrong letters of a short name are another word.
    if (distance < least && distance * 3 <= name.length) {
      best = name;
      least = distance;
    }
  }
  return best;
}
