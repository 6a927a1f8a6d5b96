import { type RoleIdentity, selectorKinds, selects } from "./config/role-selector.ts";
import type { Config, RoleExpectation } from "./config.ts";
import type { TrustVerdict } from "./drift/compare-trust.ts";
import {
  type Association,
  type AssociationsRead,
  type DeployedRole,
  managedByAws,
  type NotRead,
  type RoleReading,
} from "./drift/deployed-role.ts";
import type { DriftAccess } from "./drift/drift-access.ts";
import { missingRoleOutcomes, notReadOutcome } from "./drift/missing-role.ts";
import { nothingCompared } from "./drift/nothing-compared.ts";
import type { Repair } from "./drift/repair.ts";
import { factFindings, type RoleFacts } from "./drift/role-facts.ts";
import { roleOutcome } from "./drift/role-outcome.ts";
import { hasSameTrust } from "./drift/same-trust.ts";
import { unknownRoleOutcome } from "./drift/unknown-role.ts";
import { parseArn } from "./policy/arn.ts";
import type { Outcome } from "./report.ts";

/** CloudFormation's words for drift. */
export type DriftStatus = "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN";

/** How one role stands against what the config expects of it. */
export interface DriftResult {
  /** The role's ARN. */
  readonly role: string;
  /** `AROA…`, as it was last seen; another one under the same ARN is another role. */
  readonly roleId?: string;
  readonly status: DriftStatus;
  /** What the difference means: see `docs/drift.md`. */
  readonly verdict: TrustVerdict;
  readonly newAccess: DriftAccess;
  readonly lostAccess: DriftAccess;
  /** Who can use the role as it is deployed, a title each; empty for nobody. Absent where its trust was not read. */
  readonly usedBy?: readonly string[];
  /** Where the role differs. */
  readonly repair?: Repair;
}

/** What is known from before: an earlier report, or an earlier call of the same run. */
export interface DriftOptions {
  /** ARN to RoleId, from an earlier report. */
  readonly previousRoleIds?: ReadonlyMap<string, string>;
  /**
   * The outcome of each reading's trust in an earlier call with the same config; this call adds its own. A reading that
   * is in it is not compared again: of thousands, only a few are read anew before a report.
   */
  readonly compared?: WeakMap<DeployedRole, Outcome>;
}

/**
 * Compares deployed roles with the config's trust spec. One outcome for each expected role, for each unexpected one
 * that is a finding, and for everything that could not be read; findings stand on the config's lines. A config with
 * mistakes yields only those: the missing and unknown roles that would follow from them are not what anybody meant.
 */
export function detectDrift(config: Config, readings: Iterable<RoleReading>, options: DriftOptions = {}): Outcome[] {
  if (config.findings.some(({ findingType }) => findingType === "ERROR")) return configOutcome(config);
  const { compared = new WeakMap() } = options;
  const { roles, accounts, notRead, ...associations } = gather(readings);
  const facts: RoleFacts = { ...associations, previousRoleIds: options.previousRoleIds ?? new Map() };
  const choose = chooser(config.roles);
  const found = new Map(
    config.roles.map((expectation) => [expectation, { outcomes: [] as Outcome[], in: new Set<string>() }]),
  );
  const unknown: Outcome[] = [];
  const unexpected: DeployedRole[] = [];
  for (const role of roles) {
    const [expectation, ...overruled] = choose(role);
    const place = expectation === undefined ? undefined : found.get(expectation);
    for (const one of [place, ...overruled.map((other) => found.get(other))]) one?.in.add(role.account);
    if (config.ignore.some(({ selector }) => selects(selector, role))) continue;
    if (expectation !== undefined) {
      const outcome = compared.get(role) ?? roleOutcome(role, expectation, config);
      compared.set(role, outcome);
      const extra = [...factFindings(role, expectation, facts)];
      const isAnalysed = outcome.kind === "analysed" && extra.length > 0;
      place?.outcomes.push(isAnalysed ? { ...outcome, findings: [...outcome.findings, ...extra] } : outcome);
    } else {
      unexpected.push(role);
      const outcome = unknownRoleOutcome(role, config);
      if (outcome !== undefined) unknown.push(outcome);
    }
  }
  const coverage = {
    accounts,
    notRead,
    unexpected,
    partitionOf: partitionsIn(roles),
    namesakeOf: namesakesIn(roles),
  };
  const expected = [...found].flatMap(([expectation, place]) => [
    ...place.outcomes,
    ...missingRoleOutcomes(expectation, coverage, place.in).map((outcome) => withRoleId(outcome, facts)),
  ]);
  // The cause before what follows from it.
  const unread = notRead.map((one) => notReadOutcome(one, config));
  const all = [...configOutcome(config), ...unread, ...expected, ...unknown];
  const nothing = nothingCompared(config, all);
  return nothing === undefined ? all : [...all, nothing];
}

/** A role that is not there, or was not read, keeps its last known id: the next run may find another one in its place. */
function withRoleId(outcome: Outcome, { previousRoleIds }: RoleFacts): Outcome {
  const roleId = previousRoleIds.get(outcome.drift?.role ?? "");
  return outcome.drift === undefined || roleId === undefined
    ? outcome
    : { ...outcome, drift: { ...outcome.drift, roleId } };
}

/**
 * Whether anything would be said about a role. Readers of thousands of accounts keep only such roles.
 */
export function isConcerned(config: Config): (role: DeployedRole) => boolean {
  const choose = chooser(config.roles);
  const names = new Set(config.roles.map(({ selector }) => comparableName(selector.text)));
  return (role) =>
    choose(role).length > 0 || names.has(comparableName(role.name)) || unknownRoleOutcome(role, config) !== undefined;
}

/**
 * The name at the end of a selector or an ARN. No two roles of an account share one, whatever their paths and the case
 * of their letters: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
function comparableName(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1).toLowerCase();
}

/** Finds a role with the name that a selector has, in the account that it names, if it names one. */
function namesakesIn(roles: readonly DeployedRole[]): (selector: string) => DeployedRole | undefined {
  let known: Map<string, DeployedRole> | undefined;
  return (selector) => {
    const account = parseArn(selector)?.account ?? "";
    known ??= new Map(
      roles.flatMap((role) => ["", role.account].map((owner) => [`${owner}:${comparableName(role.name)}`, role])),
    );
    return known.get(`${account}:${comparableName(selector)}`);
  };
}

interface Gathered {
  readonly roles: readonly DeployedRole[];
  readonly accounts: ReadonlySet<string>;
  readonly notRead: readonly NotRead[];
  readonly associations: readonly Association[];
  readonly associationsRead: readonly AssociationsRead[];
}

/** Two readings of one role are one when they agree; when they do not, nobody knows which of them holds. */
function gather(readings: Iterable<RoleReading>): Gathered {
  const roles = new Map<string, DeployedRole>();
  const accounts = new Set<string>();
  const notRead: NotRead[] = [];
  // Two sources of one account report its clusters twice.
  const associations = new Map<string, Association>();
  const associationsRead = new Map<string, AssociationsRead>();
  for (const reading of readings) {
    if (reading.kind === "account") accounts.add(reading.account);
    else if (reading.kind === "cluster" || reading.kind === "namespace")
      associations.set(JSON.stringify(reading), reading);
    else if (reading.kind === "associations") associationsRead.set(JSON.stringify(reading), reading);
    else if (reading.kind === "not-read") notRead.push(reading);
    else if (reading.kind === "role") {
      const known = roles.get(reading.arn);
      if (known === undefined) roles.set(reading.arn, reading);
      else if (!hasSameTrust(known, reading)) {
        const details = `\`${reading.arn}\` stands in ${known.source} and in ${reading.source} with different trust policies. Keep the newer snapshot only.`;
        const { arn: subject, account } = reading;
        notRead.push({ kind: "not-read", subject, code: "NOT_ANALYSED_TWO_READINGS", details, account });
      }
    }
  }
  return {
    roles: [...roles.values()],
    accounts,
    notRead,
    associations: [...associations.values()],
    associationsRead: [...associationsRead.values()],
  };
}

/** An account without a role that matters is taken to be in the partition of the others. */
function partitionsIn(roles: readonly DeployedRole[]): (account: string) => string {
  const partitions = new Map<string, string>();
  for (const { account, arn } of roles)
    if (!partitions.has(account)) partitions.set(account, parseArn(arn)?.partition ?? "aws");
  const [usual = "aws"] = partitions.values();
  return (account) => partitions.get(account) ?? usual;
}

/**
 * Gives the expectations that select a role, the deciding one first: an ARN before a name before a pattern, then as
 * written.
 */
function chooser(expectations: readonly RoleExpectation[]): (role: RoleIdentity) => readonly RoleExpectation[] {
  const byArn = new Map<string, RoleExpectation>();
  for (const expectation of expectations) {
    const { kind, text } = expectation.selector;
    if (kind === "arn" && !byArn.has(text)) byArn.set(text, expectation);
  }
  const others = selectorKinds.flatMap((kind) =>
    kind === "arn" ? [] : expectations.filter(({ selector }) => selector.kind === kind),
  );
  return (role) => {
    const named = byArn.get(role.arn);
    const isManaged = managedByAws(role) !== undefined;
    const also = others.filter(
      ({ selector }) => selects(selector, role) && !(isManaged && selector.kind === "pattern"),
    );
    return named === undefined ? also : [named, ...also];
  };
}

/** The config's mistakes are errors, which make every run red; its remarks are findings like others. */
function configOutcome({ file, findings }: Config): Outcome[] {
  return findings.length === 0 ? [] : [{ kind: "analysed", subject: file, findings }];
}
