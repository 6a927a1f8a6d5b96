/**
 * A copy that stands alone. What is cut from a long text keeps all of it in memory for as long as it is kept itself:
 * a few characters of each policy, remembered, would keep every policy.
 */
export function ownString(text: string): string {
  // So few characters are always copied.
  return text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string);
}
