import type { Range } from "../syntax/node.ts";
import type { HclComputed, HclTemplate, HclText } from "./syntax.ts";

/** What a text with templates is made of. `from` and `to` count in its value. */
export type TemplatePart = LiteralPart | ValuePart | IfPart | ForPart;

interface LiteralPart {
  readonly kind: "literal";
  readonly from: number;
  readonly to: number;
}

export interface ValuePart extends HclTemplate {
  readonly kind: "value";
  /** Undefined for a directive that is out of place. */
  readonly expression: HclComputed | undefined;
}

interface IfPart extends HclTemplate {
  readonly kind: "if";
  readonly condition: HclComputed;
  readonly yes: readonly TemplatePart[];
  readonly no: readonly TemplatePart[];
}

interface ForPart extends HclTemplate {
  readonly kind: "for";
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly of: HclComputed;
  readonly each: readonly TemplatePart[];
}

/** Far deeper than any text of a policy. */
const maxDepth = 20;

const header = /^for\s+(?:([\p{L}_][\p{L}\p{N}_-]*)\s*,\s*)?([\p{L}_][\p{L}\p{N}_-]*)\s+in\b/u;

interface Mark extends HclTemplate {
  /** What stands between the braces. */
  readonly inner: HclComputed;
  readonly isDirective: boolean;
}

/**
 * The literals, interpolations and directives of a text, without the white space that `~` takes away. Where directives
 * do not match, all of them are values that are not known.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
export function templateParts(text: HclText): readonly TemplatePart[] {
  const marks = text.templates.map((template) => markOf(text, template));
  let next = 0;
  let at = 0;
  const parts = until([], 0);
  if (parts !== undefined && next === marks.length) return parts;
  next = 0;
  at = 0;
  const flat: TemplatePart[] = [];
  for (const mark of marks) {
    flat.push(literal(mark.from), {
      ...placeOf(mark),
      kind: "value",
      expression: mark.isDirective ? undefined : mark.inner,
    });
    at = mark.to;
  }
  return [...flat, literal(text.value.length)];

  /** To a directive with one of the names, which is the next mark then; else to the end. */
  function until(names: readonly string[], depth: number): TemplatePart[] | undefined {
    if (depth > maxDepth) return undefined;
    const found: TemplatePart[] = [];
    for (;;) {
      const mark = marks[next];
      found.push(literal(mark?.from ?? text.value.length));
      if (mark === undefined) return names.length === 0 ? found : undefined;
      const word = mark.isDirective ? /^\s*(\w+)/.exec(mark.inner.text)?.[1] : undefined;
      if (word !== undefined && names.includes(word)) return found;
      next++;
      at = mark.to;
      if (!mark.isDirective) found.push({ ...placeOf(mark), kind: "value", expression: mark.inner });
      else {
        const block = word === "if" ? ifBlock(mark, depth) : word === "for" ? forBlock(mark, depth) : undefined;
        if (block === undefined) return undefined;
        found.push(block);
      }
    }
  }

  function ifBlock(mark: Mark, depth: number): IfPart | undefined {
    const yes = until(["else", "endif"], depth + 1);
    const middle = take();
    if (yes === undefined || middle === undefined) return undefined;
    const hasElse = middle.inner.text.trim() === "else";
    const no = hasElse ? until(["endif"], depth + 1) : [];
    const end = hasElse ? take() : middle;
    if (no === undefined || end?.inner.text.trim() !== "endif") return undefined;
    const condition = after(mark.inner, /^\s*if\b/.exec(mark.inner.text)?.[0].length ?? 0);
    return { kind: "if", condition, yes, no, ...blockPlace(mark, end) };
  }

  function forBlock(mark: Mark, depth: number): ForPart | undefined {
    const lead = mark.inner.text.search(/\S/);
    const names = header.exec(mark.inner.text.slice(lead, lead + 500));
    const each = until(["endfor"], depth + 1);
    const end = take();
    if (names === null || each === undefined || end?.inner.text.trim() !== "endfor") return undefined;
    const of = after(mark.inner, lead + names[0].length);
    return { kind: "for", keyName: names[1], valueName: names[2] ?? "", of, each, ...blockPlace(mark, end) };
  }

  function take(): Mark | undefined {
    const mark = marks[next];
    if (mark !== undefined) at = mark.to;
    next++;
    return mark;
  }

  /** From where the last mark ended. */
  function literal(end: number): LiteralPart {
    let from = at;
    let to = end;
    if (text.value[at - 1] === "}" && text.value[at - 2] === "~") while (from < to && isSpace(from)) from++;
    if (/^[$%]\{~/.test(text.value.slice(end, end + 3))) while (to > from && isSpace(to - 1)) to--;
    return { kind: "literal", from, to };
  }

  function isSpace(offset: number): boolean {
    return /\s/.test(text.value[offset] as string);
  }
}

function markOf({ value }: HclText, template: HclTemplate): Mark {
  const source = value.slice(template.from, template.to);
  const open = source[2] === "~" ? 3 : 2;
  const close = source.endsWith("~}") ? 2 : 1;
  const start = template.start + open;
  const text = source.slice(open, Math.max(open, source.length - close));
  return {
    ...template,
    isDirective: source[0] === "%",
    inner: { kind: "computed", start, end: start + text.length, text },
  };
}

function placeOf({ start, end, from, to }: HclTemplate): HclTemplate {
  return { start, end, from, to };
}

function blockPlace(first: HclTemplate, last: Range & Pick<HclTemplate, "to">): HclTemplate {
  return { start: first.start, end: last.end, from: first.from, to: last.to };
}

function after({ start, end, text }: HclComputed, length: number): HclComputed {
  return { kind: "computed", start: start + length, end, text: text.slice(length) };
}
