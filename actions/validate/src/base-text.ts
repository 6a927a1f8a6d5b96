import { folderOf, type TerraformModule, type TextFile } from "@redshift-guard/core";
import type { ChangedFile, GitHubEvent, RestClient } from "@redshift-guard/github";
import { GitHubError } from "@redshift-guard/github";
import { type CommitFile, needsModule, readModule } from "./base-module.ts";
import type { Git } from "./git.ts";

/** The same file on the base branch. */
export type BaseText =
  | { readonly kind: "text"; readonly path: string; readonly text: string }
  /** The change adds the file. */
  | { readonly kind: "new" }
  /** The base has it, where it cannot be read. */
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "fault"; readonly because: string };

export interface BaseReader {
  read(path: string): Promise<BaseText>;
  /** The Terraform files that the base has beside one of its own; undefined where that needs none. Throws an Error that says why. */
  moduleOf(file: TextFile): Promise<TerraformModule | undefined>;
  /** The Terraform files of a folder of the base, be there one or not. Throws an Error that says why they are not known. */
  moduleIn(folder: string): Promise<TerraformModule>;
}

export interface BaseReaderOptions {
  readonly base: string;
  /** Undefined: the whole repository was looked at, so only the base itself can say which files are new. */
  readonly changes: readonly ChangedFile[] | undefined;
  readonly event: GitHubEvent;
  readonly client: RestClient | undefined;
  readonly git: Git;
}

/** GitHub gives so many entries of a folder, and does not say that there are more. */
const mostListed = 1_000;

/** Reads from the checkout where it holds the base commit, else from GitHub, else from what git can fetch. */
export function baseReader({ base, changes, event, client, git }: BaseReaderOptions): BaseReader {
  const byPath = new Map((changes ?? []).map((file) => [file.path, file]));
  let local: Promise<boolean> | undefined;
  let fetched: Promise<void> | undefined;
  let shown: Promise<void> | undefined;
  const modules = new Map<string, Promise<TerraformModule>>();

  return {
    async read(path) {
      const change = byPath.get(path);
      if (change?.status === "added") return { kind: "new" };
      const module = change === undefined ? moduleOf(path) : undefined;
      if (module?.status === "added") return { kind: "new" };
      if (module !== undefined)
        return {
          kind: "untold",
          because: `It stands in the submodule \`${module.path}\`, whose earlier commit is not read.`,
        };
      const before = change?.previousPath ?? path;
      try {
        const text = await textOf(before);
        if (text !== undefined) return { kind: "text", path: before, text };
        // GitHub also says "not found" where the token may not read.
        if (change !== undefined)
          return { kind: "fault", because: `\`${before}\` is not on the base branch, although the change modifies it` };
        return { kind: "new" };
      } catch (error) {
        return { kind: "fault", because: (error as Error).message };
      }
    },
    async moduleOf(file) {
      const folder = folderOf(file.path);
      return modules.has(folder) || needsModule(file) ? moduleIn(folder) : undefined;
    },
    moduleIn,
  };

  async function moduleIn(folder: string): Promise<TerraformModule> {
    const module = modules.get(folder) ?? readModule(folder, { list, text: textOf });
    modules.set(folder, module);
    return module;
  }

  async function textOf(path: string): Promise<string | undefined> {
    local ??= git.hasCommit(base);
    return (await local) ? git.textAt(base, path) : remote(path);
  }

  async function list(folder: string): Promise<readonly CommitFile[]> {
    local ??= git.hasCommit(base);
    if (!(await local) && client !== undefined) return listedBy(client, folder);
    if (!(await local)) await fetch();
    return git.filesAt(base, folder);
  }

  async function listedBy(from: RestClient, folder: string): Promise<readonly CommitFile[]> {
    const body = await found(from, from.request("GET", contents(folder.replace(/\/$/, ""))));
    const entries = (body ?? []) as readonly { readonly name: string; readonly type: string }[];
    if (entries.length >= mostListed)
      throw new Error(`GitHub lists no more than ${mostListed} files of the folder \`${folder}\``);
    // GitHub follows links inside of the repository by itself.
    return entries.flatMap(({ name, type }) => (/^(?:file|symlink)$/.test(type) ? [{ name, isLink: false }] : []));
  }

  async function fetch(): Promise<void> {
    fetched ??= git.fetchCommit(base);
    await fetched;
  }

  /** A changed "file" that is a folder of the path. */
  function moduleOf(path: string): ChangedFile | undefined {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const change = byPath.get(path.slice(0, end));
      if (change !== undefined && change.status !== "removed") return change;
    }
    return undefined;
  }

  async function remote(path: string): Promise<string | undefined> {
    if (client === undefined) {
      await fetch();
      return git.textAt(base, path);
    }
    const asked = client.request("GET", contents(path), undefined, { accept: "application/vnd.github.raw" });
    return (await found(client, asked)) as string | undefined;
  }

  /** What GitHub answers; undefined where the base has nothing of that name. */
  async function found(from: RestClient, asked: ReturnType<RestClient["request"]>): Promise<unknown> {
    try {
      return (await asked).body;
    } catch (error) {
      if (!(error instanceof GitHubError) || error.status !== 404) throw error;
      shown ??= showsBase(from);
      await shown;
      return undefined;
    }
  }

  /** GitHub says "not found" of a file that is not there, of a commit it has not, and of what the token may not read. */
  async function showsBase(from: RestClient): Promise<void> {
    try {
      await from.request("GET", contents(""));
    } catch (error) {
      throw new Error(`GitHub shows nothing of the base commit \`${base}\`: ${(error as Error).message}`);
    }
  }

  function contents(path: string): string {
    const name = path.split("/").map(encodeURIComponent).join("/");
    return `/repos/${event.owner}/${event.repository}/contents/${name}?ref=${base}`;
  }
}
