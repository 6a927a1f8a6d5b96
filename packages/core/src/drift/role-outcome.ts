import type { Access } from "../access/compare.ts";
import type { RolePlace } from "../config/trust-terms.ts";
import type { AcceptedTrust, Config, RoleExpectation } from "../config.ts";
import type { DriftResult, DriftStatus } from "../drift.ts";
import { parsePolicy } from "../parse-policy.ts";
import { parseArn } from "../policy/arn.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { policyFault } from "../policy-fault.ts";
import type { Analysed, NotAnalysed, Outcome } from "../report.ts";
import { compareTrust, type TrustComparison } from "./compare-trust.ts";
import type { DeployedRole } from "./deployed-role.ts";
import { type DriftCode, driftFinding } from "./drift-finding.ts";
import { repairFor } from "./repair.ts";
import { trustFindings } from "./trust-findings.ts";

/** What became of one expected role that is there. */
export function roleOutcome(role: DeployedRole, expectation: RoleExpectation, config: Config): Outcome {
  const place: RolePlace = { account: role.account, partition: parseArn(role.arn)?.partition ?? "aws" };
  const expected = expectation.trust.policyFor(place);
  if (expected.kind === "unusable") {
    const details = `What \`${role.name}\` should trust cannot be used. ${expected.because}`;
    return notCompared(role, expectation, "NOT_ANALYSED_EXPECTATION", details);
  }
  const parsed = parsePolicy(role.trustPolicy, { policyType: "trust" });
  const fault = policyFault(parsed);
  if (fault !== undefined) {
    const details = `The trust policy of \`${role.name}\` in ${role.source} cannot be compared. ${fault.details} Read the role again.`;
    return notCompared(role, expectation, "NOT_ANALYSED_TRUST_POLICY", details);
  }
  const actual = parsed.policy;
  const comparison = compareTrust(expected.policy, actual);
  if (isInSync(comparison)) {
    const findings = trustFindings({ role, expectation, config, expected: expected.policy, actual, comparison });
    return analysed(role, findings, comparison);
  }
  const accepted = acceptedVariant(actual, expectation, place);
  if (accepted !== undefined) {
    const until = accepted.variant.expires === undefined ? "" : ` until ${accepted.variant.expires}`;
    const details = `\`${role.name}\` has a variant of its trust that is accepted${until}: ${accepted.variant.reason}`;
    return analysed(role, [driftFinding("DRIFT_ACCEPTED_VARIANT", accepted.variant.at, details)], accepted.comparison);
  }
  const repair = repairFor(role.arn, expected.policy, actual);
  if (comparison.verdict === "unknown") {
    const details = `Whether the trust of \`${role.name}\` drifted could not be decided: ${becauseOf(comparison)} Compare the two by hand, or write both without this construct.`;
    const outcome = notCompared(role, expectation, "NOT_ANALYSED_UNDECIDED", details);
    return { ...outcome, drift: { ...driftResult(role, comparison), repair } };
  }
  const findings = trustFindings({ role, expectation, config, expected: expected.policy, actual, comparison });
  const outcome = analysed(role, findings, comparison);
  return { ...outcome, drift: { ...driftResult(role, comparison), repair } };
}

function isInSync({ verdict }: TrustComparison): boolean {
  return verdict === "identical" || verdict === "cosmetic";
}

function analysed(role: DeployedRole, findings: Analysed["findings"], comparison: TrustComparison): Analysed {
  return {
    kind: "analysed",
    subject: role.arn,
    policyType: "trust",
    policyTypeReason: "it is the trust policy of a deployed role",
    findings,
    drift: driftResult(role, comparison),
  };
}

function driftResult(role: DeployedRole, comparison: TrustComparison): DriftResult {
  const { verdict, newAccess, lostAccess } = comparison;
  const status: DriftStatus = isInSync(comparison) ? "IN_SYNC" : verdict === "unknown" ? "UNKNOWN" : "MODIFIED";
  const roleId = role.roleId === undefined ? {} : { roleId: role.roleId };
  return { role: role.arn, ...roleId, status, verdict, newAccess, lostAccess };
}

function notCompared(role: DeployedRole, { at }: RoleExpectation, code: DriftCode, details: string): NotAnalysed {
  const unknown: Access = { kind: "unknown", because: details };
  return {
    kind: "not-analysed",
    subject: role.arn,
    finding: driftFinding(code, at, details),
    drift: { role: role.arn, status: "UNKNOWN", verdict: "unknown", newAccess: unknown, lostAccess: unknown },
  };
}

/** A variant that means exactly what is deployed. One that cannot be decided is none. */
function acceptedVariant(
  actual: PolicyDocument,
  { accepted }: RoleExpectation,
  place: RolePlace,
): { readonly variant: AcceptedTrust; readonly comparison: TrustComparison } | undefined {
  for (const variant of accepted.filter(({ isExpired }) => !isExpired)) {
    const expected = variant.trust.policyFor(place);
    if (expected.kind === "unusable") continue;
    const comparison = compareTrust(expected.policy, actual);
    if (isInSync(comparison)) return { variant, comparison };
  }
  return undefined;
}

function becauseOf({ newAccess, lostAccess }: TrustComparison): string {
  for (const access of [newAccess, lostAccess])
    if (access.kind === "unknown") return access.because.endsWith(".") ? access.because : `${access.because}.`;
  return "";
}
