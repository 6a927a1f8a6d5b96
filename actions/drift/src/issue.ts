import { createHash } from "node:crypto";
import {
  findingsOf,
  inWords,
  markdownCode,
  markdownFence,
  markdownMessage,
  type Outcome,
  type RepairWay,
  type Report,
  repairWays,
  verdictSentence,
} from "@redshift-guard/core";
import {
  commentMarker,
  GitHubError,
  type GitHubEvent,
  type IssueAction,
  type IssueResult,
  listTrackedIssues,
  type RestClient,
  retireIssue,
  trackIssue,
} from "@redshift-guard/github";

export interface IssueOptions {
  readonly report: Report;
  readonly event: GitHubEvent;
  readonly client: RestClient;
  /** The config's path: each spec has its own issue. */
  readonly config: string;
  readonly perAccount: boolean;
}

/**
 * Updates the issue, or the issue of each account, and closes those that have nothing left to report. Gives sentences
 * for the reader of the report.
 */
export async function keepIssues(options: IssueOptions): Promise<string[]> {
  const { event, client, report } = options;
  // A change that is only proposed says nothing about how things stand.
  if (event.change !== undefined) return ["The issue is kept by runs of the branch, not by those of pull requests."];
  const repository = `/repos/${event.owner}/${event.repository}`;
  const done = new Map<IssueAction, number[]>();
  const note = (result: IssueResult | undefined): void => {
    if (result?.number === undefined || result.action === "none") return;
    done.set(result.action, [...(done.get(result.action) ?? []), result.number]);
  };
  const byKey = groups(options);
  const kept = new Set<number>();
  const faults: Error[] = [];
  try {
    const listed = await listTrackedIssues(client, repository);
    for (const [key, outcomes] of byKey) {
      const result = await trackIssue(client, issueFor(key, outcomes, options), listed).catch(orGoOn);
      if (result?.number !== undefined) kept.add(result.number);
      note(result);
    }
    // An issue that could not be updated must not be taken for one that nobody needs.
    for (const issue of isWhole(report) && faults.length === 0 ? listed : []) {
      const key = issue.isOpen && !kept.has(issue.number) ? keyIn(issue.marker, options.config) : undefined;
      if (key !== undefined) {
        const why = farewell(key, byKey, options);
        note(await retireIssue(client, repository, issue, why).catch(orGoOn));
      }
    }
  } catch (error) {
    faults.push(error as Error);
  }
  const [fault] = faults;
  return fault === undefined
    ? actionsInWords(done)
    : [...actionsInWords(done), `Issues were not all brought up to date, because ${reasonOf(fault)}.`];

  /**
   * GitHub may refuse one text; whatever else stops a request, such as a missing right or a rate limit, stops the next
   * one, too.
   */
  function orGoOn(error: Error): undefined {
    if (!(error instanceof GitHubError && error.status === 422)) throw error;
    faults.push(error);
  }
}

function reasonOf(error: Error): string {
  const words = error.message.replace(/\.$/, "");
  const isForbidden = error instanceof GitHubError && [403, 404, 410].includes(error.status ?? 0);
  return isForbidden
    ? `the token lacks \`issues: write\`, issues are turned off, or GitHub allows no more requests now (${words})`
    : words;
}

function actionsInWords(done: ReadonlyMap<IssueAction, readonly number[]>): string[] {
  return [...done].map(([action, numbers]) => {
    const named = inWords(
      numbers.map((number) => `#${number}`),
      10,
    );
    return `${numbers.length === 1 ? "Issue" : "Issues"} ${named}: ${action}.`;
  });
}

/** What belongs to no account, and everything where there is one issue for all. */
const specKey = "spec";

/** All outcomes under one key, or those of each account; what belongs to no account stands with the spec. */
function groups({ report, perAccount }: IssueOptions): Map<string, Outcome[]> {
  const byKey = new Map<string, Outcome[]>();
  for (const outcome of report.outcomes) {
    const key = (perAccount ? accountOf(outcome) : undefined) ?? specKey;
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [outcome]);
    else group.push(outcome);
  }
  return byKey;
}

function accountOf({ subject }: Outcome): string | undefined {
  return (/^arn:[^:]*:iam::(\d{12}):/.exec(subject) ?? /\baccount (\d{12})\b/.exec(subject))?.[1];
}

/**
 * Whether everything was looked at, and roles were compared: only then does an account without an outcome have none.
 */
function isWhole({ outcomes }: Report): boolean {
  return outcomes.every(({ kind }) => kind === "analysed") && outcomes.some(({ drift }) => drift !== undefined);
}

function markerOf(config: string, key: string): string {
  return commentMarker("drift", `${config}:${key}`);
}

/** The account, or the spec, whose issue of this config has the marker. */
function keyIn(marker: string, config: string): string | undefined {
  const [, key] = /:(spec|\d{12}) -->$/.exec(marker) ?? [];
  return key !== undefined && marker === markerOf(config, key) ? key : undefined;
}

function farewell(
  key: string,
  byKey: ReadonlyMap<string, unknown>,
  { event, config, perAccount }: IssueOptions,
): string {
  const why = byKey.has(key)
    ? "Another issue says the same."
    : key === specKey
      ? "What is wrong is in the issues of the accounts."
      : perAccount
        ? `Account ${key} has no role any more that ${markdownCode(config)} names, or is not among the accounts that are read.`
        : `What is wrong in account ${key} is in the issue of the whole spec.`;
  return `${why}\n\n[The run that wrote this](${event.runUrl}).`;
}

function issueFor(
  key: string,
  outcomes: readonly Outcome[],
  { report, event, config }: IssueOptions,
): Parameters<typeof trackIssue>[1] {
  const wrong = outcomes.filter(isWrong);
  const title =
    key === specKey ? `Drift of the roles in ${config}` : `Drift of the roles in account ${key} (${config})`;
  const lines = [
    wrong.length === 0 ? "Everything is as the spec says." : verdictSentence({ ...report, outcomes }),
    "",
    `[The run that wrote this](${event.runUrl}). Close this issue as “not planned” to hear of it again only when something else is wrong.`,
    "",
    ...wrong.flatMap(section),
  ];
  return {
    repository: `/repos/${event.owner}/${event.repository}`,
    marker: markerOf(config, key),
    title,
    body: lines.join("\n"),
    fingerprint: wrong.length === 0 ? undefined : fingerprintOf(wrong),
    mayClose: outcomes.every(({ kind }) => kind === "analysed"),
  };
}

/** Drift in meaning, what is gone, and what nobody could look at. */
function isWrong(outcome: Outcome): boolean {
  if (outcome.kind === "not-analysed") return true;
  const status = outcome.drift?.status;
  return (
    (status !== undefined && status !== "IN_SYNC") ||
    outcome.findings.some(({ findingType }) => findingType === "ERROR")
  );
}

function section(outcome: Outcome): string[] {
  const [mend, accept] = outcome.drift === undefined ? [] : repairWays(outcome.drift);
  return [
    `### ${markdownCode(outcome.subject)}`,
    "",
    ...findingsOf(outcome).map(
      ({ issueCode, findingDetails }) => `- ${markdownCode(issueCode)} ${markdownMessage(findingDetails)}`,
    ),
    "",
    ...way("sh", mend),
    ...way("yaml", accept),
  ];
}

function way(language: string, given: RepairWay | undefined): string[] {
  return given === undefined ? [] : [`${given.title}:`, "", markdownFence(language, given.lines.join("\n")), ""];
}

/** What is wrong, without words that change from run to run. */
function fingerprintOf(outcomes: readonly Outcome[]): string {
  const facts = outcomes.map((outcome) => {
    return [
      outcome.subject,
      outcome.drift?.verdict,
      outcome.drift?.repair?.accept,
      ...findingsOf(outcome).map(({ issueCode }) => issueCode),
    ];
  });
  return createHash("sha256")
    .update(JSON.stringify(facts.map(String).sort()))
    .digest("hex")
    .slice(0, 32);
}
