import type { PolicyDocument } from "../policy/document.ts";

/** The characters of a policy without its white space; not counted for a text that is within the quota anyway. */
export function sizeWithoutSpace({ text, node }: PolicyDocument, quota: number): number {
  if (node.end - node.start <= quota) return node.end - node.start;
  let size = 0;
  for (let i = node.start; i < node.end; i++) {
    const c = text.charCodeAt(i);
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) size++;
  }
  return size;
}
