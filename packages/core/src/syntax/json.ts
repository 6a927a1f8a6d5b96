import type { ArrayNode, Member, Node, ObjectNode, Range, ScalarNode, StringNode } from "./node.ts";

/** A fault of the text, where it stands, in words, and the text that mends it where one is certain. */
export interface SyntaxProblem {
  readonly at: Range;
  readonly details: string;
  readonly replacement?: string;
}

export interface ParsedText {
  /** Absent when the text holds no value at all, or nests deeper than the limit. */
  readonly root?: Node;
  readonly problems: readonly SyntaxProblem[];
  /** Where nesting passed the limit; then nothing else was read. */
  readonly tooDeep?: Range;
}

/** Far above any policy (7) or template that holds one; brackets beyond it are an attack or an accident. */
const maxDepth = 200;

/** After this many faults the text is no JSON; the last problem says that reading stopped. */
const maxProblems = 100;

interface Frame {
  readonly node: ObjectNode | ArrayNode;
  readonly members: Member[];
  readonly items: Node[];
  /** The name that waited for this container as its value. */
  readonly key: StringNode | undefined;
}

const closingQuote: Readonly<Record<string, string>> = {
  "'": "'",
  "‘": "’",
  "’": "’",
  "“": "”",
  "”": "”",
  "„": "“",
  "`": "`",
  "«": "»",
};
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const foreignWords: Readonly<Record<string, string>> = {
  True: "true",
  TRUE: "true",
  False: "false",
  FALSE: "false",
  None: "null",
  NULL: "null",
  Null: "null",
  nil: "null",
  undefined: "null",
  NaN: "null",
};

/**
 * Reads JSON (RFC 8259) into nodes in one pass without recursion. A fault becomes a problem with its place and repair,
 * and reading goes on, so that one run names every fault and the rest can still be checked.
 */
export function parseJson(text: string): ParsedText {
  const problems: SyntaxProblem[] = [];
  const stack: Frame[] = [];
  const length = text.length;
  let i = 0;
  let frame: Frame | undefined;
  let key: StringNode | undefined;
  let root: Node | undefined;
  /** The comma before the token that is read now; for trailing commas. */
  let comma = -1;
  let state = "value" as "value" | "name" | "colon" | "after";
  let lastEnd = 0;
  let tooDeep: Range | undefined;

  if (text.charCodeAt(0) === 0xfeff) {
    report(0, 1, "The text begins with a byte order mark, which IAM refuses; save the file as UTF-8 without BOM.", "");
    i = 1;
  }

  for (;;) {
    skipSpace();
    if (i >= length || problems.length > maxProblems) break;
    const c = text.charCodeAt(i);
    if (state === "after") {
      if (c === 0x2c /* , */) {
        if (frame === undefined) {
          reportRest();
          break;
        }
        comma = i++;
        state = frame.node.kind === "object" ? "name" : "value";
      } else if (c === 0x7d || c === 0x5d) {
        if (frame === undefined) {
          reportRest();
          break;
        }
        close(c);
      } else if (frame === undefined) {
        reportRest();
        break;
      } else if (c === 0x3a /* : */ || c === 0x3b /* ; */) {
        if (c === 0x3b) {
          report(i, i + 1, "Members and elements are separated by a comma, not by a semicolon.", ",");
          comma = i++;
          state = frame.node.kind === "object" ? "name" : "value";
        } else {
          report(i, i + 1, "This colon follows a complete value; remove it, or put quotes around the whole text.");
          i++;
        }
      } else {
        report(lastEnd, lastEnd, `A comma is missing here, before ${quoteToken()}.`, ",");
        comma = -1;
        state = frame.node.kind === "object" ? "name" : "value";
      }
    } else if (state === "name") readName(c);
    else if (state === "colon") {
      if (c === 0x3a) {
        i++;
        state = "value";
      } else if (c === 0x3d /* = */) {
        const end = text[i + 1] === ">" ? i + 2 : i + 1;
        report(i, end, "A name and its value are separated by a colon.", ":");
        i = end;
        state = "value";
      } else if (c === 0x2c || c === 0x7d || c === 0x5d) {
        report(
          (key as StringNode).start,
          (key as StringNode).end,
          `The member \`${brief((key as StringNode).value)}\` has no value; add \`: value\` or remove it.`,
        );
        key = undefined;
        state = "after";
      } else {
        report(
          lastEnd,
          lastEnd,
          `A colon is missing here, after the name \`${brief((key as StringNode).value)}\`.`,
          ":",
        );
        state = "value";
      }
    } else readValue(c);
    if (tooDeep !== undefined) return { problems: [], tooDeep };
  }

  if (problems.length > maxProblems) {
    problems.length = maxProblems;
    problems.push({
      at: { start: i, end: i },
      details: `Reading stopped here after ${maxProblems} faults; this is not JSON. Mend the faults above and run again.`,
    });
  } else if (frame !== undefined) reportEnd();
  while (frame !== undefined) finish(length);
  return root === undefined ? { problems } : { root, problems };

  function readName(c: number): void {
    if (c === 0x22) {
      key = readString();
      state = "colon";
    } else if (c === 0x7d || c === 0x5d) close(c);
    else if (c === 0x2c) {
      report(i, i + 1, "There is a comma too many here; remove it.", "");
      i++;
    } else if (c === 0x3a) {
      report(i, i + 1, "A member's name is missing before this colon.");
      key = { start: i, end: i, kind: "string", value: "" };
      state = "colon";
    } else if (closingQuote[text[i] as string] !== undefined) {
      key = readForeignString();
      state = "colon";
    } else if (c === 0x7b || c === 0x5b) {
      report(i, i + 1, "A member of an object needs a name in double quotes before its value.");
      key = { start: i, end: i, kind: "string", value: "" };
      state = "value";
    } else {
      const start = i;
      const word = readWord();
      report(start, i, `The name \`${brief(word)}\` must stand in double quotes.`, JSON.stringify(word));
      key = { start, end: i, kind: "string", value: word };
      lastEnd = i;
      state = "colon";
    }
  }

  function readValue(c: number): void {
    if (c === 0x22) add(readString());
    else if (c === 0x7b || c === 0x5b) {
      if (stack.length >= maxDepth) {
        tooDeep = { start: i, end: i + 1 };
        return;
      }
      const members: Member[] = [];
      const items: Node[] = [];
      const node: ObjectNode | ArrayNode =
        c === 0x7b ? { start: i, end: i, kind: "object", members } : { start: i, end: i, kind: "array", items };
      frame = { node, members, items, key };
      stack.push(frame);
      key = undefined;
      comma = -1;
      state = c === 0x7b ? "name" : "value";
      lastEnd = ++i;
    } else if (c === 0x7d || c === 0x5d) {
      if (frame?.node.kind === "object") {
        const name = key as StringNode;
        report(lastEnd, lastEnd, `The value of \`${brief(name.value)}\` is missing.`);
        key = undefined;
        comma = -1;
      }
      if (frame === undefined) {
        report(i, i + 1, `There is a \`${text[i]}\` here that closes nothing; remove it.`, "");
        i++;
      } else close(c);
    } else if (c === 0x2c) {
      if (frame?.node.kind === "object") {
        report(lastEnd, lastEnd, `The value of \`${brief((key as StringNode).value)}\` is missing.`);
        key = undefined;
        state = "after";
      } else {
        report(i, i + 1, "There is a comma too many here; remove it.", "");
        i++;
      }
    } else if (c === 0x3a) {
      report(i, i + 1, "There is a colon too many here; remove it.", "");
      i++;
    } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) add(readNumber());
    else if (closingQuote[text[i] as string] !== undefined) add(readForeignString());
    else add(readLiteral());
  }

  /** Takes a complete value where one was awaited. */
  function add(node: Node): void {
    lastEnd = node.end;
    comma = -1;
    state = "after";
    if (frame === undefined) root = node;
    else if (frame.node.kind === "object") {
      frame.members.push({ key: key as StringNode, value: node });
      key = undefined;
    } else frame.items.push(node);
  }

  function finish(end: number): void {
    const done = stack.pop() as Frame;
    (done.node as { end: number }).end = end;
    frame = stack[stack.length - 1];
    key = done.key;
    add(done.node);
  }

  /** A closing bracket: of this container, of one around it (then those between were left open), or of none. */
  function close(c: number): void {
    const wanted = c === 0x7d ? "object" : "array";
    if (!stack.some((open) => open.node.kind === wanted)) {
      report(i, i + 1, `There is a \`${text[i]}\` here that closes nothing; remove it.`, "");
      i++;
      return;
    }
    if (comma !== -1)
      report(
        comma,
        comma + 1,
        `There is a comma here after the last ${frame?.node.kind === "object" ? "member" : "element"}; remove it.`,
        "",
      );
    comma = -1;
    while (frame !== undefined && frame.node.kind !== wanted) {
      const missing = frame.node.kind === "object" ? "}" : "]";
      report(lastEnd, lastEnd, `A \`${missing}\` is missing here, before \`${text[i]}\`.`, missing);
      finish(lastEnd);
    }
    i++;
    finish(i);
  }

  function readString(): StringNode {
    const start = i++;
    const first = i;
    let value: string | undefined;
    let from = first;
    for (;;) {
      const c = text.charCodeAt(i);
      if (c === 0x22) break;
      if (c === 0x5c) {
        value = (value ?? "") + text.slice(from, i) + readEscape();
        from = i;
      } else if (c < 0x20 || i >= length) {
        if (c === 0x09) {
          report(i, i + 1, "A tab inside a string must be written as `\\t`.", "\\t");
          i++;
        } else if (c === 0x0a || c === 0x0d || i >= length) return endOpenString(start, from, value ?? "");
        else {
          report(i, i + 1, "There is a control character inside this string; remove it.", "");
          i++;
        }
      } else i++;
    }
    const slice = text.slice(from, i++);
    lastEnd = i;
    return { start, end: i, kind: "string", value: value === undefined ? slice : value + slice };
  }

  /** The line ended inside a string: its quote is missing, most likely before the comma or bracket that ends the line. */
  function endOpenString(start: number, from: number, head: string): StringNode {
    let end = i;
    while (end > from && /[\s,\]}]/.test(text[end - 1] as string)) end--;
    report(end, end, `The closing quote of this string is missing: \`${brief(text.slice(start, end))}\`.`, '"');
    i = end;
    lastEnd = end;
    return { start, end, kind: "string", value: head + text.slice(from, end) };
  }

  function readEscape(): string {
    const start = i;
    const letter = text[i + 1] ?? "";
    const plain = escapes[letter];
    if (plain !== undefined) {
      i += 2;
      return plain;
    }
    if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(text.slice(i + 2, i + 6))) {
      i += 6;
      return String.fromCharCode(Number.parseInt(text.slice(start + 2, i), 16));
    }
    i += letter === "\n" || letter === "" ? 1 : 2;
    report(
      start,
      i,
      `\`${text.slice(start, i)}\` is no escape sequence of JSON; write \`\\\\\` for a backslash.`,
      `\\\\${letter === "\n" ? "" : letter}`,
    );
    return text.slice(start, i);
  }

  /** A string in quotes of another kind, up to its counterpart on the same line. */
  function readForeignString(): StringNode {
    const start = i;
    const quote = text[i] as string;
    const closers = [
      closingQuote[quote] as string,
      quote,
      ...(/[“”„]/.test(quote) ? ['"', "“"] : /[‘’]/.test(quote) ? ["'"] : []),
    ];
    i++;
    let value = "";
    while (i < length && text[i] !== "\n" && !closers.includes(text[i] as string)) {
      if (text[i] === "\\" && i + 1 < length) i++;
      value += text[i++];
    }
    if (closers.includes(text[i] ?? "")) i++;
    const what =
      quote === "'" || quote === "`"
        ? "JSON strings stand in double quotes"
        : "These are typographic quotes, which JSON does not know; use straight double quotes";
    report(start, i, `${what}: \`${brief(JSON.stringify(value))}\`.`, JSON.stringify(value));
    lastEnd = i;
    return { start, end: i, kind: "string", value };
  }

  function readNumber(): Node {
    const start = i;
    while (i < length && /[-+.\w]/.test(text[i] as string)) i++;
    const written = text.slice(start, i);
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(written))
      return { start, end: i, kind: "number", value: Number(written), text: written };
    report(start, i, `\`${brief(written)}\` is no JSON number; put it in double quotes.`, JSON.stringify(written));
    return { start, end: i, kind: "string", value: written };
  }

  function readLiteral(): Node {
    const start = i;
    const word = readWord();
    const scalar = literal(word, start, i);
    if (scalar !== undefined) return scalar;
    const meant = foreignWords[word];
    if (meant !== undefined) {
      report(start, i, `\`${word}\` is written \`${meant}\` in JSON.`, meant);
      return literal(meant, start, i) as ScalarNode;
    }
    report(start, i, `\`${brief(word)}\` must stand in double quotes.`, JSON.stringify(word));
    return { start, end: i, kind: "string", value: word };
  }

  function readWord(): string {
    const start = i;
    while (i < length && !/[\s,:=;{}[\]"'“”‘’]/.test(text[i] as string)) i++;
    if (text[i] === ":" && state === "value") while (i < length && !/[\s,;{}[\]"'“”‘’]/.test(text[i] as string)) i++;
    if (i === start) i++;
    return text.slice(start, i);
  }

  function skipSpace(): void {
    for (;;) {
      const c = text.charCodeAt(i);
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) i++;
      else if (c === 0x2f || c === 0x23) {
        const end = commentEnd(c);
        if (end === -1) return;
        report(i, end, "JSON has no comments, and IAM refuses them; remove it, or put the remark into `Sid`.", "");
        i = end;
      } else if (c === 0xa0 || c === 0x200b || c === 0x2028 || c === 0x2029 || c === 0xfeff || c === 0x202f) {
        report(i, i + 1, "There is an invisible character here that is no JSON white space; remove it.", "");
        i++;
      } else return;
      if (problems.length > maxProblems) return;
    }
  }

  function commentEnd(c: number): number {
    const next = text.charCodeAt(i + 1);
    if (c === 0x2f && next === 0x2a) {
      const end = text.indexOf("*/", i + 2);
      return end === -1 ? length : end + 2;
    }
    if (c === 0x2f && next !== 0x2f) return -1;
    const end = text.indexOf("\n", i);
    return end === -1 ? length : end;
  }

  function reportRest(): void {
    const rest = text.slice(i).trimEnd();
    const closersOnly = /^[\s}\]]*$/.test(rest);
    const details = closersOnly
      ? `There ${rest.length === 1 ? `is a \`${rest}\`` : `are brackets (\`${brief(rest)}\`)`} too many after the end of the document; remove ${rest.length === 1 ? "it" : "them"}.`
      : `The document ended before ${quoteToken()}; only one JSON value may stand in a text, and the rest is not read.`;
    if (closersOnly) report(i, i + rest.length, details, "");
    else report(i, i + rest.length, details);
  }

  function reportEnd(): void {
    if (state === "colon" || (state === "value" && frame?.node.kind === "object")) key = undefined;
    if (comma !== -1) report(comma, comma + 1, "The text ends after this comma.", "");
    const closers = [...stack]
      .reverse()
      .map((open) => (open.node.kind === "object" ? "}" : "]"))
      .join("");
    report(
      length,
      length,
      `The text ends too early: ${stack.length === 1 ? `the closing \`${closers}\` is` : `\`${brief(closers)}\` are`} missing. Was it cut off when it was copied?`,
      closers,
    );
  }

  function quoteToken(): string {
    return `\`${brief((/^"(?:[^"\\\n]|\\.)*"?|^[^\s,:{}[\]"]+|^./u.exec(text.slice(i, i + 120)) ?? [""])[0])}\``;
  }

  function report(start: number, end: number, details: string, replacement?: string): void {
    const at = { start, end };
    problems.push(replacement === undefined ? { at, details } : { at, details, replacement });
  }
}

function literal(word: string, start: number, end: number): ScalarNode | undefined {
  if (word === "true" || word === "false") return { start, end, kind: "boolean", value: word === "true", text: word };
  if (word === "null") return { start, end, kind: "null", value: null, text: word };
  return undefined;
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
