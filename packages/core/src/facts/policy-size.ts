import type { PolicyDocument } from "../policy/document.ts";

/** The characters of a policy that count against a quota without its white space. */
export function sizeWithoutSpace({ text, node }: PolicyDocument): number {
  let size = 0;
  for (let i = node.start; i < node.end; i++) {
    const c = text.charCodeAt(i);
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) size++;
  }
  return size;
}
