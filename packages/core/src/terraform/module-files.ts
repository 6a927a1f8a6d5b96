/** Large modules have some fifty files. */
export const mostModuleFiles: number = 100;

/** In UTF-16 code units; a longer file is a table of data rather than a configuration. */
export const longestModuleFile: number = 250_000;

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
