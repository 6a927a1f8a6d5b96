/** Reads an option that may be given as often as wanted. */
export function several(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
