/** Whether a numeric condition operator can read the text: a decimal number, with or without an exponent. */
export function isNumericValue(text: string): boolean {
  return /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text);
}
