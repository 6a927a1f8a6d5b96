import type { PolicyDocument } from "../policy/document.ts";

/** The characters of a policy without its white space. */
export function sizeWithoutSpace({ text, node, plainJson }: PolicyDocument): number {
  return node.end - node.start - (plainJson?.space ?? spaceIn(text, node.start, node.end));
}

function spaceIn(text: string, start: number, end: number): number {
  let space = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) space++;
  }
  return space;
}
