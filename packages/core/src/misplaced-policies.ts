import type { PathElement } from "./finding.ts";
import { holdsStatements, looksLikePolicy, speaksOfStatements } from "./looks-like-policy.ts";
import { pathName } from "./path-name.ts";
import type { UnreadPolicy } from "./source.ts";
import type { Node } from "./syntax/node.ts";

/**
 * Policies of a file under members that files of its kind do not have, and the file itself where it is a policy too.
 * Readers of the kind do not look there, so such a file could hide what another program takes from it.
 */
export function* misplacedPolicies(
  root: Node,
  own: ReadonlySet<string>,
  start: readonly PathElement[] = [],
): Generator<UnreadPolicy> {
  if (root.kind !== "object") return;
  for (const { key, value } of root.members) {
    if (own.has(key.value) || !(key.value === "Statement" ? holdsStatements(value) : holdsPolicy(value))) continue;
    const policyPath = [...start, { value: key.value }];
    yield {
      kind: "unread",
      name: pathName(policyPath),
      policyPath,
      at: { start: key.start, end: key.end },
      code: "UNRESOLVED",
      details:
        "A policy stands where files of this kind have none, and was not looked at. Put it into a file of its own.",
    };
  }
}

function holdsPolicy(node: Node): boolean {
  if (node.kind === "string") return speaksOfStatements(node.value);
  if (node.kind === "array") return node.items.some(holdsPolicy);
  return node.kind === "object" && (looksLikePolicy(node) || node.members.some(({ value }) => holdsPolicy(value)));
}
