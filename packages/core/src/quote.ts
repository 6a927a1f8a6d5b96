/**
 * The user's text in backticks: one line without control characters, cut where it is longer than `most`, so that a
 * message stays readable.
 */
export function quote(text: string, most = 100): string {
  const line = text
    .slice(0, 3 * most)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replaceAll("`", "'");
  return `\`${line.length > most ? `${line.slice(0, most - 3)}…` : line}\``;
}

/** As `quote`, but an ARN or ExternalId of usual length is shown to its end, which is what tells it from another. */
export function quoteWhole(text: string): string {
  return quote(text, 250);
}
