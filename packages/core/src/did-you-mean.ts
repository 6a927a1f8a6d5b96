/** The sentence that proposes the word that was meant; where none is known, `otherwise`: what to do instead. */
export function didYouMean(meant: string | undefined, otherwise: string): string {
  return meant === undefined ? otherwise : `Did you mean \`${meant}\`?`;
}
