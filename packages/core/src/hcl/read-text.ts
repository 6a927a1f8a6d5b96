import type { HclTemplate, HclText } from "./syntax.ts";

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** A quoted string that begins at `start`; undefined when its quote is missing on the line, templates apart. */
export function readQuoted(source: string, start: number): HclText | undefined {
  const builder = textBuilder();
  let i = start + 1;
  while (i < source.length) {
    const c = source[i] as string;
    if (c === '"') return { ...builder.text(i), start, end: i + 1, isQuoted: true };
    if (c === "\n") return undefined;
    if (c === "\\") {
      const letter = source[i + 1] ?? "";
      const digits = letter === "u" ? 4 : letter === "U" ? 8 : 0;
      const code = Number.parseInt(source.slice(i + 2, i + 2 + digits), 16);
      const value = digits === 0 ? escapes[letter] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
      if (value === undefined) return undefined;
      builder.add(value, i);
      i += 2 + digits;
    } else i = builder.take(source, i, source.length);
  }
  return undefined;
}

/** A here document whose `<<` begins at `start`; undefined when its last line is missing. */
export function readHeredoc(source: string, start: number): HclText | undefined {
  const opening = /^<<(-?)([\p{L}_][\p{L}\p{N}_-]*)\r?\n/u.exec(source.slice(start, start + 300));
  if (opening === null) return undefined;
  const [head, dash, word] = opening as unknown as [string, string, string];
  const lines: { readonly from: number; readonly to: number }[] = [];
  let from = start + head.length;
  for (;;) {
    const end = source.indexOf("\n", from);
    const to = end === -1 ? source.length : end + 1;
    if (source.slice(from, to).trim() === word) break;
    if (end === -1) return undefined;
    lines.push({ from, to });
    from = to;
  }
  let indent: number | undefined;
  for (const { from: a, to: b } of dash === "" ? [] : lines) {
    const line = source.slice(a, b);
    if (line.trim() !== "") indent = Math.min(indent ?? line.length, line.search(/[^ \t]/));
  }
  const builder = textBuilder();
  for (const line of lines) {
    let i = Math.min(line.from + (indent ?? 0), line.to);
    while (i < line.to) i = builder.take(source, i, line.to);
  }
  const end = from + source.slice(from).search(/\r?\n|$/);
  // What is missing at the text's end belongs on its last line: the next one has the word alone.
  const last = lines[lines.length - 1];
  const valueEnd = last === undefined ? from : last.from + source.slice(last.from, last.to).search(/\r?\n|$/);
  return { ...builder.text(valueEnd), start, end, isQuoted: false };
}

/** A template without quotes around it, where escape sequences are none. */
export function readTemplate(source: string): HclText {
  const builder = textBuilder();
  for (let i = 0; i < source.length; ) i = builder.take(source, i, source.length);
  return { ...builder.text(source.length), start: 0, end: source.length, isQuoted: false };
}

function textBuilder(): {
  add(value: string, at: number): void;
  take(source: string, at: number, limit: number): number;
  text(valueEnd: number): Omit<HclText, "start" | "end" | "isQuoted">;
} {
  const parts: string[] = [];
  const offsets: number[] = [];
  const templates: HclTemplate[] = [];
  return {
    add,
    /** One character, or one template as far as `limit`; gives the offset after it. */
    take(source, at, limit) {
      const two = source.slice(at, at + 2);
      if (/^[$%][$%]$/.test(two) && two[0] === two[1] && source[at + 2] === "{") {
        add(`${two[0]}{`, at);
        return at + 3;
      }
      if (two === "${" || two === "%{") {
        const end = templateEnd(source, at + 2, limit);
        const from = offsets.length;
        add(source.slice(at, end), at);
        templates.push({ start: at, end, from, to: offsets.length });
        return end;
      }
      parts.push(source[at] as string);
      offsets.push(at);
      return at + 1;
    },
    text(valueEnd) {
      return { kind: "text", value: parts.join(""), offsets: [...offsets, valueEnd], templates };
    },
  };

  function add(value: string, at: number): void {
    parts.push(value);
    for (let i = 0; i < value.length; i++) offsets.push(at);
  }
}

/**
 * After the `}` that ends a template, which may hold strings, braces and line ends of its own; `limit` without one.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
function templateEnd(source: string, from: number, limit: number): number {
  /** What is open around a place: a `{` of code, or the `"` of a string in it. */
  const open = ["{"];
  for (let i = from; i < limit; i++) {
    const c = source[i] as string;
    if (open[open.length - 1] === '"') {
      if (c === "\\" || source.startsWith("$${", i) || source.startsWith("%%{", i)) i++;
      else if (c === '"') open.pop();
      else if (source.startsWith("${", i) || source.startsWith("%{", i)) {
        open.push("{");
        i++;
      }
    } else if (c === '"' || c === "{") open.push(c);
    else if (c === "}" && open.pop() === "{" && open.length === 0) return i + 1;
  }
  return limit;
}
