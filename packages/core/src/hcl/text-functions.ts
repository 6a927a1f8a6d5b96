import { parseJson } from "../syntax/json.ts";
import type { Node, Range } from "../syntax/node.ts";
import { boolean, type FunctionCall, type HclFunction, itemsOf, tuple } from "./function-call.ts";
import type { HclExpression } from "./syntax.ts";
import { scalarOf, textOf, wholeOf } from "./value.ts";

/** Functions of texts. Each gives the same wherever the module runs. */
export const textFunctions: Readonly<Record<string, HclFunction>> = {
  chomp: ([text], { place }) => changed(text, place, (value) => value.replace(/(?:\r?\n)+$/, "")),
  endswith: ([text, part], { place }) => {
    const [value, sought] = [scalarOf(text), scalarOf(part)];
    return value === undefined || sought === undefined ? undefined : boolean(value.endsWith(sought), place);
  },
  format: ([format, ...args], { place, spend }) => {
    const text = scalarOf(format);
    const formatted = text === undefined ? undefined : formattedText(text, args.map(scalarOf));
    return formatted === undefined || !spend(formatted.length) ? undefined : textOf(formatted, place);
  },
  formatlist: ([format, ...args], { place, spend }) => {
    const text = scalarOf(format);
    const lists = args.map((arg) => itemsOf(arg)?.map(scalarOf) ?? scalarOf(arg));
    const lengths = new Set(lists.flatMap((list) => (Array.isArray(list) ? [list.length] : [])));
    const [length] = lengths;
    if (text === undefined || length === undefined || lengths.size > 1) return undefined;
    const texts: HclExpression[] = [];
    for (let i = 0; i < length; i++) {
      const formatted = formattedText(
        text,
        lists.map((list) => (Array.isArray(list) ? list[i] : list)),
      );
      if (formatted === undefined || !spend(formatted.length)) return undefined;
      texts.push(textOf(formatted, place));
    }
    return tuple(texts, place);
  },
  join: ([separator, ...lists], { place, spend }) => {
    const between = scalarOf(separator);
    const items = lists.map(itemsOf);
    if (between === undefined || !items.every((list) => list !== undefined)) return undefined;
    const [only, ...others] = items.flat();
    if (only?.kind === "text" && others.length === 0) return only;
    const joined = joinedText(items.flat().map(scalarOf), between, spend);
    return joined === undefined ? undefined : textOf(joined, place);
  },
  jsondecode: ([text], { place, spend }) => {
    const value = scalarOf(text);
    if (value === undefined || !spend(value.length)) return undefined;
    const { root, problems } = parseJson(value);
    return root === undefined || problems.length > 0 ? undefined : decoded(root, place);
  },
  lower: ([text], { place }) => changed(text, place, (value) => value.toLowerCase()),
  replace: ([text, search, replacement], { place, spend }) => {
    const [value, sought, put] = [scalarOf(text), scalarOf(search), scalarOf(replacement)];
    // Between slashes it is a regular expression of another kind than JavaScript's.
    if (value === undefined || !sought || put === undefined || (sought.length > 1 && /^\/.*\/$/s.test(sought)))
      return undefined;
    const replaced = joinedText(value.split(sought), put, spend);
    return replaced === undefined ? undefined : textOf(replaced, place);
  },
  split: ([separator, text], { place, spend }) => {
    const [between, value] = [scalarOf(separator), scalarOf(text)];
    if (!between || value === undefined) return undefined;
    const parts = value.split(between);
    return spend(parts.length)
      ? tuple(
          parts.map((part) => textOf(part, place)),
          place,
        )
      : undefined;
  },
  startswith: ([text, part], { place }) => {
    const [value, sought] = [scalarOf(text), scalarOf(part)];
    return value === undefined || sought === undefined ? undefined : boolean(value.startsWith(sought), place);
  },
  strcontains: ([text, part], { place }) => {
    const [value, sought] = [scalarOf(text), scalarOf(part)];
    return value === undefined || sought === undefined ? undefined : boolean(value.includes(sought), place);
  },
  substr: ([text, offset, length], { place }) => {
    const [from, count] = [wholeOf(offset), wholeOf(length)];
    if (from === undefined || count === undefined) return undefined;
    return changed(text, place, (value) => {
      const start = from < 0 ? Math.max(0, value.length + from) : from;
      return value.slice(start, count < 0 ? value.length : start + count);
    });
  },
  tostring: ([value], { place }) => {
    const text = scalarOf(value);
    return value?.kind === "null" ? value : text === undefined ? undefined : textOf(text, place);
  },
  trimprefix: ([text, prefix], { place }) => {
    const start = scalarOf(prefix);
    if (start === undefined) return undefined;
    return changed(text, place, (value) => (value.startsWith(start) ? value.slice(start.length) : value));
  },
  trimspace: ([text], { place }) => changed(text, place, (value) => value.trim()),
  trimsuffix: ([text, suffix], { place }) => {
    const end = scalarOf(suffix);
    if (end === undefined) return undefined;
    return changed(text, place, (value) => (end !== "" && value.endsWith(end) ? value.slice(0, -end.length) : value));
  },
  upper: ([text], { place }) => changed(text, place, (value) => value.toUpperCase()),
};

/** Only for letters that every language has the same other case for. */
function changed(
  value: HclExpression | undefined,
  place: Range,
  change: (text: string) => string,
): HclExpression | undefined {
  const text = scalarOf(value);
  return text === undefined || !isAscii(text) ? undefined : textOf(change(text), place);
}

export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** `%s`, `%d`, `%v` and `%%`, each with the argument after the one before. */
function formattedText(format: string, args: readonly (string | undefined)[]): string | undefined {
  let at = 0;
  let isKnown = true;
  const text = format.replace(/%(.?)/gs, (_, verb: string) => {
    if (verb === "%") return "%";
    const arg = args[at++];
    if (!/^[sdv]$/.test(verb) || arg === undefined || (verb === "d" && !/^-?\d+$/.test(arg))) isKnown = false;
    return arg ?? "";
  });
  return isKnown && at === args.length ? text : undefined;
}

function joinedText(
  parts: readonly (string | undefined)[],
  between: string,
  spend: FunctionCall["spend"],
): string | undefined {
  if (!parts.every((part) => part !== undefined)) return undefined;
  const length = parts.reduce((sum, part) => sum + part.length, 0) + between.length * Math.max(0, parts.length - 1);
  return spend(length) ? parts.join(between) : undefined;
}

/** What a value of JSON is in Terraform, with the place of the call. */
function decoded(node: Node, place: Range): HclExpression {
  const { start, end } = place;
  if (node.kind === "string") return textOf(node.value, place);
  if (node.kind === "array")
    return tuple(
      node.items.map((item) => decoded(item, place)),
      place,
    );
  if (node.kind !== "object") return { kind: node.kind, start, end, text: node.text };
  const members = node.members.map(({ key, value }) => ({
    name: { ...key, start, end },
    value: decoded(value, place),
  }));
  return { kind: "object", start, end, members };
}
