import { readdirSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import {
  type ModuleOf,
  moduleFileNames,
  modulesByFolder,
  mostModuleFiles,
  type NotReadOfModule,
  type TerraformModule,
  type TextFile,
} from "@redshift-guard/core";
import { isInside, tryRealpath } from "./policy-files.ts";
import { readPolicyFile } from "./read-file.ts";
import { reasonOf } from "./reason-of.ts";

/** Reads the Terraform files beside one from the disk. No link is followed out of where the command runs. */
export function terraformModules(): ModuleOf {
  const moduleOf = modulesByFolder(readModule);
  return (path) => moduleOf(sep === "/" ? path : path.replaceAll(sep, "/"));
}

/** `folder` is empty, or ends with a slash. */
function readModule(folder: string): TerraformModule {
  const location = resolve(folder);
  const files: TextFile[] = [];
  const notRead: NotReadOfModule[] = [];
  try {
    const entries = readdirSync(location, { withFileTypes: true });
    const links = new Set(entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name));
    const candidates = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
    const { wanted, tooMany } = moduleFileNames(candidates);
    for (const name of wanted) {
      const path = folder + name;
      const place = resolve(location, name);
      if (links.has(name) && !staysInside(place, location)) {
        notRead.push({
          path,
          because: "it is a symbolic link out of the folder that the command runs in, or to nothing",
        });
        continue;
      }
      const read = readPolicyFile(place, path);
      if ("kind" in read) notRead.push({ path, because: "it could not be read" });
      else files.push(read);
    }
    for (const name of tooMany) notRead.push({ path: folder + name, because: `at most ${mostModuleFiles} are read` });
  } catch (error) {
    notRead.push({ path: folder, because: `the folder could not be listed: ${reasonOf(error)}` });
  }
  return { files, notRead };
}

/** Inside of where the command runs; a folder elsewhere that was named is all that is read there. */
function staysInside(place: string, folder: string): boolean {
  const home = realpathSync(".");
  const real = realpathSync(folder);
  return isInside(tryRealpath(place), isInside(real, home) ? home : real);
}
