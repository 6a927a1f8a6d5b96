import type { PolicyDocument } from "../policy/document.ts";
import type { Node } from "../syntax/node.ts";

/** The characters of a policy without its white space; the quota itself for any policy that is seen to be within it. */
export function sizeWithoutSpace({ text, node, plainJson }: PolicyDocument, quota: number): number {
  const size = node.end - node.start - (plainJson?.space ?? 0);
  if (size <= quota) return quota;
  const rest = plainJson === undefined ? spaceIn(text, node.start, node.end) : spaceInStrings(text, node);
  return Math.max(quota, size - rest);
}

/** Few strings have any, and it takes less time to ask a string for a blank than to look at its characters. */
function spaceInStrings(text: string, node: Node): number {
  let space = 0;
  if (node.kind === "string") return node.value.includes(" ") ? spaceIn(text, node.start, node.end) : 0;
  if (node.kind === "array") {
    const { items } = node;
    for (let i = 0; i < items.length; i++) space += spaceInStrings(text, items[i] as Node);
  } else if (node.kind === "object") {
    for (const { key, value } of node.members) space += spaceInStrings(text, key) + spaceInStrings(text, value);
  }
  return space;
}

function spaceIn(text: string, start: number, end: number): number {
  let space = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) space++;
  }
  return space;
}
