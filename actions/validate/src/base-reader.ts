import { folderOf, type TerraformModule, type TextFile } from "@redshift-guard/core";
import type { ChangedFile } from "@redshift-guard/github";
import type { Commit } from "./base-commit.ts";
import { moduleOfCommit, needsModule } from "./terraform-modules.ts";

/** The same file on the base branch. */
export type BaseText =
  | { readonly kind: "text"; readonly path: string; readonly text: string }
  /** The change adds the file. */
  | { readonly kind: "new" }
  /** The base has it, where it cannot be read. */
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "fault"; readonly because: string };

export interface BaseReader {
  /** Of a file that the change renames, by its new path. */
  read(path: string): Promise<BaseText>;
  /** The Terraform files that the base has beside one of its own; undefined where that needs none. Throws an Error that says why. */
  moduleOf(file: TextFile): Promise<TerraformModule | undefined>;
  /** The Terraform files of a folder of the base, be there one or not. Throws an Error that says why they are not known. */
  moduleIn(folder: string): Promise<TerraformModule>;
}

/**
 * Where `changes` is undefined, the whole repository was looked at, so only the base itself can say which files are new.
 */
export function baseReader(commit: Commit, changes: readonly ChangedFile[] | undefined): BaseReader {
  const byPath = new Map((changes ?? []).map((file) => [file.path, file]));
  const modules = new Map<string, Promise<TerraformModule>>();

  return {
    async read(path) {
      const change = byPath.get(path);
      if (change?.status === "added") return { kind: "new" };
      const submodule = change === undefined ? submoduleOf(path) : undefined;
      if (submodule?.status === "added") return { kind: "new" };
      if (submodule !== undefined)
        return {
          kind: "untold",
          because: `It stands in the submodule \`${submodule.path}\`, whose earlier commit is not read.`,
        };
      const before = change?.previousPath ?? path;
      try {
        const text = await commit.textOf(before);
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

  function moduleIn(folder: string): Promise<TerraformModule> {
    const module = modules.get(folder) ?? moduleOfCommit(commit, folder);
    modules.set(folder, module);
    return module;
  }

  /** A changed "file" that is a folder of the path. */
  function submoduleOf(path: string): ChangedFile | undefined {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const change = byPath.get(path.slice(0, end));
      if (change !== undefined && change.status !== "removed") return change;
    }
    return undefined;
  }
}
