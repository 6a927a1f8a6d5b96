import { readdirSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import {
  type ModuleOf,
  moduleFileNames,
  moduleOfFiles,
  modulesByFolder,
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
  try {
    const entries = readdirSync(resolve(folder), { withFileTypes: true });
    const links = new Set(entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name));
    const candidates = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
    const { wanted, tooMany } = moduleFileNames(candidates);
    return moduleOfFiles(
      folder,
      wanted.map((name) => readFile(folder, name, links.has(name))),
      tooMany,
    );
  } catch (error) {
    return { files: [], notRead: [{ path: folder, because: `the folder could not be listed: ${reasonOf(error)}` }] };
  }
}

function readFile(folder: string, name: string, isLink: boolean): TextFile | NotReadOfModule {
  const path = folder + name;
  if (isLink && !staysInside(resolve(path), resolve(folder)))
    return { path, because: "it is a symbolic link out of the folder that the command runs in, or to nothing" };
  const read = readPolicyFile(resolve(path), path);
  return "kind" in read ? { path, because: "it could not be read" } : read;
}

/**
 * Whether it lies inside the folder that the command runs in; for a folder elsewhere that was named, inside that one.
 */
function staysInside(place: string, folder: string): boolean {
  const home = realpathSync(".");
  const real = realpathSync(folder);
  return isInside(tryRealpath(place), isInside(real, home) ? home : real);
}
