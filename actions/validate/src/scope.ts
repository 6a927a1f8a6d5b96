import { plural } from "@redshift-guard/core";
import {
  type ChangedFile,
  type GitHubEvent,
  listChangedFiles,
  mostListedFiles,
  type RestClient,
} from "@redshift-guard/github";
import type { Git, HeadCommit } from "./git.ts";

/** What is looked at: everything, or what a change touches. */
export type Scope = (
  | { readonly kind: "all"; readonly note: string; readonly base?: string }
  | {
      readonly kind: "changed";
      readonly note: string;
      readonly base: string;
      readonly files: readonly ChangedFile[];
      /** Who listed them: only GitHub also gives the diffs, in which changes can be suggested. */
      readonly listedBy: "GitHub" | "git";
    }
) & {
  /** The pull request is known to have another head by now: this run is about the past. */
  readonly isPast?: true;
};

export interface ScopeOptions {
  readonly wanted: "auto" | "changed" | "all";
  readonly event: GitHubEvent;
  readonly client: RestClient | undefined;
  readonly git: Git;
  /** Undefined where there is no git, or no checkout. */
  readonly head: HeadCommit | undefined;
}

/**
 * Changed files on pull requests and in the merge queue, everything elsewhere. Where the change cannot be listed,
 * everything is looked at: more than asked for, and never less.
 */
export async function findScope({ wanted, event, client, git, head }: ScopeOptions): Promise<Scope> {
  const { change } = event;
  if (change === undefined) {
    const asked = wanted === "changed" ? `The event \`${event.name}\` proposes no change, so all` : "All";
    return { kind: "all", note: `${asked} files were looked at.` };
  }
  const base = baseOf(event, head);
  if (wanted === "all") return { kind: "all", note: "All files were looked at.", base };
  const faults: string[] = [];
  let past: { readonly isPast?: true } = {};
  if (client !== undefined && change.number !== undefined) {
    try {
      const pull = `/repos/${event.owner}/${event.repository}/pulls/${change.number}`;
      const { files, otherHead } = await listChangedFiles(client, pull, event.headSha);
      const most = files.length >= mostListedFiles ? Number.POSITIVE_INFINITY : files.length;
      const isCut = (change.changedFiles ?? most) > files.length;
      if (otherHead !== undefined) {
        past = { isPast: true };
        faults.push(`GitHub lists those of the newer commit \`${otherHead.slice(0, 12)}\``);
      } else if (isCut) faults.push(`GitHub lists only ${files.length} changed files`);
      else return changed(base, files, "GitHub");
    } catch (error) {
      faults.push((error as Error).message);
    }
  }
  try {
    if (!(await git.hasCommit(base))) await git.fetchCommit(base);
    return { ...changed(base, await git.changedFiles(base), "git"), ...past };
  } catch (error) {
    faults.push((error as Error).message);
  }
  const why = faults.map((fault) => fault.replace(/\.$/, "")).join("; ");
  return {
    kind: "all",
    note: `The changed files could not be listed (${why}), so all files were looked at. With \`fetch-depth: 0\` at the checkout, git can list them.`,
    base,
    ...past,
  };
}

function changed(base: string, files: readonly ChangedFile[], listedBy: "GitHub" | "git"): Scope {
  const removed = files.filter(({ status }) => status === "removed").length;
  const count = `${plural(files.length, "file")} ${files.length === 1 ? "is" : "are"} changed, as ${listedBy} lists them`;
  const note = removed === 0 ? `${count}.` : `${count}; ${removed} of them ${removed === 1 ? "is" : "are"} removed.`;
  return { kind: "changed", note, base, files, listedBy };
}

/**
 * What the change is measured against. The event's base may be older than the merge that is checked out; the merge's
 * first parent is the base branch as it was merged.
 */
function baseOf({ change, headSha }: GitHubEvent, head: HeadCommit | undefined): string {
  const [first, second] = head?.parents ?? [];
  return first !== undefined && second === headSha ? first : (change?.baseSha ?? "");
}
