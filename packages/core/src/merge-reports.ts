import { isAboutNoRole, isNothingCompared } from "./drift/nothing-compared.ts";
import { type Finding, type FindingType, findingTypes, type Location } from "./finding.ts";
import { conclude, type NotAnalysed, type Outcome, type Report } from "./report.ts";
import type { Position } from "./syntax/position.ts";
import { notAnalysed } from "./validate.ts";

/** Reads a report that the format `json` wrote. Throws a TypeError when it is none. */
export function readReport(text: string, name: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`\`${name}\` is not JSON (${(error as Error).message}). Write it with \`--format json=FILE\`.`);
  }
  const { version, outcomes, tool, notes } = (value ?? {}) as {
    readonly version?: unknown;
    readonly outcomes?: unknown;
    readonly tool?: unknown;
    readonly notes?: unknown;
  };
  if (version !== 1 || !Array.isArray(outcomes) || !outcomes.every(isOutcome) || !isTool(tool) || !isTexts(notes)) {
    throw new TypeError(
      `\`${name}\` is no report of redshift-guard in version 1. Write it with \`--format json=FILE\`.`,
    );
  }
  return { ...(value as Report), outcomes: outcomes.map(revive) };
}

/** As far as a verdict depends on it, and what the formats show of it. */
function isOutcome(value: unknown): value is Outcome {
  const { kind, subject, findings, finding, drift } = (value ?? {}) as { readonly [name: string]: unknown };
  if (typeof subject !== "string" || (drift !== undefined && !isObject(drift))) return false;
  return kind === "analysed"
    ? Array.isArray(findings) && findings.every(isFinding)
    : kind === "not-analysed" && isFinding(finding);
}

/** A type that there is not would fail no run. */
function isFinding(value: unknown): value is Finding {
  if (!isObject(value)) return false;
  const { findingType, issueCode, findingDetails, learnMoreLink, locations, related = [] } = value as Partial<Finding>;
  return (
    findingTypes.some((type) => type === findingType) &&
    [issueCode, findingDetails, learnMoreLink].every((text) => typeof text === "string") &&
    Array.isArray(locations) &&
    locations.every(isLocation) &&
    Array.isArray(related) &&
    related.every(isRelated)
  );
}

function isRelated(value: unknown): boolean {
  const { label, location } = (value ?? {}) as { readonly [name: string]: unknown };
  return typeof label === "string" && isLocation(location);
}

function isLocation(value: unknown): value is Location {
  if (!isObject(value)) return false;
  const { file = "", path, policyPath, span } = value as Partial<Location>;
  return (
    typeof file === "string" &&
    [path, policyPath].every((steps) => Array.isArray(steps) && steps.every(isObject)) &&
    isObject(span) &&
    isPosition(span.start) &&
    isPosition(span.end)
  );
}

function isTool(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, version, serviceDataDate } = value as Partial<Report["tool"]>;
  return [name, version, serviceDataDate].every((text) => typeof text === "string");
}

function isPosition(value: unknown): value is Position {
  if (!isObject(value)) return false;
  const { line, column, offset } = value as Partial<Position>;
  return [line, column, offset].every(Number.isInteger);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** ARN to RoleId of every role that a report compared. */
export function roleIdsOf(report: Report): Map<string, string> {
  return new Map(
    report.outcomes.flatMap(({ drift }) => (drift?.roleId === undefined ? [] : [[drift.role, drift.roleId] as const])),
  );
}

/** Older reports have no `usedBy`. */
function revive(outcome: Outcome): Outcome {
  if (outcome.drift === undefined) return outcome;
  const { usedBy, ...drift } = outcome.drift;
  return { ...outcome, drift: { ...drift, ...(isTexts(usedBy) ? { usedBy } : {}) } };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/**
 * Folds the reports of all shards into one. What a shard says about a role stands. That a role of one account is missing
 * is known to the shard of that account; that a role of no certain account is missing counts only when every shard says
 * so, for each saw only its own accounts. A shard without a report is not analysed.
 */
export function mergeReports(reports: readonly Report[], failOn: ReadonlySet<FindingType>): Report {
  const [first] = reports;
  if (first === undefined) throw new TypeError("There is no report to merge.");
  const present = new Map<string, Outcome>();
  const absent = new Map<string, Outcome[]>();
  let nothing: Outcome | undefined;
  for (const { outcomes } of reports) {
    for (const outcome of outcomes) {
      // A shard that compared nothing may have no account with such a role: only all of them together tell.
      if (isNothingCompared(outcome)) nothing ??= outcome;
      else if (isAbsence(outcome)) absent.set(outcome.subject, [...(absent.get(outcome.subject) ?? []), outcome]);
      else present.set(JSON.stringify(outcome), outcome);
    }
  }
  const seen = new Set([...present.values()].map(({ subject }) => subject));
  const gaps = missingShards(reports);
  const isWhole = gaps.length === 0 && [...present.values()].every(({ kind }) => kind === "analysed");
  const missing = [...absent].flatMap(([subject, all]) => {
    if (seen.has(subject)) return [];
    if (subject.startsWith("arn:") && !/[*?]/.test(subject)) return [strongest(all)];
    return all.length < reports.length ? [] : [isWhole ? strongest(all) : weakest(subject, all)];
  });
  const merged = [...present.values(), ...missing, ...gaps];
  const outcomes = nothing !== undefined && isAboutNoRole(merged) ? [...merged, nothing] : merged;
  const notes = [...new Set(reports.flatMap((report) => report.notes))];
  const { shard: _, ...rest } = first;
  return { ...rest, outcomes, notes, conclusion: conclude(outcomes, failOn) };
}

function isAbsence({ drift, ...outcome }: Outcome): boolean {
  if (drift?.status === "DELETED" || drift?.status === "NOT_CHECKED") return true;
  const code = outcome.kind === "analysed" ? outcome.findings[0]?.issueCode : outcome.finding.issueCode;
  return code === "DRIFT_NO_ROLE_MATCHES" || code === "NOT_ANALYSED_ROLE_NOT_CHECKED";
}

/** That it was deleted is known where its account was read; "no match" and "not checked" know less. */
function strongest(outcomes: readonly Outcome[]): Outcome {
  const rank = ({ drift }: Outcome): number => (drift?.status === "DELETED" ? 0 : drift === undefined ? 1 : 2);
  return [...outcomes].sort((a, b) => rank(a) - rank(b))[0] as Outcome;
}

/** Where something was not read, a role that nobody found may be there. */
function weakest(subject: string, outcomes: readonly Outcome[]): Outcome {
  const details = `Whether \`${subject}\` is anywhere was not checked to the end: not every account was read. Mend what could not be read, and run it again.`;
  return (
    outcomes.find(({ kind }) => kind === "not-analysed") ?? notAnalysed(subject, { code: "ROLE_NOT_CHECKED", details })
  );
}

function missingShards(reports: readonly Report[]): NotAnalysed[] {
  const counts = new Set(reports.map(({ shard }) => shard?.split("/")[1] ?? "1"));
  const [count = "1"] = counts;
  if (counts.size > 1) {
    const details = `The reports are of runs with different numbers of shards (${[...counts].join(", ")}). Merge the reports of one run.`;
    return [notAnalysed("the shards", { code: "SHARDS", details })];
  }
  const there = reports.map(({ shard }) => Number(shard?.split("/")[0] ?? 1));
  const wanted = Array.from({ length: Number(count) }, (_, i) => i + 1);
  return wanted
    .filter((index) => !there.includes(index))
    .map((index) => {
      const details = `Shard ${index}/${count} left no report, so its accounts were not checked. Look at its job, and run it again.`;
      return notAnalysed(`shard ${index}/${count}`, { code: "SHARD_MISSING", details });
    });
}
