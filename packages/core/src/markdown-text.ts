import { printable } from "./printable.ts";
import { renderMessage } from "./render-message.ts";

/**
 * Untrusted text as one line of GitHub Markdown that shows exactly that text: no element of Markdown or HTML begins in
 * it, nobody is mentioned, nothing is linked.
 */
export function markdownText(text: string): string {
  return asEntities(text).replaceAll("@", "@&#8203;");
}

/** As `markdownMessage`, where a line begins: also no heading, list or block of code begins with it. */
export function markdownLine(message: string): string {
  const written = markdownMessage(message);
  return /^(?:[\s#+=-]|\d+[.)])/.test(message) ? `&#8203;${written}` : written;
}

/** Untrusted text as code. GitHub neither links nor mentions inside it. */
export function markdownCode(text: string): string {
  return text === "" ? "" : `<code>${asEntities(text)}</code>`;
}

/** A message of ours: what stands in backticks is code. */
export function markdownMessage(message: string): string {
  return renderMessage(message, markdownText, markdownCode);
}

/** Lines of code as a block, in a fence that is longer than any in the text, so that the text cannot end it. */
export function markdownFence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The first `limit` code units, with a mark where something was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const code = text.charCodeAt(limit - 1);
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit)}…`;
}

/**
 * Every character that can begin an element of Markdown or HTML inside a line, and those that GitHub makes links of:
 * it looks for addresses inside `<code>` too.
 */
function asEntities(text: string): string {
  return printable(text)
    .replace(/[&<>"'\\`*_[\]|~$!]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll("://", "&#58;//")
    .replace(/www\./gi, (word) => `${word.slice(0, 3)}&#46;`);
}
