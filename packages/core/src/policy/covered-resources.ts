import type { Statement } from "./document.ts";
import { hasWildcard, matchesPattern } from "./pattern.ts";

/** More patterns are not compared: policies come from whoever writes them. */
const mostPatterns = 20;

/** Whether the resources of the first statement take in all of the second's. False where that is not certain. */
export function coversResources({ resource: wide }: Statement, { resource: narrow }: Statement): boolean {
  const patterns = wide?.values ?? [];
  if (patterns.length > mostPatterns || narrow === undefined) return false;
  return narrow.values.every(({ value }) => patterns.some((pattern) => covers(pattern.value, value)));
}

/** A text in which `*` and `?` stand is covered where the pattern says the same, or has a star for all that follows. */
function covers(pattern: string, text: string): boolean {
  if (pattern === text || pattern === "*") return true;
  if (pattern.includes("${")) return false;
  if (!hasWildcard(text) && !text.includes("${")) return matchesPattern(pattern, text);
  const star = pattern.indexOf("*");
  return star === pattern.length - 1 && !pattern.includes("?") && text.startsWith(pattern.slice(0, star));
}
