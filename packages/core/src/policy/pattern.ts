/** Whether a pattern holds a wildcard: `*` any characters, `?` exactly one. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes("*") || pattern.includes("?");
}

/**
 * Whether `pattern` (`*`, `?`) matches all of `text`, case-sensitively. Greedy with one point of return:
 * at most pattern × text steps, whatever the stars, and no recursion.
 * `literalAt` lists the places of the pattern whose `*` or `?` stands for itself.
 */
export function matchesPattern(pattern: string, text: string, literalAt?: ReadonlySet<number>): boolean {
  // The last character rules most texts out before any star is tried; two empty texts have none and are alike.
  const last = pattern.charCodeAt(pattern.length - 1);
  if (last !== 0x2a && last !== 0x3f && last !== text.charCodeAt(text.length - 1)) return pattern === text;
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    // Never looked at beyond its end, which costs more than the question.
    const c = p < pattern.length ? pattern.charCodeAt(p) : 0;
    const isWild = (c === 0x2a || c === 0x3f) && literalAt?.has(p) !== true;
    if (isWild && c === 0x2a /* * */) {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (isWild || c === text.charCodeAt(t))) {
      p++;
      t++;
    } else if (star !== -1) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (p < pattern.length && pattern.charCodeAt(p) === 0x2a && literalAt?.has(p) !== true) p++;
  return p === pattern.length;
}

/** As `matchesPattern`, ignoring case: for action names. */
export function matchesPatternIgnoringCase(pattern: string, text: string): boolean {
  return matchesPattern(pattern.toLowerCase(), text.toLowerCase());
}
