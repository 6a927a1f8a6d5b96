import type { PolicyDocument } from "../policy/document.ts";

/** The characters of a policy without its white space; the quota itself for any policy that is seen to be within it. */
export function sizeWithoutSpace({ text, node, plainJson }: PolicyDocument, quota: number): number {
  const size = node.end - node.start;
  if (size - (plainJson?.space ?? 0) <= quota) return quota;
  return Math.max(quota, size - spaceIn(text, node.start, node.end));
}

function spaceIn(text: string, start: number, end: number): number {
  let space = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) space++;
  }
  return space;
}
