import { closest } from "./closest.ts";

/** A sentence that proposes the word that was meant; where none is known, `otherwise`: what to do instead. */
export function didYouMean(meant: string | undefined, otherwise: string): string {
  return meant === undefined ? otherwise : `Did you mean \`${meant}\`?`;
}

/** The end of a sentence about an unknown word, with the candidate that was probably meant; empty when none is near. */
export function orDidYouMean(word: string, candidates: Iterable<string>): string {
  const near = closest(word, candidates);
  return near === undefined ? "" : `; did you mean \`${near}\`?`;
}
