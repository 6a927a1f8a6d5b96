/**
 * A copy that stands alone. What is cut from a long text keeps all of it in memory for as long as it is kept itself:
 * a few characters of each policy, remembered, would keep every policy.
 */
export function ownString(text: string): string {
  // So few characters are always copied; more are when what was put together is cut.
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/**
 * Whether a text of a policy may be remembered: the longest ARN has fewer characters. Longer texts are an attack or an
 * accident, and thousands of them fill the memory.
 */
export function isWorthRemembering(text: string): boolean {
  return text.length <= 2048;
}
