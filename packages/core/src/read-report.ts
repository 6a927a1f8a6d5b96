import { findingTypes } from "./finding.ts";
import type { Outcome, Report } from "./report.ts";

/** Reads a report that the format `json` wrote. Throws a TypeError when it is none. */
export function readReport(text: string, name: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`\`${name}\` is not JSON (${(error as Error).message}). Write it with \`--format json=FILE\`.`);
  }
  if (!isReport(value)) {
    throw new TypeError(
      `\`${name}\` is no report of redshift-guard in version 1. Write it with \`--format json=FILE\`.`,
    );
  }
  return { ...value, outcomes: value.outcomes.map(revive) };
}

/** Older reports have no `usedBy`. */
function revive(outcome: Outcome): Outcome {
  if (outcome.drift === undefined) return outcome;
  const { usedBy, ...drift } = outcome.drift;
  return { ...outcome, drift: { ...drift, ...(isTexts(usedBy) ? { usedBy } : {}) } };
}

/** As far as the verdict and the formats depend on it: what is missing would pass unnoticed, or make them fail. */
function isReport(value: unknown): value is Report {
  const { version, tool, outcomes, notes, shard, unseenRoleIds = {} } = membersOf(value);
  return (
    version === 1 &&
    areTexts(membersOf(tool), "version", "serviceDataDate") &&
    isListOf(outcomes, isOutcome) &&
    isTexts(notes) &&
    isObject(unseenRoleIds) &&
    isTexts(Object.values(membersOf(unseenRoleIds))) &&
    (shard === undefined || (typeof shard === "string" && /^\d{1,5}\/0*[1-9]\d{0,4}$/.test(shard)))
  );
}

function isOutcome(value: unknown): value is Outcome {
  const { kind, subject, findings, finding, drift } = membersOf(value);
  if (typeof subject !== "string" || (drift !== undefined && !isDrift(drift))) return false;
  return kind === "analysed" ? isListOf(findings, isFinding) : kind === "not-analysed" && isFinding(finding);
}

function isFinding(value: unknown): boolean {
  const finding = membersOf(value);
  return (
    // An unknown type would fail no run.
    findingTypes.some((type) => type === finding["findingType"]) &&
    areTexts(finding, "issueCode", "findingDetails", "learnMoreLink") &&
    isListOf(finding["locations"], isLocation) &&
    (finding["holdsIn"] === undefined || areTexts(membersOf(finding["holdsIn"]), "words")) &&
    (finding["related"] === undefined || isListOf(finding["related"], isRelated))
  );
}

function isRelated(value: unknown): boolean {
  const related = membersOf(value);
  return areTexts(related, "label") && isLocation(related["location"]);
}

function isLocation(value: unknown): boolean {
  const { file = "", path, policyPath, span } = membersOf(value);
  const { start, end } = membersOf(span);
  return (
    typeof file === "string" &&
    [path, policyPath].every((steps) => isListOf(steps, isObject)) &&
    [start, end].every((position) =>
      ["line", "column", "offset"].every((name) => Number.isSafeInteger(membersOf(position)[name])),
    )
  );
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isDrift(value: unknown): boolean {
  const drift = membersOf(value);
  return areTexts(drift, "role", "status", "verdict") && [drift["newAccess"], drift["lostAccess"]].every(isAccess);
}

function isAccess(value: unknown): boolean {
  const { kind, because, witness } = membersOf(value);
  if (kind !== "new") return kind === "none" || (kind === "unknown" && typeof because === "string");
  const { action, principal, context } = membersOf(witness);
  return typeof action === "string" && areTexts(membersOf(principal), "type", "id") && isObject(context);
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}

function areTexts(members: Members, ...names: readonly string[]): boolean {
  return names.every((name) => typeof members[name] === "string");
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isTexts(value: unknown): value is readonly string[] {
  return isListOf(value, (one) => typeof one === "string");
}

/** ARN to RoleId of every role that the report compared, and of those that only an earlier one saw. */
export function roleIdsOf({
  outcomes,
  unseenRoleIds = {},
}: Pick<Report, "outcomes" | "unseenRoleIds">): Map<string, string> {
  const roleIds = new Map(Object.entries(unseenRoleIds));
  for (const { drift } of outcomes) if (drift?.roleId !== undefined) roleIds.set(drift.role, drift.roleId);
  return roleIds;
}

/** Those of `known` (ARN to RoleId) that no outcome names. */
export function unseenRoleIds(
  known: Iterable<readonly [string, string]>,
  outcomes: readonly Outcome[],
): Map<string, string> {
  const seen = roleIdsOf({ outcomes });
  return new Map([...known].filter(([arn]) => !seen.has(arn)));
}
