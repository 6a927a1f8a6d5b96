/**
 * What tells this job from others of its name, in words: the values of its matrix, which the runner gives as JSON, or
 * what the workflow gives instead. Undefined where there is only one.
 */
export function legIn(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return written;
  }
  return [...wordsIn(value)].join(", ") || undefined;
}

function* wordsIn(value: unknown): Iterable<string> {
  if (value === null) return;
  if (typeof value === "object") for (const member of Object.values(value)) yield* wordsIn(member);
  else yield String(value);
}
