import type { PolicyDocument, Value } from "./document.ts";

/**
 * Principals written as IAM's unique ID with that prefix (`AROA` for roles, `AIDA` for users).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function* principalIds(policy: PolicyDocument, prefix: "AROA" | "AIDA"): Iterable<Value> {
  for (const { principal, notPrincipal } of policy.statements) {
    for (const element of [principal, notPrincipal]) {
      if (element === undefined) continue;
      for (const { type, values } of element.entries) {
        if (type !== "AWS") continue;
        for (const value of values) {
          // A role's ID may be followed by the name of a session.
          if (value.value.startsWith(prefix) && /^[A-Z0-9]{12,128}(?::\S+)?$/.test(value.value)) yield value;
        }
      }
    }
  }
}
