/**
 * One line of untrusted text for a terminal or a log: what would move the cursor, hide or reorder text is made visible.
 * Control characters become their pictures (`␛`), other invisible ones `<U+202E>`.
 */
export function printable(text: string): string {
  return /^[ -~]*$/.test(text) ? text : withPictures(text);
}

/** Apart, since compiling this pattern takes a while, and most texts do not need it. */
function withPictures(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, picture);
}

/** What stands for an invisible character. */
function picture(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "␡";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
