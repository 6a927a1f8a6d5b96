import { memberOf, type Node, type Range } from "./syntax/node.ts";

/** A value that only the deployment can tell: where it stands, and why. In the policy, `standIn` is in its place. */
export interface UnknownValue {
  readonly at: Range;
  readonly because: string;
  /** What to do, in a sentence, where it is known better than in general. */
  readonly advice?: string;
}

/** Checks for what a policy lacks thus see that something may be there. */
export const standIn = "*";

/** Far above what any policy has. */
const mostPairs = 1_000_000;

/**
 * The statements with unknown values in them, where the others can be judged without them; undefined where they cannot.
 * An unknown Deny may close what the others open, so each has to be an Allow. Those that are `apart` are among them:
 * something else is said of those.
 */
export function unknownStatements(
  policy: Node,
  unknown: readonly UnknownValue[],
  apart: ReadonlySet<Node> = new Set(),
): readonly Range[] | undefined {
  const value = memberOf(policy, "Statement")?.value;
  const statements = value?.kind === "array" ? value.items : [];
  if (unknown.length * statements.length > mostPairs) return undefined;
  const within = (at: Range) => (statement: Range) => statement.start <= at.start && at.end <= statement.end;
  if (!unknown.every(({ at }) => statements.some(within(at)))) return undefined;
  const touched = statements.filter((statement) => unknown.some(({ at }) => within(at)(statement)));
  const hidden = new Set([...touched, ...statements.filter((statement) => apart.has(statement))]);
  if (hidden.size === statements.length || !touched.every(isAllow)) return undefined;
  return [...hidden].map(({ start, end }) => ({ start, end }));
}

function isAllow(statement: Node): boolean {
  const effect = memberOf(statement, "Effect")?.value;
  return effect?.kind === "string" && effect.value === "Allow";
}
