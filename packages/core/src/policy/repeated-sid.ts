import type { PolicyDocument, Statement, Value } from "./document.ts";

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

/** Of a few Sids, looking at each pair takes less time than a Set. */
const few = 12;

export function hasRepeatedSid(statements: readonly Statement[]): boolean {
  const seen = statements.length > few ? new Set<string>() : undefined;
  for (let i = 0; i < statements.length; i++) {
    const sid = statements[i]?.sid?.value;
    if (sid === undefined) continue;
    if (seen === undefined) {
      for (let j = 0; j < i; j++) if (statements[j]?.sid?.value === sid) return true;
    } else if (seen.has(sid)) return true;
    else seen.add(sid);
  }
  return false;
}
