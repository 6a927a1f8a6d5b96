import { stringOrBracket } from "./surplus-closers.ts";

/**
 * What people write where JSON wants something else, and what it most likely means. `json.ts` asks only where a text is
 * not JSON.
 */

/** The end of a run in which a mistake is read, and what was meant by it. */
export interface Meant {
  readonly end: number;
  readonly value: string;
}

/** Every kind of quote but JSON's own, with those that may close it. */
const foreignQuotes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["`", "`"],
  ["‘", "’‘'"],
  ["’", "’'"],
  ["“", '”“"'],
  ["”", '”"'],
  ["„", '“”„"'],
  ["«", "»"],
]);

/** How other languages write JSON's three words. */
const foreignWords: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["TRUE", "true"],
  ["False", "false"],
  ["FALSE", "false"],
  ["None", "null"],
  ["NULL", "null"],
  ["Null", "null"],
  ["nil", "null"],
  ["undefined", "null"],
  ["NaN", "null"],
]);

export function wordMeantBy(word: string): string | undefined {
  return foreignWords.get(word);
}

export function isForeignQuote(character: string): boolean {
  return foreignQuotes.has(character);
}

/** A string in quotes of another kind, up to its counterpart on the same line, or to JSON's own quote where it has none. */
export function foreignString(text: string, start: number): Meant {
  const closers = foreignQuotes.get(text[start] as string) as string;
  const own = quotedRun(text, start, closers);
  if (own.isClosed) return own;
  const mixed = quotedRun(text, start, '"');
  return mixed.isClosed ? mixed : own;
}

function quotedRun(text: string, start: number, closers: string): Meant & { readonly isClosed: boolean } {
  let value = "";
  let i = start + 1;
  while (i < text.length && !/[\n\r]/.test(text[i] as string) && !closers.includes(text[i] as string)) {
    if (text[i] === "\\" && i + 1 < text.length) i++;
    value += text[i++];
  }
  const isClosed = i < text.length && closers.includes(text[i] as string);
  return { end: isClosed ? i + 1 : i, value, isClosed };
}

export function foreignQuoteAdvice(character: string): string {
  return character === "'" || character === "`"
    ? "JSON strings are in double quotes"
    : "These are typographic quotes, which JSON does not know; use straight double quotes";
}

/** A word without quotes. Where a value is awaited, it may hold colons, as an ARN does. */
export function bareWord(text: string, start: number, isValue: boolean): Meant {
  const name = /[^\s,:=;{}[\]"'“”‘’]*/y;
  name.lastIndex = start;
  name.exec(text);
  let end = Math.max(name.lastIndex, start);
  if (isValue && text[end] === ":") {
    const value = /[^\s,;{}[\]"'“”‘’]*/y;
    value.lastIndex = end;
    value.exec(text);
    end = value.lastIndex;
  }
  if (end === start) end++;
  return { end, value: text.slice(start, end) };
}

/** Where the comment that begins here ends; undefined when none does. */
export function commentEnd(text: string, start: number): number | undefined {
  if (text.startsWith("/*", start)) {
    const end = text.indexOf("*/", start + 2);
    return end === -1 ? text.length : end + 2;
  }
  if (text[start] !== "#" && !text.startsWith("//", start)) return undefined;
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}

/** Space that editors and web pages make, and JSON does not take as such. */
export function isForeignSpace(code: number): boolean {
  return code === 0xa0 || code === 0x200b || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0xfeff;
}

/**
 * Where a string whose line ends before its quote was most likely meant to end: before the commas and brackets that
 * end the line, and before the colon behind a name.
 */
export function openStringEnd(text: string, from: number, lineEnd: number, isName: boolean): number {
  return endBefore(isName ? /[\s,:{}[\]]/ : /[\s,\]}]/, text, from, lineEnd);
}

/**
 * Where a string was most likely meant to end that has no quote there and goes on to the quote of the next one: before
 * what parts the two. No colon parts a value from the next string: `"s3:"GetObject"` has a quote too many. Undefined
 * where the quote that was found ends it.
 */
export function endBeforeNextString(text: string, from: number, quote: number, isName: boolean): number | undefined {
  const behind = text.slice(quote + 1, quote + 3);
  if (behind === "" || /^(?:[\s,:}\]"#]|\/[/*])/.test(behind)) return undefined;
  const end = endBefore(isName ? /[\s,:{}[\]]/ : /[\s,{}[\]]/, text, from, quote);
  const parts = isName ? /[,:{[]\s*$/ : /,[\s{[]*$/;
  return parts.test(text.slice(end, quote)) ? end : undefined;
}

/** Without what follows a string; the bracket that closes a policy variable belongs to it. */
function endBefore(following: RegExp, text: string, from: number, to: number): number {
  let end = to;
  while (end > from && following.test(text[end - 1] as string)) end--;
  const written = text.slice(from, end);
  const isInVariable = end < to && text[end] === "}" && written.lastIndexOf("${") > written.lastIndexOf("}");
  return isInVariable ? end + 1 : end;
}

/** So long may a string be whose opening quote is missing; its brackets are those of policy variables. */
const nameWithoutQuote = /(?:\$\{[^"'\n\r{}[\],]{0,100}\}|[^"'\n\r{}[\],]){0,300}"(?=\s*:)/y;
const valueWithoutQuote = /(?:\$\{[^"'\n\r{}[\],]{0,100}\}|[^"'\n\r{}[\],]){0,300}"(?=\s*(?:[,}\]]|$))/y;

/** What is awaited where a quote stands that neither begins nor ends a string. */
export type Awaited = "name" | "colon" | "value" | "next";

/**
 * What stands behind such a quote: a string with its own quote, a value on a line of its own or its bracket, a colon,
 * the end of a value. A string with a colon behind it is no value but the next name.
 */
const behindStrayQuote: Readonly<Record<Awaited, RegExp>> = {
  name: /""[^\s",:{}[\]\\][^"\\\n\r]*"{1,2}\s*:/y,
  colon: /"[ \t]*:/y,
  value:
    /"(?:[ \t]*[{[][ \t]*(?=[\n\r])|[ \t]*[\n\r]\s*(?:[{[]|"[^"\\\n\r]*"\s*[^\s:])|"[^\s",:{}[\]\\][^"\\\n\r]*"{1,2}\s*(?:[,\]}]|$))/y,
  next: /"[ \t]*(?:(?=[\n\r])|,[ \t]*(?=[\n\r"{[])|[\]}][ \t]*(?=[\n\r,\]}]|$))/y,
};

export function isStrayQuote(text: string, at: number, awaited: Awaited): boolean {
  const behind = behindStrayQuote[awaited];
  behind.lastIndex = at;
  return behind.test(text);
}

/** Behind the quote that ends what has none before it; undefined where no quote does. */
export function endWithoutFirstQuote(text: string, start: number, isName: boolean): number | undefined {
  const run = isName ? nameWithoutQuote : valueWithoutQuote;
  run.lastIndex = start;
  return run.test(text) ? run.lastIndex : undefined;
}

/**
 * Where a string goes on whose line ends before its quote: on a next line that begins like no token and has the quote,
 * with the end of a value behind it. What is copied from a page that wraps its lines looks so. Undefined when the quote
 * itself is missing.
 */
export function continuedAt(text: string, lineEnd: number): number | undefined {
  if (text[lineEnd - 1] === ",") return undefined;
  const next = /\s*/y;
  next.lastIndex = lineEnd;
  next.test(text);
  const rest = /(?!\/[/*])[^\s"{}[\],:'#][^"\n\r]*"\s*(?:[,\]}]|$)/y;
  rest.lastIndex = next.lastIndex;
  return rest.test(text) ? next.lastIndex : undefined;
}

/** So far behind a place a bracket is looked for that tells what was meant there. */
const mostLookedAt = 20_000;

/** The first bracket behind a place that closes what was opened before it; undefined when none is near. */
export function closerBehind(text: string, start: number): string | undefined {
  let depth = 0;
  const part = text.slice(start, start + mostLookedAt);
  for (const [found] of part.matchAll(stringOrBracket)) {
    if (found === "[" || found === "{") depth++;
    else if ((found === "]" || found === "}") && depth-- === 0) return found;
  }
  return undefined;
}

/** The next token in backticks, for a message. */
export function nextToken(text: string, at: number): string {
  const found = /^"(?:[^"\\\n]|\\.)*"?|^[^\s,:{}[\]"]+|^./su.exec(text.slice(at, at + 120));
  return `\`${brief(found?.[0] ?? "")}\``;
}

export function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
