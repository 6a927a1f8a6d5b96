import type { TextFile } from "../source.ts";

/** The Terraform files of a folder, which Terraform reads as one: what one declares, all may use. */
export interface TerraformModule {
  /** Each under the name that it would have if it were looked at itself. */
  readonly files: readonly TextFile[];
  /** Those that belong to it and are not among `files`. */
  readonly notRead: readonly NotReadOfModule[];
}

export interface NotReadOfModule {
  readonly path: string;
  /** A clause, such as `it is a symbolic link out of the repository`. */
  readonly because: string;
}

/**
 * Gives the module that the file of this path belongs to. It is asked only for a Terraform file, and only where that
 * refers to a local, a resource or a data source, or holds an `aws_iam_policy_document`. A module that is given as the
 * same object for all files of its folder is parsed once.
 */
export type ModuleOf = (path: string) => TerraformModule;

/** Large modules have some fifty files. */
export const mostModuleFiles: number = 100;

/** Folders are looked at one after another, with those inside of them in between. */
const mostKept = 20;

/** Whether Terraform or OpenTofu reads the file with the others of its folder: no draft of an editor, no values. */
export function isModuleFile(path: string): boolean {
  return /^[^.#].*\.(?:tf|tofu)(?:\.json)?$/.test(fileName(path));
}

/** Whether what it declares changes what the others do. https://developer.hashicorp.com/terraform/language/files/override */
export function isOverrideFile(path: string): boolean {
  return /^(?:.*_)?override\.(?:tf|tofu)(?:\.json)?$/.test(fileName(path));
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Empty, or with a slash at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Of the names in a folder those that a module is read from, and those that are too many. */
export function moduleFileNames(names: Iterable<string>): {
  readonly wanted: readonly string[];
  readonly tooMany: readonly string[];
} {
  const files = [...names].filter(isModuleFile).sort((a, b) => (a < b ? -1 : 1));
  // Without one of those, nothing that the others say would be certain.
  const ordered = [...files.filter(isOverrideFile), ...files.filter((name) => !isOverrideFile(name))];
  return { wanted: ordered.slice(0, mostModuleFiles), tooMany: ordered.slice(mostModuleFiles) };
}

/** The module of a folder, of what became of each file that was wanted. `folder` is empty, or ends with a slash. */
export function moduleOfFiles(
  folder: string,
  read: readonly (TextFile | NotReadOfModule)[],
  tooMany: readonly string[],
): TerraformModule {
  const because = `at most ${mostModuleFiles} are read`;
  return {
    files: read.filter((file) => "text" in file),
    notRead: [
      ...read.filter((file) => "because" in file),
      ...tooMany.map((name) => ({ path: folder + name, because })),
    ],
  };
}

/** Reads each folder once, and forgets those that nobody has asked about for long: a repository may have thousands. */
export function modulesByFolder(read: (folder: string) => TerraformModule): ModuleOf {
  const kept = new Map<string, TerraformModule>();
  return (path) => {
    const folder = folderOf(path);
    const module = kept.get(folder) ?? read(folder);
    kept.delete(folder);
    kept.set(folder, module);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return module;
  };
}
