import { canHold, type Requirement, TooManyConditions, withDefaults } from "./condition-logic.ts";

/** A policy that can be built in more ways is not analysed: nobody would look through them. */
export const mostVariants = 16;

/** What a policy is a variant of, and when it is that one. */
export interface Variant {
  /** The name without the case. */
  readonly of: string;
  /** It is this one wherever all requirements of one of these hold. */
  readonly when: readonly (readonly Requirement[])[];
}

/** Where a place takes a policy that stands elsewhere, and when. */
export interface Taken extends Variant {
  /** The only instance of the policy's block that it takes, where that is known: what stands together with it. */
  readonly instance?: Variant;
}

/**
 * Whether some deployment has both of them: with the same values, or with those that are the defaults of each, which a
 * change of a default makes of one the other. What takes too long to find out may be.
 */
export function standTogether(a: Variant | undefined, b: Variant | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  if (canHoldBoth(a.when, b.when)) return true;
  const [ofA, ofB] = [byDefault(a), byDefault(b)];
  return (ofA !== a.when || ofB !== b.when) && canHoldBoth(ofA, ofB);
}

/** When it is this one where all has its default. */
function byDefault(variant: Variant): Variant["when"] {
  const before = known.get(variant);
  if (before !== undefined) return before;
  const changed = variant.when.map((one) => withDefaults(one) ?? one);
  const when = changed.some((one, i) => one !== variant.when[i]) ? changed : variant.when;
  known.set(variant, when);
  return when;
}

const known = new WeakMap<Variant, Variant["when"]>();

function canHoldBoth(a: Variant["when"], b: Variant["when"]): boolean {
  const budget = { left: 5_000 };
  try {
    return a.some((one) => b.some((other) => canHold([...one, ...other], budget)));
  } catch (error) {
    if (error instanceof TooManyConditions) return true;
    throw error;
  }
}
