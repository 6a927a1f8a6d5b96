import { type NotAnalysed, notAnalysed } from "@redshift-guard/core";
import type { GitHubEvent } from "@redshift-guard/github";
import type { Git, HeadCommit } from "./git.ts";

/** Whether what lies in the checkout is what the event proposes. */
export type Checkout =
  | { readonly kind: "change" }
  /** It is the base branch: the proposed change was not looked at, whatever its files say there. */
  | { readonly kind: "base"; readonly outcome: NotAnalysed }
  /** Another commit: a newer head of the change, say. */
  | { readonly kind: "other"; readonly note: string };

/** `head` is undefined where git cannot tell. */
export async function checkoutOf(event: GitHubEvent, head: HeadCommit | undefined, git: Git): Promise<Checkout> {
  const { change, headSha, runSha } = event;
  // The runner itself checks the base out for a `pull_request_target`.
  const givesBase = event.name === "pull_request_target";
  if (change === undefined) return { kind: "change" };
  if (head === undefined) {
    const fault = "Without git there is no telling whether the proposed change is checked out.";
    return givesBase ? notTheChange(event, fault) : { kind: "change" };
  }
  if (head.sha === headSha || head.parents.includes(headSha)) return { kind: "change" };
  const isBase = head.sha === change.baseSha || (givesBase && head.sha === runSha);
  if (isBase || (await git.isHeadBefore(change.baseSha)))
    return notTheChange(event, "The base branch is checked out, so the proposed change was not looked at.");
  // Of a merged pull request it may be the squashed commit.
  if (head.sha === runSha) return { kind: "change" };
  const note = `The checked-out commit \`${head.sha.slice(0, 12)}\` is neither the proposed \`${headSha.slice(0, 12)}\` nor a merge of it: what is said here is about that commit.`;
  return { kind: "other", note };
}

function notTheChange({ name }: GitHubEvent, fault: string): Checkout {
  const how =
    name === "pull_request_target"
      ? "On `pull_request_target`, `actions/checkout` takes the base branch. Use `pull_request`."
      : "Take `ref` out of the step with `actions/checkout`, or name a commit of the change there.";
  const details = `${fault} ${how}`;
  return { kind: "base", outcome: notAnalysed("the proposed change", { code: "CHANGE_NOT_CHECKED_OUT", details }) };
}
