let last: { readonly text: string; readonly lines: readonly string[] } | undefined;

/** A text by its lines. The findings of one file come one after the other, so the last split is kept. */
export function linesOf(text: string): readonly string[] {
  if (last?.text !== text) last = { text, lines: text.split("\n") };
  return last.lines;
}
