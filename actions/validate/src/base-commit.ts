import type { GitHubEvent, RestClient } from "@redshift-guard/github";
import { GitHubError } from "@redshift-guard/github";
import type { Git } from "./git.ts";

/** The files of a commit. Each member throws an Error that says why it cannot. */
export interface Commit {
  /** Undefined where the commit has no such file; of a link, where it leads to. */
  textOf(path: string): Promise<string | undefined>;
  /** The files and links of a folder, which is empty or ends with a slash; none where there is no such folder. */
  filesOf(folder: string): Promise<readonly CommitFile[]>;
}

export interface CommitFile {
  readonly name: string;
  /** Its text is where it leads to. */
  readonly isLink: boolean;
}

export interface CommitOptions {
  readonly event: GitHubEvent;
  readonly client: RestClient | undefined;
  readonly git: Git;
}

/** The commit as git has it, else as GitHub shows it, else as git can fetch it. */
export function baseCommit(sha: string, { event, client, git }: CommitOptions): Commit {
  let found: Promise<Commit> | undefined;

  return {
    textOf: async (path) => (await commit()).textOf(path),
    filesOf: async (folder) => (await commit()).filesOf(folder),
  };

  function commit(): Promise<Commit> {
    found ??= find();
    return found;
  }

  async function find(): Promise<Commit> {
    if (!(await git.hasCommit(sha))) {
      if (client !== undefined) return commitOnGitHub(sha, event, client);
      await git.fetchCommit(sha);
    }
    return { textOf: (path) => git.textAt(sha, path), filesOf: (folder) => git.filesAt(sha, folder) };
  }
}

/** GitHub gives so many entries of a folder, and does not say that there are more. */
const mostListed = 1_000;

function commitOnGitHub(sha: string, { owner, repository }: GitHubEvent, client: RestClient): Commit {
  let shown: Promise<void> | undefined;

  return {
    async textOf(path) {
      const asked = client.request("GET", contents(path), undefined, { accept: "application/vnd.github.raw" });
      return (await found(asked)) as string | undefined;
    },
    async filesOf(folder) {
      const body = await found(client.request("GET", contents(folder.replace(/\/$/, ""))));
      const entries = (body ?? []) as readonly { readonly name: string; readonly type: string }[];
      if (entries.length >= mostListed)
        throw new Error(`GitHub lists no more than ${mostListed} files of the folder \`${folder}\``);
      // GitHub follows links inside of the repository by itself.
      return entries.flatMap(({ name, type }) => (/^(?:file|symlink)$/.test(type) ? [{ name, isLink: false }] : []));
    },
  };

  /** What GitHub answers; undefined where the commit has nothing of that name. */
  async function found(asked: ReturnType<RestClient["request"]>): Promise<unknown> {
    try {
      return (await asked).body;
    } catch (error) {
      if (!(error instanceof GitHubError) || error.status !== 404) throw error;
      shown ??= showsCommit();
      await shown;
      return undefined;
    }
  }

  /** GitHub says "not found" of a file that is not there, of a commit it has not, and of what the token may not read. */
  async function showsCommit(): Promise<void> {
    try {
      await client.request("GET", contents(""));
    } catch (error) {
      throw new Error(`GitHub shows nothing of the base commit \`${sha}\`: ${(error as Error).message}`);
    }
  }

  function contents(path: string): string {
    const name = path.split("/").map(encodeURIComponent).join("/");
    return `/repos/${owner}/${repository}/contents/${name}?ref=${sha}`;
  }
}
