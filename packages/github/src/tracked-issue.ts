import type { RestClient } from "./rest-client.ts";

/** One issue that says how one thing stands, for as long as it is not well. */
export interface TrackedIssue {
  /** `/repos/{owner}/{repo}` */
  readonly repository: string;
  /** Which issue it is: an HTML comment at the very start of the body. */
  readonly marker: string;
  readonly title: string;
  /** Markdown, without the marker. */
  readonly body: string;
  /** What is wrong, so that the same is known again: a hash. Undefined when nothing is wrong any more. */
  readonly fingerprint: string | undefined;
  /** Whether an issue that is open may be closed now; a run that could not look at everything proves nothing. */
  readonly mayClose: boolean;
}

export type IssueAction = "opened" | "updated" | "reopened" | "closed" | "waits" | "muted" | "none";

export interface IssueResult {
  readonly action: IssueAction;
  readonly number?: number;
}

const label = "redshift-guard";
const longestBody = 65_000;
/** Clean runs in a row before the issue is closed: one may have been luck. */
const cleanRuns = 2;

interface Listed {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  readonly isMuted: boolean;
}

interface State {
  readonly fingerprint: string;
  readonly clean: number;
}

/**
 * Opens the issue, keeps it up to date, closes it after clean runs, and opens it again. Closing it as "not planned"
 * mutes it until something else is wrong. All that is remembered stands in the body.
 */
export async function trackIssue(client: RestClient, issue: TrackedIssue): Promise<IssueResult> {
  const { repository, fingerprint } = issue;
  const found = await findIssue(client, issue);
  if (fingerprint === undefined) return found?.isOpen === true ? whenClean(found) : { action: "none" };
  const body = bodyOf({ fingerprint, clean: 0 });
  if (found === undefined) {
    const { body: created } = await client.request("POST", `${repository}/issues`, {
      title: issue.title,
      body,
      labels: [label],
    });
    return { action: "opened", number: (created as { readonly number: number }).number };
  }
  const { number } = found;
  if (!found.isOpen && found.isMuted && stateIn(found.body)?.fingerprint === fingerprint)
    return { action: "muted", number };
  if (found.isOpen && found.body === body && found.title === issue.title) return { action: "none", number };
  await client.request("PATCH", `${repository}/issues/${number}`, {
    title: issue.title,
    body,
    ...(found.isOpen ? {} : { state: "open" }),
  });
  return { action: found.isOpen ? "updated" : "reopened", number };

  async function whenClean({ number, body: before }: Listed): Promise<IssueResult> {
    if (!issue.mayClose) return { action: "waits", number };
    const state = stateIn(before) ?? { fingerprint: "", clean: 0 };
    const clean = state.clean + 1;
    const isClosed = clean >= cleanRuns;
    const text = isClosed
      ? issue.body
      : `${issue.body}\n\n_Clean now; the issue is closed after ${cleanRuns} clean runs._`;
    const closing = isClosed ? { state: "closed", state_reason: "completed" } : {};
    await client.request("PATCH", `${repository}/issues/${number}`, {
      body: bodyOf({ ...state, clean }, text),
      ...closing,
    });
    return { action: isClosed ? "closed" : "waits", number };
  }

  function bodyOf(state: State, text = issue.body): string {
    const head = `${issue.marker}\n<!-- state:${JSON.stringify(state)} -->\n`;
    const cut =
      text.length > longestBody ? `${text.slice(0, longestBody)}\n\n_Cut here; the run's report has the rest._` : text;
    return head + cut;
  }
}

/** The oldest issue with the marker; others of it, from runs that raced, are left alone. */
async function findIssue(client: RestClient, { repository, marker }: TrackedIssue): Promise<Listed | undefined> {
  const items = await client.list(`${repository}/issues?state=all&labels=${label}&sort=created&direction=asc`, 1000);
  for (const item of items) {
    const {
      number,
      title,
      body,
      state,
      state_reason: reason,
      pull_request: pull,
    } = item as { readonly [name: string]: unknown };
    if (pull !== undefined || typeof number !== "number" || typeof body !== "string" || !body.startsWith(marker))
      continue;
    return { number, title: String(title), body, isOpen: state === "open", isMuted: reason === "not_planned" };
  }
  return undefined;
}

function stateIn(body: string): State | undefined {
  const [, text] = /^<!-- state:(\{[^\n]*\}) -->$/m.exec(body) ?? [];
  if (text === undefined) return undefined;
  try {
    const { fingerprint, clean } = JSON.parse(text) as { readonly fingerprint?: unknown; readonly clean?: unknown };
    return { fingerprint: String(fingerprint), clean: Number(clean) || 0 };
  } catch {
    return undefined;
  }
}
