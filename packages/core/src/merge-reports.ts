import { isAboutNoRole, isNothingCompared } from "./drift/nothing-compared.ts";
import type { FindingType } from "./finding.ts";
import { notAnalysed } from "./not-analysed.ts";
import { unseenRoleIds } from "./read-report.ts";
import { conclude, findingsOf, type NotAnalysed, type Outcome, type Report, unseenMember } from "./report.ts";

/**
 * Folds the reports of all shards into one. What a shard says about a role stands. Whether a role of one account is
 * missing, the shard of that account knows; a role of no particular account is missing only when every shard says so,
 * since each saw only its own accounts. A shard without a report counts as not analysed.
 *
 * `previousRoleIds` (ARN to RoleId) come from the last run's report: what they say of a shard that left no report would
 * otherwise be lost to the next run. Throws a TypeError where there is no report, and for mistakes in `failOn` as
 * `conclude` does.
 */
export function mergeReports(
  reports: readonly Report[],
  failOn: ReadonlySet<FindingType>,
  previousRoleIds: ReadonlyMap<string, string> = new Map(),
): Report {
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
  const entered = new Set([...present.values()].flatMap(({ drift }) => accountIn(drift?.role ?? "") ?? []));
  const gaps = missingShards(reports);
  const isWhole = gaps.length === 0 && [...present.values()].every(({ kind }) => kind === "analysed");
  const missing = [...absent].flatMap(([subject, all]) => {
    if (seen.has(subject)) return [];
    const account = accountIn(subject);
    if (account !== undefined) {
      // A pattern that one report did not get to look for is checked by the one that compared roles of the account; it
      // misses none there.
      const isChecked = entered.has(account) && all.length < reports.length && /[*?]/.test(subject);
      return isChecked ? [] : [strongest(all)];
    }
    return all.length < reports.length ? [] : [isWhole ? strongest(all) : weakest(subject, all)];
  });
  const merged = [...present.values(), ...missing, ...gaps];
  const outcomes = nothing !== undefined && isAboutNoRole(merged) ? [...merged, nothing] : merged;
  const notes = [...new Set(reports.flatMap((report) => report.notes))];
  const { shard: _shard, unseenRoleIds: _unseen, ...rest } = first;
  const unseen = unseenRoleIds(
    [...previousRoleIds, ...reports.flatMap((report) => Object.entries(report.unseenRoleIds ?? {}))],
    outcomes,
  );
  return { ...rest, outcomes, notes, conclusion: conclude(outcomes, failOn), ...unseenMember(unseen) };
}

function accountIn(arn: string): string | undefined {
  return /^arn:[^:]*:iam::(\d{12}):/.exec(arn)?.[1];
}

function isAbsence({ drift, ...outcome }: Outcome): boolean {
  if (drift?.status === "DELETED" || drift?.status === "NOT_CHECKED") return true;
  const code = findingsOf(outcome)[0]?.issueCode;
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
