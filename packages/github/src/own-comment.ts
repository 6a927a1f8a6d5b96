import type { RestClient } from "./rest-client.ts";

/** A comment as GitHub lists it, as far as it is needed here. */
export interface ListedComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  readonly authorIsBot: boolean;
  /** Of a review comment: the one it answers. */
  readonly answerTo: number | undefined;
  /** Of a review comment: where it stands now. GitHub moves it with the lines, and says null when they are gone. */
  readonly place: { readonly path: unknown; readonly startLine: unknown; readonly endLine: unknown };
}

export async function listComments(client: RestClient, path: string): Promise<ListedComment[]> {
  const items = await client.list(path, 3000);
  return items.map((item) => {
    const { id, body, user, in_reply_to_id: answerTo, ...others } = item as { readonly [name: string]: unknown };
    const { login, type } = (user ?? {}) as { readonly login?: unknown; readonly type?: unknown };
    return {
      id: Number(id),
      body: typeof body === "string" ? body : "",
      author: typeof login === "string" ? login : "",
      authorIsBot: type === "Bot",
      answerTo: typeof answerTo === "number" ? answerTo : undefined,
      place: { path: others["path"], startLine: others["start_line"] ?? others["line"], endLine: others["line"] },
    };
  });
}

/**
 * Tells our own comments: the marker at the very start, and our own author, because the token may be able to change
 * what others wrote. The token of a workflow cannot ask who it is; its comments are a bot's.
 */
export async function ownCommentTest(client: RestClient): Promise<(comment: ListedComment, marker: string) => boolean> {
  let login: string | undefined;
  try {
    const { body } = await client.request("GET", "/user");
    login = (body as { readonly login?: string }).login;
  } catch {
    login = undefined;
  }
  return ({ author, authorIsBot, body }, marker) =>
    body.startsWith(marker) && (login === undefined ? authorIsBot : author === login);
}

/** Invisible at the start of a comment. The key may hold anything; what an HTML comment may not is encoded. */
export function commentMarker(kind: string, key: string): string {
  const encoded = key.replace(/[^\w.:/-]/gu, (c) => `%${c.codePointAt(0)?.toString(16)};`);
  return `<!-- redshift-guard:${kind}:${encoded} -->`;
}
