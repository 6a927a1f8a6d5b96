import { commentMarker, type ListedComment, listComments, ownCommentTest } from "./own-comment.ts";
import { GitHubError, type RestClient } from "./rest-client.ts";

/** A proposed change of whole lines, at lines of the pull request's head that its diff shows. */
export interface Suggestion {
  /** The same for the same finding in the next run. */
  readonly fingerprint: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Markdown, with the suggestion block, without the marker. */
  readonly body: string;
}

export interface SuggestionPlace {
  /** `/repos/{owner}/{repo}` */
  readonly repository: string;
  readonly pull: number;
  readonly headSha: string;
  /** Distinguishes this step's comments from another's. */
  readonly key: string;
}

export interface SuggestionResult {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  /** Those that GitHub did not take. */
  readonly refused: number;
}

const resolvedNote = "This is resolved.";
const movedNote = "This is suggested anew, where its lines stand now.";

/**
 * Brings the review comments in line with the suggestions: new ones in one review, so that it notifies once; changed
 * ones in place; resolved ones, and those whose lines are gone, deleted, or marked when somebody answered. `unplaced`
 * are fingerprints of what is not resolved and can be suggested nowhere now: GitHub keeps such a comment at its lines.
 */
export async function reviewSuggestions(
  client: RestClient,
  place: SuggestionPlace,
  suggestions: readonly Suggestion[],
  unplaced: ReadonlySet<string>,
): Promise<SuggestionResult> {
  const { repository, pull, headSha } = place;
  const prefix = commentMarker("suggestion", `${place.key}:`).replace(/ -->$/, "");
  const isOwn = await ownCommentTest(client);
  const listed = await listComments(client, `${repository}/pulls/${pull}/comments`);
  const own = listed.filter((comment) => comment.answerTo === undefined && isOwn(comment, prefix));
  const markerOf = (fingerprint: string) => `${prefix}${fingerprint.replace(/[^\w.:-]/g, "")} -->`;
  const left = new Set([...unplaced].map(markerOf));
  const wanted = new Map(
    suggestions.map((suggestion) => {
      const marker = markerOf(suggestion.fingerprint);
      return [marker, { ...suggestion, body: `${marker}\n${suggestion.body}`.slice(0, 65_536) }] as const;
    }),
  );
  let updated = 0;
  let deleted = 0;
  for (const comment of own) {
    const marker = comment.body.slice(0, comment.body.indexOf("-->") + 3);
    if (left.has(marker)) continue;
    const suggestion = wanted.get(marker);
    if (suggestion === undefined || !standsAt(comment, suggestion)) {
      const note = suggestion === undefined ? resolvedNote : movedNote;
      if (await resolve(client, repository, comment, listed, note)) deleted++;
      continue;
    }
    wanted.delete(marker);
    if (suggestion.body !== comment.body) {
      await client.request("PATCH", `${repository}/pulls/comments/${comment.id}`, { body: suggestion.body });
      updated++;
    }
  }
  const refused = await create(client, `${repository}/pulls/${pull}`, headSha, [...wanted.values()]);
  return { created: wanted.size - refused, updated, deleted, refused };
}

/** GitHub replaces the lines of the comment: on other ones, the suggestion would spoil the file, or cannot be applied. */
function standsAt({ place }: ListedComment, { path, startLine, endLine }: Suggestion): boolean {
  return place.path === path && place.startLine === startLine && place.endLine === endLine;
}

async function resolve(
  client: RestClient,
  repository: string,
  comment: ListedComment,
  listed: readonly ListedComment[],
  note: string,
): Promise<boolean> {
  const path = `${repository}/pulls/comments/${comment.id}`;
  if (!listed.some(({ answerTo }) => answerTo === comment.id)) {
    await client.request("DELETE", path);
    return true;
  }
  const marker = comment.body.slice(0, comment.body.indexOf("-->") + 3);
  const body = `${marker}\n${note}`;
  if (comment.body === body) return false;
  await client.request("PATCH", path, { body });
  return true;
}

/** How many GitHub did not take. One that it refuses fails the whole review, so then each is tried alone. */
async function create(
  client: RestClient,
  pull: string,
  headSha: string,
  suggestions: readonly Suggestion[],
): Promise<number> {
  if (suggestions.length === 0) return 0;
  const comments = suggestions.map(({ path, startLine, endLine, body }) => ({
    path,
    body,
    side: "RIGHT",
    line: endLine,
    ...(startLine < endLine ? { start_line: startLine, start_side: "RIGHT" } : {}),
  }));
  try {
    await client.request("POST", `${pull}/reviews`, { commit_id: headSha, event: "COMMENT", comments });
    return 0;
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 422) throw error;
  }
  let refused = 0;
  for (const comment of comments) {
    try {
      await client.request("POST", `${pull}/comments`, { commit_id: headSha, ...comment });
    } catch (error) {
      if (!(error instanceof GitHubError) || error.status !== 422) throw error;
      refused++;
    }
  }
  return refused;
}
