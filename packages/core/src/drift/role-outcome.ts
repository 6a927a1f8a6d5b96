import type { Access } from "../access/compare.ts";
import { isAllowed } from "../access/request.ts";
import type { RolePlace } from "../config/trust-terms.ts";
import type { AcceptedTrust, Config, RoleExpectation, TrustExpectation } from "../config.ts";
import type { DriftResult, DriftStatus } from "../drift.ts";
import { parseArn } from "../policy/arn.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { policyFault } from "../policy-fault.ts";
import type { Analysed, NotAnalysed, Outcome } from "../report.ts";
import { compareTrust, type TrustComparison } from "./compare-trust.ts";
import { type DeployedRole, roleInWords } from "./deployed-role.ts";
import { driftAccess } from "./drift-access.ts";
import { type DriftCode, driftFinding } from "./drift-finding.ts";
import { gainedAccess } from "./gained-access.ts";
import { expectedAt, inPartition } from "./own-partition.ts";
import { readTrust } from "./read-trust.ts";
import { repairFor } from "./repair.ts";
import { trustFindings } from "./trust-findings.ts";
import { usedBy } from "./used-by.ts";

/** What became of one expected role that is there. */
export function roleOutcome(role: DeployedRole, expectation: RoleExpectation, config: Config): Outcome {
  const place: RolePlace = { account: role.account, partition: parseArn(role.arn)?.partition ?? "aws" };
  const expected = expectedAt(expectation.trust, place);
  if (expected.kind === "unusable") {
    const details = `What ${roleInWords(role)} should trust cannot be used. ${expected.because}`;
    return notCompared(role, expectation, {
      code: "NOT_ANALYSED_EXPECTATION",
      details,
      drift: unknownDrift(role, "what the role should trust cannot be used"),
    });
  }
  const parsed = readTrust(role.trustPolicy);
  const fault = policyFault(parsed);
  if (fault !== undefined) {
    const details = `The trust policy of ${roleInWords(role)}, from ${role.source}, cannot be compared. ${fault.details} Read the role again.`;
    return notCompared(role, expectation, {
      code: "NOT_ANALYSED_TRUST_POLICY",
      details,
      drift: unknownDrift(role, "the role's trust policy cannot be read"),
    });
  }
  const actual = inPartition(parsed.policy, place.partition);
  const comparison = compareTrust(expected.policy, actual);
  const own: Reference = { trust: expectation.trust, expected: expected.policy, comparison };
  if (isInSync(comparison))
    return analysed(
      role,
      trustFindings({ role, expectation, config, actual, ...own }),
      driftResult(role, actual, comparison),
    );
  const variants = activeVariants(actual, expectation, place);
  const accepted = variants.find((variant) => isInSync(variant.comparison));
  if (accepted !== undefined) {
    const { at, expires, reason } = accepted.variant;
    const until = expires === undefined ? "" : ` until ${expires}`;
    const details = `${roleInWords(role)} has a variant of its trust that is accepted${until}: ${reason}`;
    const findings = [driftFinding("DRIFT_ACCEPTED_VARIANT", at, details)];
    return analysed(role, findings, driftResult(role, actual, accepted.comparison));
  }
  const repair = repairFor(role.arn, expected.policy, actual);
  if (comparison.verdict === "unknown") {
    const details = `Whether the trust of ${roleInWords(role)} drifted could not be decided: ${becauseOf(comparison)} Compare the two by hand, or write both without this construct.`;
    const drift = { ...driftResult(role, actual, comparison), repair };
    return notCompared(role, expectation, { code: "NOT_ANALYSED_UNDECIDED", details, drift });
  }
  const reference = referenceFor(own, variants);
  const others = [own, ...variants].filter(({ trust }) => trust !== reference.trust);
  const gained = gainedAccess(reference.comparison.newAccess, {
    expected: reference.expected,
    actual,
    account: role.account,
    accepted: others.map(({ expected }) => expected),
  });
  const [worst = reference.comparison.newAccess] = gained.access;
  const told = { ...reference, comparison: { ...reference.comparison, newAccess: worst }, gained };
  const findings = trustFindings({ role, expectation, config, actual, ...told });
  return analysed(role, findings, { ...driftResult(role, actual, told.comparison), repair });
}

function isInSync({ verdict }: TrustComparison): boolean {
  return verdict === "identical" || verdict === "cosmetic";
}

function analysed(role: DeployedRole, findings: Analysed["findings"], drift: DriftResult): Analysed {
  return {
    kind: "analysed",
    subject: role.arn,
    policyType: "trust",
    policyTypeReason: "it is the trust policy of a deployed role",
    findings,
    drift,
  };
}

function driftResult(role: DeployedRole, actual: PolicyDocument, comparison: TrustComparison): DriftResult {
  const { verdict, newAccess, lostAccess } = comparison;
  const status: DriftStatus = isInSync(comparison) ? "IN_SYNC" : verdict === "unknown" ? "UNKNOWN" : "MODIFIED";
  return {
    role: role.arn,
    ...roleIdOf(role),
    status,
    verdict,
    newAccess: driftAccess(newAccess),
    lostAccess: driftAccess(lostAccess),
    usedBy: usedBy(actual),
  };
}

function roleIdOf({ roleId }: DeployedRole): Pick<DriftResult, "roleId"> {
  return roleId === undefined ? {} : { roleId };
}

function notCompared(
  { arn }: DeployedRole,
  { at }: RoleExpectation,
  { code, details, drift }: { readonly code: DriftCode; readonly details: string; readonly drift: DriftResult },
): NotAnalysed {
  return { kind: "not-analysed", subject: arn, finding: driftFinding(code, at, details), drift };
}

/** `because` stands in the middle of a sentence. */
function unknownDrift(role: DeployedRole, because: string): DriftResult {
  const unknown: Access = { kind: "unknown", because };
  return {
    role: role.arn,
    ...roleIdOf(role),
    status: "UNKNOWN",
    verdict: "unknown",
    newAccess: unknown,
    lostAccess: unknown,
  };
}

/** What a role is compared with: the expectation itself, or a variant that is accepted. */
interface Reference {
  readonly trust: TrustExpectation;
  readonly expected: PolicyDocument;
  readonly comparison: TrustComparison;
}

function activeVariants(
  actual: PolicyDocument,
  { accepted }: RoleExpectation,
  place: RolePlace,
): (Reference & { readonly variant: AcceptedTrust })[] {
  return accepted.flatMap((variant) => {
    const expected = variant.isExpired ? undefined : expectedAt(variant.trust, place);
    if (expected?.kind !== "policy") return [];
    const comparison = compareTrust(expected.policy, actual);
    return [{ variant, trust: variant.trust, expected: expected.policy, comparison }];
  });
}

/**
 * Of the expectation and its variants, the one to tell the difference from: access that one of them accepts is no news,
 * so first one that the role does not exceed, then one whose witness all of them refuse.
 */
function referenceFor(own: Reference, variants: readonly Reference[]): Reference {
  const all = [own, ...variants];
  const within = all.find(({ comparison }) => comparison.newAccess.kind === "none" && comparison.verdict !== "unknown");
  if (within !== undefined) return within;
  const beyond = all.find(({ comparison: { newAccess } }) => {
    return newAccess.kind === "new" && all.every(({ expected }) => !isAllowed(expected, newAccess.witness));
  });
  return beyond ?? own;
}

function becauseOf({ newAccess, lostAccess }: TrustComparison): string {
  for (const access of [newAccess, lostAccess])
    if (access.kind === "unknown") return access.because.endsWith(".") ? access.because : `${access.because}.`;
  return "";
}
