import type { PolicyDocument } from "../policy/document.ts";

/** The characters of a policy without its white space; counted only until they are seen to be within the quota. */
export function sizeWithoutSpace({ text, node }: PolicyDocument, quota: number): number {
  let size = node.end - node.start;
  for (let i = node.start; i < node.end && size > quota; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) size--;
  }
  return size;
}
