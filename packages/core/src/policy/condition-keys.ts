import type { PolicyDocument } from "./document.ts";

/** The condition keys of the policies: lower-case key to the key as first written, in the order of the policies. */
export function conditionKeys(policies: readonly PolicyDocument[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const { conditions } of policies)
    for (const { lowerKey, key } of conditions) if (!keys.has(lowerKey)) keys.set(lowerKey, key);
  return keys;
}
