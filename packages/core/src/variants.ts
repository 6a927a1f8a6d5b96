import { mostVariants } from "./policy-variant.ts";

/** How the conditions turned out that a variant asked for, in the order in which it did. */
export type Case = ReadonlyMap<string, boolean>;

/** What is built in one case. */
export interface InCase<Built> {
  readonly case: Case;
  readonly built: Built;
}

/** What is built alike in several cases. */
export interface Alike<Built> {
  /** What names them: empty where there is nothing to tell them from. */
  readonly case: Case;
  readonly all: readonly [InCase<Built>, ...InCase<Built>[]];
}

/**
 * What is built in each way that the conditions it asks for can turn out; undefined where those are more than
 * `mostVariants`. A condition turns out the same wherever one variant asks for it.
 */
export function variantsOf<Built>(
  build: (turnsOut: (condition: string) => boolean) => Built,
): readonly InCase<Built>[] | undefined {
  const variants: InCase<Built>[] = [];
  let next: [string, boolean][] = [];
  for (;;) {
    const decided = new Map(next);
    const built = build((condition) => {
      const known = decided.get(condition);
      if (known === undefined) decided.set(condition, true);
      return known ?? true;
    });
    variants.push({ case: decided, built });
    // The next case in order: the last condition that was true turns out false.
    next = [...decided];
    while (next.length > 0 && next[next.length - 1]?.[1] === false) next.pop();
    const last = next.pop();
    if (last === undefined) return variants;
    if (variants.length === mostVariants) return undefined;
    next.push([last[0], false]);
  }
}

/** The variants by what `tell` says of them: those of which it says the same are one. */
export function distinctVariants<Built>(
  variants: readonly InCase<Built>[],
  tell: (built: Built) => string,
): readonly Alike<Built>[] {
  const groups = new Map<string, [InCase<Built>, ...InCase<Built>[]]>();
  for (const variant of variants) {
    const told = tell(variant.built);
    const group = groups.get(told);
    if (group === undefined) groups.set(told, [variant]);
    else group.push(variant);
  }
  if (groups.size === 1) return [...groups.values()].map((all) => ({ case: new Map(), all }));
  const distinct = [...groups.values()].map((all) => {
    const [first] = all;
    const common = [...first.case].filter(([condition, is]) => all.every((one) => one.case.get(condition) === is));
    return { all, common: new Map(common) };
  });
  // What a group has in common names it where no other group can be meant; else one of its cases does.
  const areApart = distinct.every(({ common }, i) =>
    distinct.every((other, j) => i === j || [...common].some(([condition, is]) => other.common.get(condition) === !is)),
  );
  return distinct.map(({ all, common }) => ({ case: areApart ? common : all[0].case, all }));
}
