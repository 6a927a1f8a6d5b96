import type { Reason } from "./not-analysed.ts";
import { positionsIn } from "./syntax/position.ts";

/** The largest policy of AWS's own has 190 kB; a text beyond this is no policy. In UTF-16 code units. */
export const maxTextLength = 4_000_000;

/** What the first characters already rule out. */
export function reasonNotToRead(text: string): Reason | undefined {
  if (text.length > maxTextLength) {
    return {
      code: "TOO_LARGE",
      details: `The text has ${text.length} characters, more than the ${maxTextLength} that are read. No policy is that large; check the path.`,
    };
  }
  if (text.trim() === "" || text === "\uFEFF")
    return {
      code: "EMPTY",
      details: "The text is empty. Write the policy into it, or leave the file out of the paths.",
    };
  const head = text.slice(0, 4000);
  if (/^(?:\ufffd\ufffd)?(?:[^\0]\0[^\0]\0|\0[^\0]\0[^\0])/.test(head)) {
    const details =
      "This text is UTF-16, as PowerShell's `>` writes it, and a policy is UTF-8. Save the file as UTF-8.";
    return { code: "ENCODING", details };
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary data from text.
  if (/[\u0000-\u0008\u000e-\u001a]/.test(head.slice(0, 100))) {
    return { code: "BINARY", details: "This is binary data, not text. Check the path; a policy is UTF-8 text." };
  }
  const replaced = head.indexOf("\ufffd");
  if (replaced !== -1) {
    const { line, column } = positionsIn(head).at(replaced);
    const details = `The text at line ${line}, column ${column + 1} is not UTF-8: perhaps the file is in Latin-1 or Windows-1252, or binary. Save it as UTF-8.`;
    return { code: "ENCODING", details };
  }
  if (/^\s*<(?:!doctype|html|\?xml|[a-z]+[\s>])/i.test(head)) {
    return { code: "HTML", details: "This is a web page or XML, not a policy. Copy the policy's own text out of it." };
  }
  return undefined;
}
