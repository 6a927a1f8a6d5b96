import { parsePolicy } from "../parse-policy.ts";
import { isDeny, type PolicyDocument, type PolicyType } from "../policy/document.ts";
import { plainValue } from "../syntax/node.ts";
import { type Access, newAccess } from "./compare.ts";

/** Those that decide with no other policy of their kind beside them: what they deny, they could as well not allow. */
const decideAlone: ReadonlySet<PolicyType> = new Set<PolicyType>(["trust", "endpoint"]);

/**
 * What `expected` denies and `actual` does not. A Deny takes away what other policies allow, too, so a guardrail with
 * nothing but denials can open up without allowing anything itself. "new" carries a request that `expected` denies and
 * `actual` leaves to other policies; its statement stands in neither. Always "none" for policies that decide alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function lostDenial(expected: PolicyDocument, actual: PolicyDocument): Access {
  if (decideAlone.has(expected.type) || !expected.statements.some(isDeny)) return { kind: "none" };
  return newAccess(allButDenials(expected), allButDenials(actual));
}

/** Everything but what the policy denies, as if others allowed it. */
function allButDenials({ type, resourceType, version, statements }: PolicyDocument): PolicyDocument {
  const principal = type === "resource" || type === "rcp" ? { Principal: "*" } : {};
  const everything = { Effect: "Allow", ...principal, Action: "*", Resource: "*" };
  const denials = statements.filter(isDeny).map(({ node }) => plainValue(node));
  const text = JSON.stringify({ Version: version?.value, Statement: [everything, ...denials] });
  return parsePolicy(text, resourceType === undefined ? { policyType: type } : { policyType: type, resourceType })
    .policy;
}
