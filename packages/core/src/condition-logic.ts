/** What a condition of a template compares: a text that is known, or what only the deployment tells. */
export interface Operand {
  /** Of what is known. */
  readonly text?: string;
  /** Of what is not: what is written for it, by which it is known again. */
  readonly term?: string;
  /** The texts that an unknown one may be, where the template says so. */
  readonly allowed?: ReadonlySet<string>;
  /** The text of an unknown one where each of its parameters has its default. */
  readonly standard?: string;
  /** The parameters of an unknown one. */
  readonly parameters?: readonly string[];
}

/** A condition, down to the comparisons in it. */
export type Expression =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "equals"; readonly sides: readonly [Operand, Operand]; readonly key: string }
  | { readonly kind: "not" | "and" | "or"; readonly of: readonly Expression[] };

/** A condition, and how it has to turn out. */
export interface Requirement {
  readonly expression: Expression;
  readonly value: boolean;
}

type Equals = Expression & { readonly kind: "equals" };

export function equals(a: Operand, b: Operand): Expression {
  if (a.text !== undefined && b.text !== undefined) return { kind: "constant", value: a.text === b.text };
  const [first, second] = [nameOf(a), nameOf(b)].sort();
  if (first === second) return { kind: "constant", value: true };
  return { kind: "equals", sides: [a, b], key: JSON.stringify([first, second]) };
}

/** Steps that a question may still take: conditions made of conditions can be made to take for ever. */
export interface Budget {
  left: number;
}

/** Thrown where a budget is used up. */
export class TooManyConditions extends Error {}

/**
 * Whether some deployment meets all of the requirements at once: each comparison turns out one way, the same one
 * everywhere, and nothing equals two texts, or none of those that it may be.
 */
export function canHold(requirements: readonly Requirement[], budget: Budget): boolean {
  const assigned = new Map<string, { readonly equals: Equals; readonly value: boolean }>();
  return search();

  function search(): boolean {
    let open: Equals | undefined;
    for (const { expression, value } of requirements) {
      const found = outcome(expression);
      if (typeof found !== "boolean") open ??= found;
      else if (found !== value) return false;
    }
    if (open === undefined) return true;
    for (const value of [true, false]) {
      assigned.set(open.key, { equals: open, value });
      if (isPossible([...assigned.values()], budget) && search()) return true;
      assigned.delete(open.key);
    }
    return false;
  }

  /** How it turns out; where that is open, the first comparison that decides about it. */
  function outcome(expression: Expression): boolean | Equals {
    spend(budget, 1);
    if (expression.kind === "constant") return expression.value;
    if (expression.kind === "equals") return assigned.get(expression.key)?.value ?? expression;
    if (expression.kind === "not") {
      const [inner] = expression.of;
      const found = inner === undefined ? false : outcome(inner);
      return typeof found === "boolean" ? !found : found;
    }
    const decisive = expression.kind === "or";
    let open: Equals | undefined;
    for (const part of expression.of) {
      const found = outcome(part);
      if (found === decisive) return decisive;
      if (typeof found !== "boolean") open ??= found;
    }
    return open ?? !decisive;
  }
}

function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new TooManyConditions();
}

/** Everything that is compared, by what it equals. */
function isPossible(
  comparisons: readonly { readonly equals: Equals; readonly value: boolean }[],
  budget: Budget,
): boolean {
  spend(budget, comparisons.length);
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  for (const { equals, value } of comparisons) {
    const [a, b] = equals.sides.map((side) => rootOf(nameOf(side))) as [string, string];
    if (value && a !== b) parents.set(a, b);
  }
  const texts = new Map<string, string>();
  const refused = new Map<string, Set<string>>();
  for (const { equals, value } of comparisons) {
    const [a, b] = equals.sides;
    const roots = [rootOf(nameOf(a)), rootOf(nameOf(b))] as const;
    if (!value && roots[0] === roots[1]) return false;
    for (const [index, { text }] of equals.sides.entries()) {
      if (text === undefined) continue;
      const root = roots[index] as string;
      if ((texts.get(root) ?? text) !== text) return false;
      texts.set(root, text);
      const other = roots[1 - index] as string;
      if (!value) refused.set(other, (refused.get(other) ?? new Set()).add(text));
    }
  }
  // What one may be, all that equal it may be.
  const allowed = new Map<string, ReadonlySet<string>[]>();
  for (const side of comparisons.flatMap(({ equals }) => equals.sides)) {
    if (side.allowed === undefined) continue;
    const root = rootOf(nameOf(side));
    allowed.set(root, [...(allowed.get(root) ?? []).filter((other) => other !== side.allowed), side.allowed]);
  }
  for (const [root, sets] of allowed) {
    const text = texts.get(root);
    const [first = new Set<string>()] = sets;
    if (
      !someOf(text === undefined ? first : [text], (one) => {
        spend(budget, 1);
        return refused.get(root)?.has(one) !== true && sets.every((set) => set.has(one));
      })
    )
      return false;
  }
  return true;
}

function someOf(texts: Iterable<string>, holds: (text: string) => boolean): boolean {
  for (const text of texts) if (holds(text)) return true;
  return false;
}

/** The requirements as they are where each unknown that has a default has that; undefined where none has. */
export function withDefaults(requirements: readonly Requirement[]): readonly Requirement[] | undefined {
  // A condition is part of many others: each is gone through once.
  const known = new Map<Expression, Expression>();
  const all = requirements.map(({ expression, value }) => ({ expression: changed(expression), value }));
  return all.some(({ expression }, i) => expression !== requirements[i]?.expression) ? all : undefined;

  function changed(expression: Expression): Expression {
    const before = known.get(expression);
    if (before !== undefined) return before;
    const after = ofParts(expression);
    known.set(expression, after);
    return after;
  }

  function ofParts(expression: Expression): Expression {
    if (expression.kind === "constant") return expression;
    if (expression.kind === "equals") {
      const { sides } = expression;
      if (sides.every(({ standard }) => standard === undefined)) return expression;
      const [a, b] = sides.map((side) => (side.standard === undefined ? side : { text: side.standard }));
      return equals(a as Operand, b as Operand);
    }
    const of = expression.of.map(changed);
    return of.some((part, i) => part !== expression.of[i]) ? { ...expression, of } : expression;
  }
}

function nameOf({ text, term = "" }: Operand): string {
  return text === undefined ? `?${term}` : `=${text}`;
}

/** What the conditions compare, each operand as often as it stands there. */
export function* operandsOf(expression: Expression, budget: Budget): Generator<readonly [Operand, Operand]> {
  spend(budget, 1);
  if (expression.kind === "equals") yield expression.sides;
  else if (expression.kind !== "constant") for (const part of expression.of) yield* operandsOf(part, budget);
}
