import { listComments, ownCommentTest } from "./own-comment.ts";
import type { RestClient } from "./rest-client.ts";

export interface StickyComment {
  /** `/repos/{owner}/{repo}` */
  readonly repository: string;
  readonly issue: number;
  readonly marker: string;
  /** Markdown, without the marker. */
  readonly body: string;
  /** False: an existing comment is brought up to date, a new one is not made. */
  readonly create: boolean;
}

/** One comment that is kept up to date. Others of the same marker, from runs that raced, are deleted. */
export async function stickyComment(client: RestClient, comment: StickyComment): Promise<void> {
  const { repository, issue, marker } = comment;
  const body = `${marker}\n${comment.body}`.slice(0, 65_536);
  const isOwn = await ownCommentTest(client);
  const own = (await listComments(client, `${repository}/issues/${issue}/comments`)).filter((listed) =>
    isOwn(listed, marker),
  );
  const [first, ...others] = own;
  for (const { id } of others) await client.request("DELETE", `${repository}/issues/comments/${id}`);
  if (first === undefined) {
    if (comment.create) await client.request("POST", `${repository}/issues/${issue}/comments`, { body });
  } else if (first.body !== body) {
    await client.request("PATCH", `${repository}/issues/comments/${first.id}`, { body });
  }
}
