import {
  type Access,
  compareTrust,
  type PolicyDocument,
  type PolicyType,
  parsePolicy,
  plainValue,
  requestParts,
  type TrustComparison,
} from "@redshift-guard/core";

/** Those that decide with no other policy of their type beside them: what they deny, they could as well not allow. */
const alone: ReadonlySet<PolicyType> = new Set<PolicyType>(["trust", "endpoint"]);

/**
 * Two policies of one type by meaning. A Deny takes away what other policies allow, too: two that allow the same and
 * deny differently, as most service control policies and many bucket policies would, are not said to be the same.
 */
export function comparePolicies(expected: PolicyDocument, actual: PolicyDocument): TrustComparison {
  const allowed = compareTrust(expected, actual);
  const isOpen = allowed.newAccess.kind === "none" || allowed.lostAccess.kind === "none";
  if (alone.has(expected.type) || allowed.verdict === "identical" || !isOpen || !denies(expected, actual))
    return allowed;
  const denied = compareTrust(allButDenials(expected), allButDenials(actual));
  const newAccess = withDenials(allowed.newAccess, denied.newAccess, "expected", "actual");
  const lostAccess = withDenials(allowed.lostAccess, denied.lostAccess, "actual", "expected");
  const isUnknown = newAccess.kind !== "new" && (newAccess.kind === "unknown" || lostAccess.kind === "unknown");
  return isUnknown
    ? { verdict: "unknown", newAccess, lostAccess, differences: [] }
    : { ...allowed, newAccess, lostAccess };
}

function denies(...policies: readonly PolicyDocument[]): boolean {
  return policies.some(({ statements }) => statements.some(({ effect }) => effect?.value === "Deny"));
}

/** Everything but what the policy denies, as if others allowed it. */
function allButDenials({ type, resourceType, version, statements }: PolicyDocument): PolicyDocument {
  const principal = type === "resource" || type === "rcp" ? { Principal: "*" } : {};
  const everything = { Effect: "Allow", ...principal, Action: "*", Resource: "*" };
  const denials = statements.filter(({ effect }) => effect?.value === "Deny").map(({ node }) => plainValue(node));
  const text = JSON.stringify({ Version: version?.value, Statement: [everything, ...denials] });
  return parsePolicy(text, resourceType === undefined ? { policyType: type } : { policyType: type, resourceType })
    .policy;
}

/** Whether other policies allow what one of the two no longer denies is not known here. */
function withDenials(allowed: Access, notDenied: Access, denying: string, open: string): Access {
  if (allowed.kind !== "none" || notDenied.kind === "none") return allowed;
  if (notDenied.kind === "unknown")
    return { kind: "unknown", because: `What the two deny could not be compared. ${notDenied.because}` };
  const request = requestParts(notDenied.witness).map(([name, value]) => `${name} \`${value}\``);
  return {
    kind: "unknown",
    because: `The ${denying} policy denies what the ${open} one does not, and other policies may allow it: ${request.join(", ")}.`,
  };
}
