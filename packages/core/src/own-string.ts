/**
 * A copy that stands alone. A string that is cut from a long text keeps all of that text in memory: remembering a few
 * characters of each policy would keep every policy.
 */
export function ownString(text: string): string {
  // V8 always copies this few characters; more are copied when they are cut from a concatenation.
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/**
 * Whether a text of a policy may be remembered: the longest ARN has fewer characters. Longer texts are an attack or an
 * accident, and thousands of them fill the memory.
 */
export function isWorthRemembering(text: string): boolean {
  return text.length <= 2048;
}
