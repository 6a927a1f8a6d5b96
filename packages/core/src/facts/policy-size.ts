import type { PolicyDocument } from "../policy/document.ts";

/** The characters of a policy without its white space; the quota itself for any policy that is seen to be within it. */
export function sizeWithoutSpace({ text, node, space }: PolicyDocument, quota: number): number {
  let size = node.end - node.start;
  if (size - space <= quota) return quota;
  for (let i = node.start; i < node.end && size > quota; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) size--;
  }
  return size;
}
