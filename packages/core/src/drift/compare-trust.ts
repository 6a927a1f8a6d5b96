import { type Access, newAccess } from "../access/compare.ts";
import { requireDocument } from "../access/document-fault.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { type Node, plainValue } from "../syntax/node.ts";
import { cosmeticDifferences } from "./cosmetic.ts";

/** What became of an expected trust: see `docs/drift.md`. */
export type TrustVerdict = "identical" | "cosmetic" | "narrowed" | "widened" | "shifted" | "unknown";

/** Two trust policies, compared by meaning in both directions. */
export interface TrustComparison {
  readonly verdict: TrustVerdict;
  /** What the deployed policy allows and the expected one does not. */
  readonly newAccess: Access;
  /** The reverse. */
  readonly lostAccess: Access;
  /** How the texts differ, where they mean the same. */
  readonly differences: readonly string[];
}

const none: Access = { kind: "none" };

/**
 * What became of the expected trust. `identical` is equal JSON, `cosmetic` the same meaning in another text.
 * New access is never hidden by an undecided other direction; lost access alone is not told while new access is open.
 * Throws a TypeError as `newAccess` does.
 */
export function compareTrust(expected: PolicyDocument, actual: PolicyDocument): TrustComparison {
  requireDocument(expected, "`expected`");
  requireDocument(actual, "`actual`");
  // Of a text with a fault the tree says what was guessed.
  const isWhole = expected.syntaxProblems.length + actual.syntaxProblems.length === 0;
  if (isWhole && sameJson(expected.node, actual.node))
    return { verdict: "identical", newAccess: none, lostAccess: none, differences: [] };
  const gained = newAccess(expected, actual);
  const lost = newAccess(actual, expected);
  const verdict = verdictOf(gained, lost);
  const differences = verdict === "cosmetic" ? cosmeticDifferences(expected.node, actual.node) : [];
  return { verdict, newAccess: gained, lostAccess: lost, differences };
}

function verdictOf(gained: Access, lost: Access): TrustVerdict {
  if (gained.kind === "new") return lost.kind === "new" ? "shifted" : "widened";
  if (gained.kind === "unknown" || lost.kind === "unknown") return "unknown";
  return lost.kind === "new" ? "narrowed" : "cosmetic";
}

/** Equal after JSON parsing: the order of members and white space are no content. */
function sameJson(a: Node, b: Node): boolean {
  return canonicalText(plainValue(a)) === canonicalText(plainValue(b));
}

/** JSON with sorted members: equal texts are equal values. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(",")}}`;
}
