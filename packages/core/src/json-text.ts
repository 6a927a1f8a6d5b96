/**
 * JSON on several lines that is safe on a terminal, in a log and on a clipboard: what moves the cursor, hides or
 * reorders text is written as an escape sequence, which JSON itself demands only below U+0020. The value is the same.
 */
export function jsonText(value: unknown): string {
  return withVisibleJson(JSON.stringify(value, undefined, 2));
}

/**
 * For JSON in any layout: outside its strings it has none of these characters. `long` writes a character of two code
 * units, for which JSON has no single escape sequence.
 */
export function withVisibleJson(json: string, long: (character: string) => string = asTwo): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character.length > 1 ? long(character) : escapeOf(character, 0),
  );
}

function asTwo(character: string): string {
  return escapeOf(character, 0) + escapeOf(character, 1);
}

function escapeOf(text: string, unit: number): string {
  return `\\u${text.charCodeAt(unit).toString(16).padStart(4, "0")}`;
}
