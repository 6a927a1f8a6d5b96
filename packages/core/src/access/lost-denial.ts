import { parsePolicy } from "../parse-policy.ts";
import {
  isAllow,
  isDeny,
  type PolicyDocument,
  type PolicyType,
  type Statement,
  type Value,
} from "../policy/document.ts";
import { type Access, faultOfEither, newAccess } from "./compare.ts";
import { isAllowed } from "./request.ts";

/** Those that decide with no other policy of their kind beside them: what they deny, they could as well not allow. */
const decideAlone: ReadonlySet<PolicyType> = new Set<PolicyType>(["trust", "endpoint"]);

/**
 * What `expected` denies and `actual` does not, nor allows itself: that is new access. A Deny takes away what other
 * policies allow, too, so a guardrail with nothing but denials can open up without allowing anything itself. "new"
 * carries a request that `expected` denies and `actual` leaves to other policies; its statement stands in neither. Always
 * "none" for policies that decide alone. Throws a TypeError as `newAccess` does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function lostDenial(expected: PolicyDocument, actual: PolicyDocument): Access {
  const fault = faultOfEither(expected, actual);
  const denials = expected.statements.filter(isDeny);
  if (decideAlone.has(expected.type) || denials.length === 0) return { kind: "none" };
  if (fault !== undefined) return { kind: "unknown", because: fault };
  const kept = actual.statements.filter(isDeny);
  const denied = allBut(expected, denials);
  const lost = newAccess(denied, allBut(actual, kept));
  if (lost.kind !== "new" || !isAllowed(actual, lost.witness)) return lost;
  // That request is new access. Others may be lost beside it.
  return newAccess(denied, allBut(actual, [...kept, ...actual.statements.filter(isAllow).map(asDenial)]));
}

/** Everything but what these statements deny, as if others allowed it. */
function allBut(policy: PolicyDocument, denials: readonly Statement[]): PolicyDocument {
  const { type } = policy;
  const principal = type === "resource" || type === "rcp" ? { Principal: "*" } : {};
  const everything = { Effect: "Allow", ...principal, Action: "*", Resource: "*" };
  const { statements } = parsePolicy(JSON.stringify({ Statement: everything }), { policyType: type }).policy;
  return { ...policy, statements: [...statements, ...denials], conditions: denials.flatMap((row) => row.conditions) };
}

function asDenial(statement: Statement): Statement {
  return { ...statement, effect: { ...(statement.effect as Value), value: "Deny" } };
}
