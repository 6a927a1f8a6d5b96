import { posix } from "node:path";
import {
  moduleFileNames,
  type NotReadOfModule,
  policiesIn,
  type TerraformModule,
  type TextFile,
} from "@redshift-guard/core";
import { inParallel } from "./in-parallel.ts";
import { leftOut } from "./terraform-modules.ts";

/** Each may run a git or ask GitHub. */
const filesAtOnce = 8;

/** A commit, as far as the files of a module are read from it. Each member throws an Error that says why it cannot. */
export interface CommitFiles {
  /** The files and links of a folder, which is empty or ends with a slash. */
  list(folder: string): Promise<readonly CommitFile[]>;
  text(path: string): Promise<string | undefined>;
}

export interface CommitFile {
  readonly name: string;
  /** Its text is where it leads to. */
  readonly isLink: boolean;
}

/** The Terraform files of a folder of the commit; the folder is empty or ends with a slash. */
export async function readModule(folder: string, commit: CommitFiles): Promise<TerraformModule> {
  const entries = await commit.list(folder);
  const links = new Set(entries.flatMap(({ name, isLink }) => (isLink ? [name] : [])));
  const { wanted, tooMany } = moduleFileNames(entries.map(({ name }) => name));
  const read = await inParallel(wanted, filesAtOnce, async (name): Promise<TextFile | NotReadOfModule> => {
    const path = folder + name;
    const text = links.has(name) ? await throughLink(folder, path, commit) : await commit.text(path);
    return text === undefined ? { path, because: "it could not be read" } : { path, text };
  });
  return {
    files: read.filter((one) => "text" in one),
    notRead: [...read.filter((one) => "because" in one), ...tooMany.map((name) => leftOut(folder + name))],
  };
}

/** What it leads to inside of the repository, as a checkout has it there. */
async function throughLink(folder: string, path: string, commit: CommitFiles): Promise<string | undefined> {
  const target = await commit.text(path);
  if (target === undefined || target.length > 1_000 || posix.isAbsolute(target)) return undefined;
  const place = posix.normalize(folder + target);
  return place.startsWith("../") ? undefined : commit.text(place);
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
