import type { Case } from "./case.ts";
import { mostVariants } from "./policy-variant.ts";

/** What is built in one case. */
export interface InCase<Built> {
  readonly case: Case;
  readonly built: Built;
}

/** What is built alike in several cases. */
export type Alike<Built> = readonly [InCase<Built>, ...InCase<Built>[]];

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
  return [...groups.values()];
}
