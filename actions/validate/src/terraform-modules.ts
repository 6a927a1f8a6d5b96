import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type ModuleOf,
  moduleFileNames,
  modulesByFolder,
  mostModuleFiles,
  type NotReadOfModule,
  type TerraformModule,
  type TextFile,
} from "@redshift-guard/core";
import { entriesOf, readRepositoryFile } from "./repository-files.ts";

/** Reads the Terraform files beside one from the checkout. No link is followed out of it. */
export function modulesOfCheckout(root: string): ModuleOf {
  return modulesByFolder((folder) => readModule(root, folder));
}

function readModule(root: string, folder: string): TerraformModule {
  const files: TextFile[] = [];
  const notRead: NotReadOfModule[] = [];
  const { wanted, tooMany } = moduleFileNames(namesIn(join(root, folder)));
  for (const name of wanted) {
    const read = readRepositoryFile(root, folder + name);
    if ("kind" in read) notRead.push({ path: folder + name, because: whyNotRead(read.finding.issueCode) });
    else files.push(read);
  }
  return { files, notRead: [...notRead, ...tooMany.map((name) => leftOut(folder + name))] };
}

/** Of a folder that the change takes away there are none. */
function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return entriesOf(folder).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
}

function whyNotRead(code: string): string {
  return code === "NOT_ANALYSED_LINK_OUT" ? "it is a symbolic link out of the repository" : "it could not be read";
}

export function leftOut(path: string): NotReadOfModule {
  return { path, because: `at most ${mostModuleFiles} are read` };
}
