import type { Node } from "../syntax/node.ts";

/** YAML 1.1 takes these for booleans where they stand without quotes, YAML 1.2 for texts. */
const words: ReadonlyMap<string, string> = new Map([
  ["yes", "true"],
  ["on", "true"],
  ["no", "false"],
  ["off", "false"],
]);

/**
 * The texts that CloudFormation may make of a scalar of a template; undefined for what may become any, and for what is no
 * scalar. It reads YAML 1.1, in which `yes` is `true`, and `010` is 8.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function scalarTexts(node: Node): ReadonlySet<string> | undefined {
  if (node.kind === "boolean") return new Set([node.text]);
  if (node.kind === "number") return /^(?:0|-?[1-9]\d*)$/.test(node.text) ? new Set([node.text]) : undefined;
  if (node.kind !== "string") return undefined;
  const text = node.value;
  const isQuoted = node.end - node.start > text.length;
  const other = isQuoted ? undefined : words.get(text.toLowerCase());
  return new Set(other === undefined ? [text] : [text, other]);
}
