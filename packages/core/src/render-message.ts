/** A message of ours, part by part: what stands in backticks is code. An odd backtick belongs to the text. */
export function renderMessage(message: string, text: (part: string) => string, code: (part: string) => string): string {
  const parts = message.split("`");
  if (parts.length % 2 === 0) return text(message);
  return parts.map((part, index) => (index % 2 === 0 ? text(part) : code(part))).join("");
}
