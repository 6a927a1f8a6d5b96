import { type Access, newAccess } from "../access/compare.ts";
import { closest } from "../closest.ts";
import { type RoleIdentity, type RoleSelector, roleFromArn } from "../config/role-selector.ts";
import type { Config, RoleExpectation } from "../config.ts";
import { parseArn } from "../policy/arn.ts";
import { quote } from "../quote.ts";
import type { NotAnalysed, Outcome } from "../report.ts";
import { onlyStatements } from "./dead-statement.ts";
import type { NotRead } from "./deployed-role.ts";
import { driftAccess } from "./drift-access.ts";
import { driftFinding } from "./drift-finding.ts";
import { expectedAt } from "./own-partition.ts";

/** What was read beside the roles themselves. */
export interface Coverage {
  /** Accounts whose every role was listed. */
  readonly accounts: ReadonlySet<string>;
  readonly notRead: readonly NotRead[];
  /** Roles that are there and that no entry is about. */
  readonly unexpected: readonly RoleIdentity[];
  /** Of an account's ARNs, as its roles show it: `aws`, `aws-us-gov`. */
  readonly partitionOf: (account: string) => string;
  /** A role that was read and has the same name, which no other role of its account can have. */
  readonly namesakeOf: (selector: string) => RoleIdentity | undefined;
}

/**
 * Outcomes for what the config expects and no reader saw: the role was deleted where its account was listed
 * completely, and was not checked everywhere else. `accounts` are those in which a role was found or ignored.
 */
export function missingRoleOutcomes(
  expectation: RoleExpectation,
  coverage: Coverage,
  accounts: ReadonlySet<string>,
): Outcome[] {
  const { selector } = expectation;
  if (selector.kind === "arn") {
    const role = roleFromArn(selector.text);
    return accounts.size > 0 ? [] : [missingIn(role?.account, selector.text, expectation, coverage)];
  }
  if (selector.kind === "name" && selector.accounts !== undefined) {
    const name = selector.text.replace(/^\//, "");
    return selector.accounts
      .filter((account) => !accounts.has(account))
      .map((account) =>
        missingIn(account, `arn:${coverage.partitionOf(account)}:iam::${account}:role/${name}`, expectation, coverage),
      );
  }
  const named = namedAccounts(selector);
  // A pattern is known to be obeyed only where all roles were seen, wherever else it was found.
  const notListed = (named ?? [])
    .filter((account) => !accounts.has(account) && !coverage.accounts.has(account))
    .map((account) => notChecked(patternIn(account, selector.text, coverage), expectation, coverage, account));
  if (accounts.size > 0 || notListed[0]?.subject === selector.text) return notListed;
  if (named === undefined && !isComplete(coverage)) return [notChecked(selector.text, expectation, coverage)];
  if (selector.kind === "name") return [deleted(selector.text, expectation, coverage)];
  const details = `No role matches \`${selector.text}\` in the accounts that were read. Check the pattern, or remove the entry.`;
  const finding = driftFinding("DRIFT_NO_ROLE_MATCHES", expectation.at, details);
  return [...notListed, { kind: "analysed", subject: selector.text, findings: [finding] }];
}

/** The accounts that a pattern is about, where the config says which: beside it, or in an ARN. */
function namedAccounts({ accounts, text }: RoleSelector): readonly string[] | undefined {
  const [, account] = /^arn:[^:]*:iam::(\d{12}):/.exec(text) ?? [];
  return account === undefined ? accounts : [account];
}

function patternIn(account: string, text: string, { partitionOf }: Coverage): string {
  const [, , , , owner, ...rest] = text.split(":");
  if (owner === account) return text;
  const resource = owner === undefined ? `role/${text.replace(/^\//, "")}` : rest.join(":");
  return `arn:${partitionOf(account)}:iam::${account}:${resource}`;
}

function missingIn(
  account: string | undefined,
  role: string,
  expectation: RoleExpectation,
  coverage: Coverage,
): Outcome {
  return account !== undefined && coverage.accounts.has(account)
    ? deleted(role, expectation, coverage)
    : notChecked(role, expectation, coverage, account);
}

function isComplete(coverage: Coverage): boolean {
  return coverage.accounts.size > 0 && coverage.notRead.length === 0;
}

function deleted(role: string, { at, trust }: RoleExpectation, { namesakeOf, unexpected }: Coverage): Outcome {
  const arn = parseArn(role);
  const place = { account: arn?.account ?? "000000000000", partition: arn?.partition ?? "aws" };
  const expected = expectedAt(trust, place);
  const lostAccess: Access =
    expected.kind === "policy"
      ? newAccess(onlyStatements(expected.policy, []), expected.policy)
      : { kind: "unknown", because: expected.because };
  const details = absence(role, namesakeOf(role), unexpected);
  return {
    kind: "analysed",
    subject: role,
    policyType: "trust",
    policyTypeReason: "it is the trust policy of a role in the config",
    findings: [driftFinding("DRIFT_ROLE_DELETED", at, details)],
    drift: {
      role,
      status: "DELETED",
      verdict: "narrowed",
      newAccess: { kind: "none" },
      lostAccess: driftAccess(lostAccess),
    },
  };
}

function absence(role: string, namesake: RoleIdentity | undefined, unexpected: readonly RoleIdentity[]): string {
  if (namesake !== undefined)
    return `There is no role \`${role}\`; its name is that of \`${namesake.arn}\`, and paths and letter case count here. Write that one in the entry, or remove it.`;
  const account = parseArn(role)?.account;
  const others = unexpected.filter((other) => account === undefined || other.account === account);
  const meant = closest(role.slice(role.lastIndexOf("/") + 1), new Set(others.map(({ name }) => name)));
  const hint = meant === undefined ? "" : ` There is a role ${quote(meant)} without an entry: did you mean that one?`;
  return `The role \`${role}\` does not exist any more.${hint} Create it again from the spec, or remove this entry.`;
}

function notChecked(role: string, { at }: RoleExpectation, { notRead }: Coverage, account?: string): NotAnalysed {
  // What failed in another account says nothing about this one.
  const fault =
    notRead.find((reading) => account !== undefined && reading.account === account) ??
    notRead.find((reading) => account === undefined || reading.account === undefined);
  const where = account === undefined ? "its account" : `account ${account}`;
  const why =
    fault === undefined
      ? `no list of the roles of ${where} was read. Read ${where} with \`--roles\`, or remove this entry.`
      : fault.code === "NOT_ANALYSED_NO_ROLES"
        ? `\`${fault.subject}\` holds no roles.`
        : fault.code === "NOT_ANALYSED_LIST_CUT"
          ? `\`${fault.subject}\` holds only a part of the roles.`
          : `\`${fault.subject}\` could not be read.`;
  const details = `\`${role}\` was not checked: ${why}`;
  const unknown: Access = { kind: "unknown", because: "the role was not read" };
  return {
    kind: "not-analysed",
    subject: role,
    finding: driftFinding("NOT_ANALYSED_ROLE_NOT_CHECKED", at, details),
    drift: { role, status: "NOT_CHECKED", verdict: "unknown", newAccess: unknown, lostAccess: unknown },
  };
}

/** A reading that failed ends as red, on the config as a whole. */
export function notReadOutcome({ subject, code, details }: NotRead, { file }: Config): NotAnalysed {
  const origin = { line: 1, column: 0, offset: 0 };
  const at = { file, path: [], policyPath: [], span: { start: origin, end: origin } };
  const finding = { ...driftFinding("NOT_ANALYSED_ROLE_NOT_CHECKED", at, details), issueCode: code };
  return { kind: "not-analysed", subject, finding };
}
