import type { RestClient } from "./rest-client.ts";

/** One file that a change touches. Paths are the repository's, with forward slashes. */
export interface ChangedFile {
  readonly path: string;
  readonly status: "added" | "modified" | "renamed" | "removed";
  /** Where a renamed file stood before. */
  readonly previousPath?: string;
  /** The diff as GitHub gives it; absent for large ones. */
  readonly patch?: string;
}

/** GitHub lists no more. https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files */
export const mostListedFiles = 3000;

/** What GitHub lists of a pull request. */
export interface ListedFiles {
  readonly files: readonly ChangedFile[];
  /** GitHub lists what is changed now: the head that this is of, where it is not the one asked about. */
  readonly otherHead?: string;
}

/** The files of a pull request, whose path is `/repos/{owner}/{repo}/pulls/{number}`; 3,000 at most. */
export async function listChangedFiles(client: RestClient, pull: string, headSha: string): Promise<ListedFiles> {
  const items = await client.list(`${pull}/files`, mostListedFiles);
  const heads = items.flatMap((item) => headIn(item as Members) ?? []);
  const otherHead = heads.find((head) => head !== headSha);
  const files = items.flatMap((item): ChangedFile[] => {
    const { filename, status, previous_filename: previousPath, patch } = item as Members;
    if (typeof filename !== "string") return [];
    const from = typeof previousPath === "string" && status === "renamed" ? { previousPath } : {};
    const diff = typeof patch === "string" ? { patch } : {};
    return [{ path: filename, status: statusOf(status), ...from, ...diff }];
  });
  return otherHead === undefined ? { files } : { files, otherHead };
}

type Members = { readonly [name: string]: unknown };

/** The commit in which GitHub shows the file; a removed one it shows where it still was. */
function headIn({ status, contents_url: address }: Members): string | undefined {
  if (status === "removed" || typeof address !== "string") return undefined;
  return /[?&]ref=([0-9a-f]{40}(?:[0-9a-f]{24})?)$/.exec(address)?.[1];
}

/** GitHub's `changed`, `copied` and `unchanged` are looked at as if modified or new. */
function statusOf(status: unknown): ChangedFile["status"] {
  if (status === "copied") return "added";
  return status === "added" || status === "removed" || status === "renamed" ? status : "modified";
}

/** Line number in the new file -> its text, for every line that the diff shows: only there GitHub takes review comments. */
export function linesOfPatch(patch: string): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  let next = 0;
  for (const line of patch.split("\n")) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk !== null) next = Number(hunk[1]);
    else if (line.startsWith("+") || line.startsWith(" ")) lines.set(next++, line.slice(1));
  }
  return lines;
}
