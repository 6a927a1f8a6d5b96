import { looksLikePolicy, mayBePolicy } from "../looks-like-policy.ts";
import type { FoundPolicy } from "../source.ts";

/** Of a text with faults, what could not be read may be what makes it a policy. */
export function isPolicyOrBroken({ node, problems = [] }: Pick<FoundPolicy, "node" | "problems">): boolean {
  return problems.length > 0 || mayBePolicy(node) || looksLikePolicy(node);
}
