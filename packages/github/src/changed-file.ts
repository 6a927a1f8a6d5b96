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

export async function listChangedFiles(client: RestClient, pull: string): Promise<ChangedFile[]> {
  const items = await client.list(`${pull}/files`, mostListedFiles);
  return items.flatMap((item): ChangedFile[] => {
    const { filename, status, previous_filename: previousPath, patch } = item as { readonly [name: string]: unknown };
    if (typeof filename !== "string") return [];
    const from = typeof previousPath === "string" && status === "renamed" ? { previousPath } : {};
    const diff = typeof patch === "string" ? { patch } : {};
    return [{ path: filename, status: statusOf(status), ...from, ...diff }];
  });
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
