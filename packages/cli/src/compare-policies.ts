import {
  type Access,
  compareTrust,
  lostDenial,
  type PolicyDocument,
  requestInWords,
  type TrustComparison,
} from "@redshift-guard/core";

/**
 * Compares two policies of one type by meaning. Two that allow the same and deny differently, as most service control
 * policies and many bucket policies would, do not count as the same.
 */
export function comparePolicies(expected: PolicyDocument, actual: PolicyDocument): TrustComparison {
  const allowed = compareTrust(expected, actual);
  if (allowed.verdict === "identical") return allowed;
  const newAccess = withDenials(allowed.newAccess, () => lostDenial(expected, actual), "expected", "actual");
  const lostAccess = withDenials(allowed.lostAccess, () => lostDenial(actual, expected), "actual", "expected");
  const isUnknown = newAccess.kind !== "new" && (newAccess.kind === "unknown" || lostAccess.kind === "unknown");
  return isUnknown
    ? { verdict: "unknown", newAccess, lostAccess, differences: [] }
    : { ...allowed, newAccess, lostAccess };
}

/** Whether other policies allow what one of the two no longer denies is not known here. */
function withDenials(allowed: Access, notDenied: () => Access, denying: string, open: string): Access {
  if (allowed.kind !== "none") return allowed;
  const lost = notDenied();
  if (lost.kind === "none") return allowed;
  if (lost.kind === "unknown")
    return { kind: "unknown", because: `What the two deny could not be compared. ${lost.because}` };
  return {
    kind: "unknown",
    because: `The ${denying} policy denies what the ${open} one does not, and other policies may allow it: ${requestInWords(lost.witness)}.`,
  };
}
