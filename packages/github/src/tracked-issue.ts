import type { RestClient } from "./rest-client.ts";

/** One issue that says how one thing stands, for as long as it is not well. */
export interface TrackedIssue {
  /** `/repos/{owner}/{repo}` */
  readonly repository: string;
  /** Which issue it is: an HTML comment, the first line of the body. */
  readonly marker: string;
  readonly title: string;
  /** Markdown, without the marker. */
  readonly body: string;
  /** What is wrong, so that the same is known again: a hash. Undefined when nothing is wrong any more. */
  readonly fingerprint: string | undefined;
  /** Whether an issue that is open may be closed now; a run that could not look at everything proves nothing. */
  readonly mayClose: boolean;
}

/** An issue with our label, as it was when it was listed. */
export interface ListedIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** The first line of the body. */
  readonly marker: string;
  readonly isOpen: boolean;
  /** Closed as "not planned". */
  readonly isMuted: boolean;
}

/**
 * What became of an issue. One that `waits` stays open, until enough runs were clean or all was looked at; one that is
 * `muted` was closed as "not planned", and nothing else is wrong since.
 */
export type IssueAction = "opened" | "updated" | "reopened" | "closed" | "waits" | "muted" | "none";

export interface IssueResult {
  readonly action: IssueAction;
  readonly number?: number;
}

const label = "redshift-guard";
const longestBody = 65_000;
/** Clean runs in a row before the issue is closed: one may have been luck. */
const cleanRuns = 2;
const mostListed = 10_000;

interface State {
  readonly fingerprint: string;
  readonly clean: number;
}

/** Every issue with our label, the oldest first. To be asked for once a run: it takes a request for each hundred. */
export async function listTrackedIssues(client: RestClient, repository: string): Promise<ListedIssue[]> {
  const path = `${repository}/issues?state=all&labels=${label}&sort=created&direction=asc`;
  const items = await client.list(path, mostListed);
  // Past the end there may be the very issue that is looked for; a second one of it would be opened each run.
  if (items.length >= mostListed) throw new Error(`${mostListed} issues or more have the label \`${label}\``);
  return items.flatMap((item) => {
    const { number, title, body, state, state_reason, pull_request } = item as { readonly [name: string]: unknown };
    if (pull_request !== undefined || typeof number !== "number" || typeof body !== "string") return [];
    const [marker = ""] = body.split(/\r?\n/, 1);
    const isMuted = state_reason === "not_planned";
    return [{ number, title: String(title), body, marker, isOpen: state === "open", isMuted }];
  });
}

/**
 * Opens the issue, keeps it up to date, closes it after clean runs, and opens it again. Closing it as "not planned"
 * mutes it until something else is wrong. All that is remembered stands in the body.
 */
export async function trackIssue(
  client: RestClient,
  issue: TrackedIssue,
  listed: readonly ListedIssue[],
): Promise<IssueResult> {
  const { repository, fingerprint, title, marker } = issue;
  const all = listed.filter((one) => one.marker === marker);
  // Runs that raced may have opened several: the oldest that is open, or else the oldest.
  const found = all.find(({ isOpen }) => isOpen) ?? all[0];
  if (fingerprint === undefined) {
    if (found?.isOpen !== true) return { action: "none" };
    return issue.mayClose ? countClean(client, issue, found) : { action: "waits", number: found.number };
  }
  const body = bodyOf(marker, { fingerprint, clean: 0 }, issue.body);
  if (found === undefined) {
    const { body: created } = await client.request("POST", `${repository}/issues`, { title, body, labels: [label] });
    return { action: "opened", number: (created as { readonly number: number }).number };
  }
  const { number } = found;
  if (!found.isOpen && found.isMuted && stateIn(found.body)?.fingerprint === fingerprint)
    return { action: "muted", number };
  if (found.isOpen && found.body === body && found.title === title) return { action: "none", number };
  const reopening = found.isOpen ? {} : { state: "open" };
  await client.request("PATCH", `${repository}/issues/${number}`, { title, body, ...reopening });
  return { action: found.isOpen ? "updated" : "reopened", number };
}

/** An open issue about something that is no more: it is closed after as many runs as one that is clean. */
export function retireIssue(
  client: RestClient,
  repository: string,
  issue: ListedIssue,
  why: string,
): Promise<IssueResult> {
  return countClean(client, { repository, marker: issue.marker, body: why }, issue);
}

async function countClean(
  client: RestClient,
  { repository, marker, body: text }: Pick<TrackedIssue, "repository" | "marker" | "body">,
  { number, body: before }: ListedIssue,
): Promise<IssueResult> {
  const state = stateIn(before) ?? { fingerprint: "", clean: 0 };
  const clean = state.clean + 1;
  const isClosed = clean >= cleanRuns;
  const hint = isClosed ? "" : `\n\n_Clean now; the issue is closed after ${cleanRuns} clean runs._`;
  const body = bodyOf(marker, { ...state, clean }, text + hint);
  const closing = isClosed ? { state: "closed", state_reason: "completed" } : {};
  await client.request("PATCH", `${repository}/issues/${number}`, { body, ...closing });
  return { action: isClosed ? "closed" : "waits", number };
}

function bodyOf(marker: string, state: State, text: string): string {
  const head = `${marker}\n<!-- state:${JSON.stringify(state)} -->\n`;
  if (text.length <= longestBody) return head + text;
  // Between two sections, where there are some: half a code block would swallow the rest.
  const section = text.lastIndexOf("\n### ", longestBody);
  const cut = text.slice(0, section > 0 ? section : longestBody).replace(/[\uD800-\uDBFF]$/, "");
  return `${head}${cut}\n\n_Cut here; the run's report has the rest._`;
}

function stateIn(body: string): State | undefined {
  const [, text] = /^[^\n]*\n<!-- state:(\{[^\r\n]*\}) -->\r?(?:\n|$)/.exec(body) ?? [];
  if (text === undefined) return undefined;
  try {
    const { fingerprint, clean } = JSON.parse(text) as { readonly fingerprint?: unknown; readonly clean?: unknown };
    return { fingerprint: String(fingerprint), clean: Number(clean) || 0 };
  } catch {
    return undefined;
  }
}
