import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import {
  type ModuleOf,
  moduleFileNames,
  moduleOfFiles,
  modulesByFolder,
  type NotReadOfModule,
  policiesIn,
  type TerraformModule,
  type TextFile,
} from "@redshift-guard/core";
import type { Commit } from "./base-commit.ts";
import { inParallel } from "./in-parallel.ts";
import { entriesOf, readRepositoryFile } from "./repository-files.ts";

/** Reads the Terraform files beside one from the checkout. No link is followed out of it. */
export function modulesOfCheckout(root: string): ModuleOf {
  return modulesByFolder((folder) => {
    const { wanted, tooMany } = moduleFileNames(namesIn(join(root, folder)));
    return moduleOfFiles(
      folder,
      wanted.map((name) => readFile(root, folder + name)),
      tooMany,
    );
  });
}

/** Of a folder that the change takes away there are none. */
function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return entriesOf(folder).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
}

function readFile(root: string, path: string): TextFile | NotReadOfModule {
  const read = readRepositoryFile(root, path);
  if (!("kind" in read)) return read;
  const leadsOut = read.finding.issueCode === "NOT_ANALYSED_LINK_OUT";
  return { path, because: leadsOut ? "it is a symbolic link out of the repository" : "it could not be read" };
}

/** The module of a folder of the commit; `folder` is empty, or ends with a slash. Throws what the commit throws. */
export async function moduleOfCommit(commit: Commit, folder: string): Promise<TerraformModule> {
  const files = await commit.filesOf(folder);
  const links = new Set(files.flatMap(({ name, isLink }) => (isLink ? [name] : [])));
  const { wanted, tooMany } = moduleFileNames(files.map(({ name }) => name));
  const read = await inParallel(wanted, async (name): Promise<TextFile | NotReadOfModule> => {
    const path = folder + name;
    const text = links.has(name) ? await textOfLink(commit, folder, name) : await commit.textOf(path);
    return text === undefined ? { path, because: "it could not be read" } : { path, text };
  });
  return moduleOfFiles(folder, read, tooMany);
}

/** The text of the file in the repository that it leads to. */
async function textOfLink(commit: Commit, folder: string, name: string): Promise<string | undefined> {
  const target = await commit.textOf(folder + name);
  if (target === undefined || target.length > 1_000 || posix.isAbsolute(target)) return undefined;
  const path = posix.normalize(folder + target);
  return path.startsWith("../") ? undefined : commit.textOf(path);
}

/** Whether a policy of the file refers to anything that another file may declare. */
export function needsModule(file: TextFile): boolean {
  let isAsked = false;
  policiesIn(file, {
    moduleOf: () => {
      isAsked = true;
      return { files: [], notRead: [] };
    },
  });
  return isAsked;
}
