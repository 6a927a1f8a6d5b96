import type { PolicyDocument, Value } from "./document.ts";

/** Sids that several statements share, each with all its places in written order. Empty ones are not compared. */
export function repeatedSids(policy: PolicyDocument): readonly (readonly Value[])[] {
  if (areFewAndUnlike(policy)) return [];
  const bySid = new Map<string, Value[]>();
  for (const { sid } of policy.statements) {
    if (sid === undefined || sid.value === "") continue;
    const same = bySid.get(sid.value);
    if (same === undefined) bySid.set(sid.value, [sid]);
    else same.push(sid);
  }
  return [...bySid.values()].filter((same) => same.length > 1);
}

/** Of a few Sids, looking at each pair takes less time than a Map. */
function areFewAndUnlike({ statements }: PolicyDocument): boolean {
  if (statements.length > 12) return false;
  for (let i = 1; i < statements.length; i++) {
    const sid = statements[i]?.sid?.value;
    if (sid === undefined) continue;
    for (let j = 0; j < i; j++) if (statements[j]?.sid?.value === sid) return false;
  }
  return true;
}
