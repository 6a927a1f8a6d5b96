import {
  type Conclusion,
  findingsOf,
  findingTypes,
  formatById,
  formatContext,
  makeReport,
  type Report,
  tallyOf,
  verdictSentence,
} from "@redshift-guard/core";
import {
  addToSummary,
  annotationOf,
  commentMarker,
  createCheckRun,
  GitHubError,
  type GitHubEvent,
  type RestClient,
  reviewSuggestions,
  setOutputs,
  stickyComment,
  writeForeignLog,
  writeLog,
  writeReports,
} from "@redshift-guard/github";
import { commentBody } from "./comment-body.ts";
import { headLinesOf, inHead } from "./head-lines.ts";
import type { Inputs } from "./inputs.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";
import { suggestionsFor } from "./suggestions.ts";
import type { Validated } from "./validate.ts";
import { version } from "./version.ts";

export interface Delivery extends Validated {
  readonly root: string;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly scope: Scope;
  readonly event: GitHubEvent;
  readonly client: RestClient | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Delivers the verdict wherever the token may write: check run or workflow commands, comments, files, summary, outputs.
 * What cannot be delivered becomes a note of the report; the verdict itself never depends on it.
 */
export async function deliver(delivery: Delivery): Promise<Conclusion> {
  const { settings, inputs, environment, root, texts } = delivery;
  const { failOn } = settings;
  const draft = reportOf(delivery, delivery.notes);
  const checkRun = await deliverCheckRun(draft, delivery);
  const commentNotes = await deliverComments(draft, delivery);
  const report = reportOf(delivery, [...delivery.notes, ...checkRun.notes, ...commentNotes]);
  const wholeReport = inputs.reports[0]?.path ?? "the job summary";
  const context = formatContext({ texts, failOn, wholeReport });
  // To the log first, where nothing can go wrong: what cannot be written later must not hide what was found.
  writeForeignLog(formatById("text").render(report, { ...context, color: true, width: 120 }));
  // The check run has them all; twice would be noise.
  if (checkRun.created) writeLog(`redshift-guard: ${verdictSentence(report)}\n`);
  else writeLog(formatById("github").render(shownBy(report, delivery), context));
  const written = writeReports(report, inputs.reports, context, root);
  addToSummary(environment, formatById("markdown").render(report, context));
  setOutputs(environment, outputsOf(report, delivery, written));
  return report.conclusion;
}

function reportOf({ outcomes, settings, conclusion, accepted }: Delivery, notes: readonly string[]): Report {
  // The summary shows the first notes, and there can be many accepted inputs.
  const all = [...notes, ...accepted];
  const report = makeReport(outcomes, { failOn: settings.failOn, toolVersion: version, notes: all });
  return conclusion === undefined ? report : { ...report, conclusion };
}

/** GitHub places annotations by the lines of the head, whatever is checked out. */
function shownBy(report: Report, { scope, texts }: Delivery): Report {
  if (scope.kind !== "changed" || scope.listedBy !== "GitHub") return report;
  const linesOf = headLinesOf(scope.files, texts);
  return { ...report, outcomes: report.outcomes.map((outcome) => inHead(outcome, linesOf)) };
}

async function deliverCheckRun(
  report: Report,
  delivery: Delivery,
): Promise<{ readonly created: boolean; readonly notes: readonly string[] }> {
  const { event, client, settings, environment, inputs } = delivery;
  if (client === undefined || event.change?.isFork === true || event.headSha === "")
    return { created: false, notes: [] };
  const annotations = shownBy(report, delivery).outcomes.flatMap((outcome) =>
    findingsOf(outcome).flatMap((finding) => annotationOf(outcome, finding, settings.failOn) ?? []),
  );
  const rank = { failure: 0, warning: 1, notice: 2 };
  annotations.sort((a, b) => rank[a.annotation_level] - rank[b.annotation_level]);
  try {
    const { lost } = await createCheckRun(client, repositoryOf(event), {
      name: checkRunName(environment, inputs.leg),
      headSha: event.headSha,
      conclusion: report.conclusion,
      title: verdictSentence(report).slice(0, 200),
      summary: commentBody(report, event.runUrl),
      annotations,
      detailsUrl: event.runUrl,
    });
    return {
      created: true,
      notes: lost === 0 ? [] : [`GitHub did not take ${lost} annotations; the summary has all findings.`],
    };
  } catch (error) {
    const isForbidden = lacksRight(error);
    const fitsWithout = annotations.length <= 10;
    if (isForbidden && fitsWithout) return { created: false, notes: [] };
    const why = isForbidden ? "the token lacks `checks: write`" : (error as Error).message.replace(/\.$/, "");
    return { created: false, notes: [`No check run was made, because ${why}. Annotations stop at ten of a level.`] };
  }
}

/**
 * GitHub shows only the last check run of a name, so two steps of a job need two names. So do the jobs of a matrix,
 * which share an id. GitHub gives a step without an id one that begins with `__`.
 */
function checkRunName(
  { GITHUB_JOB: job = "validate", GITHUB_ACTION: step = "" }: Delivery["environment"],
  leg: string | undefined,
): string {
  const parts = [job, ...(step === "" || step.startsWith("__") ? [] : [step]), ...(leg === undefined ? [] : [leg])];
  return `redshift-guard (${parts.join(", ")})`;
}

/** Other keys are made of it with a colon, so the leg's own colons are escaped: no two steps share a key. */
function commentKey({ stepKey }: GitHubEvent, leg: string | undefined): string {
  const escaped = leg?.replace(/[%:]/g, (c) => (c === ":" ? "%3A" : "%25"));
  return escaped === undefined ? stepKey : `${stepKey}/${escaped}`;
}

async function deliverComments(
  report: Report,
  { inputs, event, client, scope, texts }: Delivery,
): Promise<readonly string[]> {
  const number = event.change?.number;
  if (inputs.comment === "off" || number === undefined) return [];
  if (event.change?.isFork === true)
    return ["No comment was written: on a pull request from a fork the token can only read."];
  if (client === undefined) return ["No comment was written: the input `token` is empty."];
  if (scope.isPast === true)
    return ["No comment was written or changed: the pull request has another commit by now, and its run does that."];
  const repository = repositoryOf(event);
  const key = commentKey(event, inputs.leg);
  try {
    if (inputs.comment === "summary") {
      const marker = commentMarker("validate", key);
      const body = commentBody(report, event.runUrl);
      const create = report.outcomes.some((outcome) => findingsOf(outcome).length > 0);
      await stickyComment(client, { repository, issue: number, marker, body, create });
      return [];
    }
    // Without diffs nothing can be suggested; earlier suggestions are not resolved by that.
    if (scope.kind !== "changed" || scope.listedBy !== "GitHub")
      return [
        "No changes were suggested or resolved: that needs the changed files as GitHub lists them, with their diffs.",
      ];
    const { suggestions, unplaced } = suggestionsFor(
      report.outcomes.flatMap(findingsOf),
      texts,
      headLinesOf(scope.files, texts),
    );
    const place = { repository, pull: number, headSha: event.headSha, key };
    const { refused } = await reviewSuggestions(client, place, suggestions, unplaced);
    return refused === 0 ? [] : [`GitHub did not take ${refused} of the suggested changes; the summary has them.`];
  } catch (error) {
    const why = lacksRight(error)
      ? "the token lacks `pull-requests: write`"
      : (error as Error).message.replace(/\.$/, "");
    return [`No comment was written, because ${why}.`];
  }
}

/** GitHub also answers 403 at a rate limit and for a locked conversation; then its own words say so. */
function lacksRight(error: unknown): boolean {
  if (!(error instanceof GitHubError)) return false;
  return error.status === 404 || (error.status === 403 && /: Resource not accessible by /.test(error.message));
}

function repositoryOf({ owner, repository }: GitHubEvent): string {
  return `/repos/${owner}/${repository}`;
}

function outputsOf(report: Report, { newAccess }: Delivery, written: readonly string[]): Record<string, string> {
  const { byType, notAnalysed } = tallyOf(report.outcomes);
  const counts = findingTypes.map(
    (type) => [`${type.toLowerCase().replaceAll("_", "-")}s`, String(byType[type])] as const,
  );
  return {
    conclusion: report.conclusion,
    ...Object.fromEntries(counts),
    "not-analysed": String(notAnalysed),
    "new-access": newAccess,
    reports: written.join("\n"),
  };
}
