/** The user's text in backticks: one line, cut where it is long, so that a message stays readable. */
export function quote(text: string): string {
  const line = text.slice(0, 300).replace(/\s+/g, " ").replaceAll("`", "'");
  return `\`${line.length > 100 ? `${line.slice(0, 97)}…` : line}\``;
}
