/** `a`, `a and b`, `a, b and c`; nothing for none. Past `most` only how many more there are: `a, b and 7 more`. */
export function inWords(parts: readonly string[], most: number = Number.POSITIVE_INFINITY): string {
  const shown = parts.length <= most ? parts : [...parts.slice(0, most), `${parts.length - most} more`];
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
