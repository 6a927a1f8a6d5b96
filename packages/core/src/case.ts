/** How the conditions turn out that decide what a policy says, as the file writes them, in the order of the question. */
export type Case = ReadonlyMap<string, boolean>;

/** A case as reports hold it: whether each condition holds. */
export type PlainCase = Readonly<Record<string, boolean>>;

/** Which of the cases of a policy one variant of it is for. */
export interface OfCases {
  /** What the policy is called without a case. */
  readonly of: string;
  /** At least one. */
  readonly own: readonly Case[];
}

/** What a variant goes by that is for the `own` cases of a policy, out of `all`; the name alone where it is for all. */
export function namedByCase(
  name: string,
  own: readonly Case[],
  all: readonly Case[],
): { readonly name: string; readonly cases?: OfCases } {
  const others = all.filter((one) => !own.includes(one));
  if (others.length === 0) return { name };
  return { name: `${name}, where ${caseInWords(sharedBy(own, others) ?? own[0])}`, cases: { of: name, own } };
}

/**
 * What the cases have in common, where it tells them from each of the others: then it says which they are. Undefined
 * where it does not.
 */
export function sharedBy([first, ...more]: readonly Case[], others: readonly Case[]): Case | undefined {
  const shared = [...(first ?? [])].filter(([condition, is]) => more.every((one) => one.get(condition) === is));
  return others.every((other) => shared.some(([condition, is]) => excludes(condition, is, other)))
    ? new Map(shared)
    : undefined;
}

/** `IsProduction and not (var.open)`. */
export function caseInWords(one: Case | undefined): string {
  const words = [...(one ?? [])].map(([condition, is]) => {
    const line = condition.trim().replace(/\s+/g, " ");
    if (is) return line;
    return /^\w+$/.test(line) ? `not ${line}` : `not (${line})`;
  });
  return words.join(" and ");
}

/** Whether the condition cannot turn out so in the other case: it turns out otherwise, or the same equals something else. */
function excludes(condition: string, is: boolean, other: Case): boolean {
  const there = other.get(condition);
  if (there !== undefined) return there !== is;
  const equal = is ? comparisonIn(condition) : undefined;
  if (equal === undefined) return false;
  return [...other].some(([text, holds]) => {
    const second = holds ? comparisonIn(text) : undefined;
    return second !== undefined && second.what === equal.what && second.literal !== equal.literal;
  });
}

/** Of `each.key == "a"`, both sides; undefined for a condition that goes on, such as `each.key == "a" || var.b`. */
export function comparisonIn(condition: string): { readonly what: string; readonly literal: string } | undefined {
  const [, what, literal] = /^([\w.]+) == ("(?:[^"\\$%]|\\.)*"|\d+)$/.exec(condition) ?? [];
  return what === undefined || literal === undefined ? undefined : { what, literal };
}
