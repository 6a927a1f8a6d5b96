import type { PolicyDocument } from "../policy/document.ts";
import type { Range } from "../syntax/node.ts";

/** The characters of a policy without its white space; the quota itself for any policy that is seen to be within it. */
export function sizeWithoutSpace({ text, node }: PolicyDocument, quota: number): number {
  if (sizeWithoutIndentation(text, node, quota) <= quota) return quota;
  let size = node.end - node.start;
  for (let i = node.start; i < node.end && size > quota; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) size--;
  }
  return size;
}

/** Never less than without all white space, and found without a look at every character. */
function sizeWithoutIndentation(text: string, { start, end }: Range, quota: number): number {
  let size = end - start;
  let i = size > quota ? text.indexOf("\n", start) : -1;
  while (i !== -1 && i < end && size > quota) {
    const line = i;
    do i++;
    while (text.charCodeAt(i) === 0x20 && i < end);
    size -= i - line;
    i = text.indexOf("\n", i);
  }
  return size;
}
