import { createHash } from "node:crypto";
import { markdownCode, markdownMessage, type Outcome, type Report, verdictSentence } from "@redshift-guard/core";
import { commentMarker, GitHubError, type GitHubEvent, type RestClient, trackIssue } from "@redshift-guard/github";

export interface IssueOptions {
  readonly report: Report;
  readonly event: GitHubEvent;
  readonly client: RestClient;
  /** The config's path: each spec has its own issue. */
  readonly config: string;
  readonly perAccount: boolean;
}

/** Brings the issue up to date, or the issue of each account. Gives what to tell the reader of the report. */
export async function keepIssue(options: IssueOptions): Promise<string[]> {
  const notes: string[] = [];
  for (const [account, outcomes] of groups(options)) {
    try {
      const { action, number } = await trackIssue(options.client, issueFor(account, outcomes, options));
      if (number !== undefined && action !== "none") notes.push(`Issue #${number}: ${action}.`);
    } catch (error) {
      const isForbidden =
        error instanceof GitHubError && (error.status === 403 || error.status === 404 || error.status === 410);
      const why = isForbidden
        ? "the token lacks `issues: write`, or issues are turned off"
        : (error as Error).message.replace(/\.$/, "");
      notes.push(`The issue was not brought up to date, because ${why}.`);
    }
  }
  return notes;
}

/** All outcomes under one key, or those of each account; what belongs to no account stands with the spec. */
function groups({ report, perAccount }: IssueOptions): Map<string | undefined, Outcome[]> {
  const byAccount = new Map<string | undefined, Outcome[]>();
  for (const outcome of report.outcomes) {
    const account = perAccount ? /(?:::|\b)(\d{12})\b/.exec(outcome.subject)?.[1] : undefined;
    byAccount.set(account, [...(byAccount.get(account) ?? []), outcome]);
  }
  return byAccount;
}

function issueFor(
  account: string | undefined,
  outcomes: readonly Outcome[],
  { report, event, config }: IssueOptions,
): Parameters<typeof trackIssue>[1] {
  const wrong = outcomes.filter(isWrong);
  const title =
    account === undefined ? `Drift of the roles in ${config}` : `Drift of the roles in account ${account} (${config})`;
  const isWhole = outcomes.every(({ kind }) => kind === "analysed");
  const lines = [
    wrong.length === 0 ? "Everything is as the spec says." : verdictSentence({ ...report, outcomes }),
    "",
    ...wrong.flatMap(section),
    `[The run that wrote this](${event.runUrl}). Close this issue as “not planned” to hear of it again only when something else is wrong.`,
  ];
  return {
    repository: `/repos/${event.owner}/${event.repository}`,
    marker: commentMarker("drift", `${config}:${account ?? "spec"}`),
    title,
    body: lines.join("\n"),
    fingerprint: wrong.length === 0 ? undefined : fingerprintOf(wrong),
    mayClose: isWhole,
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
  const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
  const repair = outcome.drift?.repair;
  return [
    `### ${markdownCode(outcome.subject)}`,
    "",
    ...findings.map(
      ({ issueCode, findingDetails }) => `- ${markdownCode(issueCode)} ${markdownMessage(findingDetails)}`,
    ),
    "",
    ...(repair === undefined
      ? []
      : [
          "To make the role as the spec says:",
          "",
          ...fenced("sh", repair.command),
          "",
          "To accept it instead, in the config:",
          "",
          ...fenced("yaml", repair.accept),
          "",
        ]),
    ...(repair?.warning === undefined ? [] : [markdownMessage(repair.warning), ""]),
  ];
}

/** A fence that is longer than any in the text. */
function fenced(language: string, text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}

/** What is wrong, without words that change from run to run. */
function fingerprintOf(outcomes: readonly Outcome[]): string {
  const facts = outcomes.map((outcome) => {
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    return [
      outcome.subject,
      outcome.drift?.verdict,
      outcome.drift?.repair?.accept,
      ...findings.map(({ issueCode }) => issueCode),
    ];
  });
  return createHash("sha256")
    .update(JSON.stringify(facts.map(String).sort()))
    .digest("hex")
    .slice(0, 32);
}
