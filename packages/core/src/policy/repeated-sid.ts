import type { PolicyDocument, Value } from "./document.ts";

/** Sids that several statements share, each with all its places in written order. Empty ones are not compared. */
export function repeatedSids(policy: PolicyDocument): readonly (readonly Value[])[] {
  const bySid = new Map<string, Value[]>();
  for (const { sid } of policy.statements) {
    if (sid === undefined || sid.value === "") continue;
    const same = bySid.get(sid.value);
    if (same === undefined) bySid.set(sid.value, [sid]);
    else same.push(sid);
  }
  return [...bySid.values()].filter((same) => same.length > 1);
}
