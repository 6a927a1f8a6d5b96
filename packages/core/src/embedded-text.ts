import type { Range, StringNode } from "./syntax/node.ts";

export interface EmbeddedText {
  /** The string's value: a text of its own. */
  readonly text: string;
  /** A range of that text, in the file that the string stands in. */
  mapRange(range: Range): Range;
  /** A replacement in that text, as it is written in the file; undefined when that is not certain. */
  mapReplacement(replacement: string): string | undefined;
}

/** The text inside a string of JSON or YAML, with the way back: a policy that is written as a string. */
export function embeddedText(file: string, node: StringNode): EmbeddedText {
  const source = file.slice(node.start, node.end);
  const text = node.value;
  const isJson = source.startsWith('"');
  const offsets = isJson ? jsonOffsets(source, text) : yamlOffsets(source, text);
  if (offsets === undefined) {
    // Its place within the string is not known: the whole string.
    return { text, mapRange: () => ({ start: node.start, end: node.end }), mapReplacement: () => undefined };
  }
  const at = (offset: number): number => node.start + (offsets[Math.min(Math.max(offset, 0), text.length)] as number);
  return {
    text,
    mapRange: ({ start, end }) => ({ start: at(start), end: Math.max(at(start), end > start ? at(end) : at(start)) }),
    mapReplacement: (replacement) =>
      isJson ? JSON.stringify(replacement).slice(1, -1) : replacement.includes("\n") ? undefined : replacement,
  };
}

/** For each code unit of the value, and its end, where it begins in the source. */
function jsonOffsets(source: string, value: string): readonly number[] | undefined {
  const offsets: number[] = [];
  let i = 1;
  while (i < source.length - 1) {
    offsets.push(i);
    i += source[i] === "\\" ? (source[i + 1] === "u" ? 6 : 2) : 1;
  }
  offsets.push(Math.min(i, source.length - 1));
  return offsets.length === value.length + 1 ? offsets : undefined;
}

/** A block scalar drops the indentation of each line; a plain or quoted one stands there as it is. */
function yamlOffsets(source: string, value: string): readonly number[] | undefined {
  const offsets: number[] = [];
  let from = 0;
  for (const line of value.split(/(?<=\n)/)) {
    const content = line.replace(/\n$/, "");
    const start = source.indexOf(content, from);
    if (start === -1) return undefined;
    for (let i = 0; i < line.length; i++) offsets.push(start + i);
    from = start + content.length;
  }
  offsets.push(from);
  return offsets;
}
