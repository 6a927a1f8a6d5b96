import type { Condition, PolicyDocument, Value } from "./document.ts";
import { isPrivateRange, parseIpRange } from "./ip-range.ts";

export interface SourceIpRanges {
  readonly condition: Condition;
  /** The values that are private ranges. */
  readonly private: readonly Value[];
  /** How many values are ranges and not private. */
  readonly publicCount: number;
}

/**
 * Conditions on `aws:SourceIp` with private ranges, under `IpAddress` or, if asked for, `NotIpAddress`. The key holds
 * the address that a request comes from over the internet: it is never private.
 */
export function* privateSourceIps(policy: PolicyDocument, negated: boolean): Iterable<SourceIpRanges> {
  for (const condition of policy.conditions) {
    if (condition.lowerKey !== "aws:sourceip") continue;
    const base = condition.operator?.base;
    if (base?.type !== "IpAddress" || base.negated !== negated) continue;
    const own: Value[] = [];
    let publicCount = 0;
    for (const value of condition.values) {
      const range = parseIpRange(value.value);
      if (range === undefined) continue;
      if (isPrivateRange(range)) own.push(value);
      else publicCount++;
    }
    if (own.length > 0) yield { condition, private: own, publicCount };
  }
}
