import type { PolicyDocument, Value } from "./document.ts";
import { hasWildcard } from "./pattern.ts";

/**
 * Values of that key that are not the prefix and 8 or 17 letters and digits. Variables, and wildcards where they are
 * such, have findings of their own.
 */
export function* misshapenIds(policy: PolicyDocument, lowerKey: string, prefix: string): Iterable<Value> {
  for (const condition of policy.conditions) {
    const base = condition.operator?.base;
    if (condition.lowerKey !== lowerKey || base?.type !== "String") continue;
    for (const value of condition.values) {
      const text = value.value;
      if ((base.wildcards && hasWildcard(text)) || text.includes("${")) continue;
      if (!text.startsWith(prefix) || !/^(?:[A-Za-z0-9]{8}|[A-Za-z0-9]{17})$/.test(text.slice(prefix.length)))
        yield value;
    }
  }
}
