import type { FoundPolicy } from "./source.ts";
import type { SyntaxProblem } from "./syntax/json.ts";
import type { Range } from "./syntax/node.ts";

/** Those of a file's faults that stand in one of its policies; a policy that is the whole file has them all. */
export function ownFaults(found: FoundPolicy, faults: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  // Offsets in the text of a string are not the file's.
  if (found.mapRange !== undefined) return [];
  return found.policyPath.length === 0 ? faults : faults.filter(({ at }) => isInside(at, found.node));
}

/** Before the bracket that ends it: what is missing right after a policy is missing in the file. */
function isInside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end < outer.end;
}
