import type { Variant } from "@redshift-guard/core";

export interface Named {
  readonly name?: string;
  readonly place?: string;
  readonly variant?: Variant;
}

/** What a policy is known by in another version of its file: the same for all variants of it. */
export function nameOf({ name, place, variant }: Named): string | undefined {
  return place ?? variant?.of ?? name;
}

/** Each policy, or all variants of it. */
export function byName<T extends Named>(all: readonly T[]): ReadonlyMap<string | undefined, readonly [T, ...T[]]> {
  const found = new Map<string | undefined, [T, ...T[]]>();
  for (const one of all) {
    const others = found.get(nameOf(one));
    if (others === undefined) found.set(nameOf(one), [one]);
    else others.push(one);
  }
  return found;
}
