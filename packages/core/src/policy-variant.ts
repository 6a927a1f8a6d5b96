import { type Budget, canHold, type Requirement, TooManyConditions } from "./condition-logic.ts";

/** A policy that can be built in more ways is not analysed: nobody would look through them. */
export const mostVariants = 16;

/** What a policy is a variant of, and when it is that one. */
export interface Variant {
  /** The name without the case. */
  readonly of: string;
  /** It is this one wherever all requirements of one of these hold. */
  readonly when: readonly (readonly Requirement[])[];
}

/** Whether some deployment has both of them. What takes too long to find out may be. */
export function standTogether(a: Variant | undefined, b: Variant | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const budget: Budget = { left: 5_000 };
  try {
    return a.when.some((one) => b.when.some((other) => canHold([...one, ...other], budget)));
  } catch (error) {
    if (error instanceof TooManyConditions) return true;
    throw error;
  }
}
