import { quoteWhole } from "../quote.ts";
import type { RedundantStrings } from "./odd-lists.ts";

/** What overlaps and what is to be done about it, in words. */
export function overlapDetails(
  kind: "actions" | "resources",
  { members, widest, removable }: RedundantStrings,
): string {
  const text = widest.value.toLowerCase();
  if (members.every(({ value }) => value.toLowerCase() === text)) {
    return `${quoteWhole(widest.value)} appears ${members.length} times in this statement. Keep one.`;
  }
  return `${members.length} ${kind} of this statement overlap: ${quoteWhole(widest.value)} covers the others. Remove those that add nothing, such as ${quoteWhole(removable.value)}.`;
}
