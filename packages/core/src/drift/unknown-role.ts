import { isAllowed, type RequestPrincipal } from "../access/request.ts";
import type { Config } from "../config.ts";
import { namesCaller } from "../facts/caller-condition.ts";
import type { FindingType, Location } from "../finding.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import { isAllow, isDeny, type PolicyDocument, type Statement, type Value } from "../policy/document.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { vendors as knownVendors, vendorOf } from "../redshift/vendors.ts";
import type { NotAnalysed, Outcome } from "../report.ts";
import type { SyntaxProblem } from "../syntax/json.ts";
import { type DeployedRole, managedByAws } from "./deployed-role.ts";
import { driftFinding } from "./drift-finding.ts";
import { readTrust } from "./read-trust.ts";

/**
 * A role that the config does not name is a finding when it lets Redshift, a listed vendor or everybody in, and not
 * analysed when its trust cannot be read; else there is no outcome.
 */
export function unknownRoleOutcome(role: DeployedRole, config: Config): Outcome | undefined {
  const { unknownRoles, vendors } = config;
  if (unknownRoles.value === "ignore" || managedByAws(role) !== undefined) return undefined;
  const { policy, problems } = readTrust(role.trustPolicy);
  const whom = trusted(policy, role.account, vendors);
  if (whom === undefined) return problems[0] === undefined ? undefined : unreadable(role, unknownRoles.at, problems[0]);
  const details = `The role \`${role.arn}\` trusts ${whom}, and the spec does not know it. Add it to \`roles\` with what it should trust, or to \`ignore\` with the reason.`;
  const findingType = unknownRoles.value === "error" ? "ERROR" : typeOf(whom);
  return {
    kind: "analysed",
    subject: role.arn,
    findings: [driftFinding("DRIFT_UNEXPECTED_ROLE", unknownRoles.at, details, { findingType })],
  };
}

/** A role that is open to every account fails a run, whoever was meant to look after it. */
function typeOf(whom: string): FindingType {
  return whom === everybody ? "SECURITY_WARNING" : "WARNING";
}

const everybody = "everybody (`*`), vendors among them";

/** Whether it lets Redshift or a vendor in is not known. */
function unreadable(role: DeployedRole, at: Location, { details }: SyntaxProblem): NotAnalysed {
  const why = `The trust policy of \`${role.arn}\`, from ${role.source}, cannot be read, and the spec does not know the role: it may trust Redshift. ${details} Read the role again, or add it to \`ignore\` with the reason.`;
  return { kind: "not-analysed", subject: role.arn, finding: driftFinding("NOT_ANALYSED_TRUST_POLICY", at, why) };
}

/** Whom of those that matter the policy lets in: Redshift, a vendor, or everybody, who are vendors, too. */
function trusted(
  policy: PolicyDocument,
  ownAccount: string,
  vendors: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const ofVendors = [...knownVendors.map(({ account }) => account), ...[...vendors.values()].flat()];
  const strangers = ofVendors.filter((account) => account !== ownAccount);
  for (const statement of policy.statements.filter(isAllow)) {
    if (isOpen(statement) && !isClosedByDeny(withoutConditions(policy, statement), strangers)) return everybody;
    for (const { type, values } of statement.principal?.entries ?? []) {
      for (const { value } of values) {
        const service = type === "Service" ? parseRedshiftPrincipal(value) : undefined;
        if (service !== undefined) return "Redshift";
        const account = type !== "AWS" ? undefined : isAccountId(value) ? value : parseArn(value)?.account;
        if (account === undefined || account === ownAccount) continue;
        const vendor = vendorOf(account, undefined)?.name ?? [...vendors].find(([, ids]) => ids.includes(account))?.[0];
        if (vendor !== undefined) return `the vendor ${vendor} (account ${account})`;
      }
    }
  }
  return undefined;
}

/** A Deny may leave a few of everybody; one that is about something else leaves the vendors, whose accounts these are. */
function isClosedByDeny(policy: PolicyDocument, accounts: readonly string[]): boolean {
  if (!policy.statements.some(isDeny)) return false;
  const asVendor = (account: string): RequestPrincipal => ({ type: "AWS", id: `arn:aws:iam::${account}:root` });
  return !accounts.some((account) =>
    isAllowed(policy, { action: "sts:AssumeRole", principal: asVendor(account), context: {} }),
  );
}

/** What a Deny leaves of a statement is asked of those who meet its conditions. */
function withoutConditions(policy: PolicyDocument, open: Statement): PolicyDocument {
  if (open.conditions.length === 0) return policy;
  const statements = policy.statements.map((one) => (one === open ? { ...one, conditions: [] } : one));
  return { ...policy, statements };
}

/** Under conditions, `*` may be a few: where one names the callers, and not where they only have to know an ExternalId. */
function isOpen({ principal, conditions }: Statement): boolean {
  if (conditions.some(namesCaller)) return false;
  const isEverybody = ({ value }: Value): boolean => value === "*";
  if (principal?.bare !== undefined) return isEverybody(principal.bare);
  return principal?.entries.some(({ type, values }) => type === "AWS" && values.some(isEverybody)) === true;
}
