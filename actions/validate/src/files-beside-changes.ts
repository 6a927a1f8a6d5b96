import {
  folderOf,
  inWords,
  isModuleFile,
  type ModuleOf,
  mayNamePolicy,
  plural,
  type TerraformModule,
} from "@redshift-guard/core";
import type { ChangedFile } from "@redshift-guard/github";
import { needsModule } from "./base-module.ts";
import type { BaseReader } from "./base-text.ts";
import { inParallel } from "./in-parallel.ts";
import { canHoldPolicy } from "./repository-files.ts";
import { saidIn } from "./said-in.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/** Each may run a git or ask GitHub. */
const filesAtOnce = 8;

/** Far more than a change has around it that a person will review. */
const mostCompared = 500;

export interface AffectedFiles {
  readonly paths: readonly string[];
  /** A sentence each, for the reader of the report. */
  readonly notes: readonly string[];
}

/**
 * Terraform files that the change leaves alone, and whose policies it changes all the same: through a local, or through
 * the resource that uses a document, in a changed file of their folder.
 */
export async function affectedFiles(
  scope: Scope,
  { isWanted, givenOf }: Settings,
  moduleOf: ModuleOf,
  base: BaseReader | undefined,
): Promise<AffectedFiles> {
  if (scope.kind === "all" || base === undefined) return { paths: [], notes: [] };
  const changed = new Set(scope.files.map(({ path }) => path));
  const changesOf = changesByFolder(scope.files);
  const around = [...changesOf.keys()].flatMap((folder) =>
    moduleOf(folder)
      .files.filter(({ path, text }) => !changed.has(path) && isWanted(path) !== false && mayNamePolicy(text))
      .filter(needsModule)
      .map((file) => ({ folder, file })),
  );
  const compared = around.slice(0, mostCompared);
  const folders = new Set(compared.map(({ folder }) => folder));
  const before = new Map<string, TerraformModule | undefined>();
  for (const folder of folders) before.set(folder, await asBefore(folder, changesOf.get(folder) ?? []));
  const paths = compared.flatMap(({ folder, file }) => {
    const then = before.get(folder);
    const given = givenOf(file.path);
    const isSame =
      then !== undefined && saidIn(file, { ...given, moduleOf }) === saidIn(file, { ...given, moduleOf: () => then });
    return isSame ? [] : [file.path];
  });
  const notRead = [...changesOf.keys()].flatMap((folder) =>
    moduleOf(folder).notRead.filter(({ path }) => !changed.has(path) && isWanted(path) !== false),
  );
  return { paths, notes: [...notesOn(paths, [...around.slice(mostCompared), ...notRead])] };

  /** The folder's files with the base's text of those that are changed; undefined where that cannot be read. */
  async function asBefore(folder: string, changes: readonly ChangedFile[]): Promise<TerraformModule | undefined> {
    const texts = await inParallel(changes, filesAtOnce, ({ path }) => (base as BaseReader).read(path));
    if (texts.some(({ kind }) => kind === "fault" || kind === "untold")) return undefined;
    const former = texts.flatMap((text) =>
      text.kind === "text" && isOf(folder, text.path) ? [{ path: text.path, text: text.text }] : [],
    );
    const { files, notRead } = moduleOf(folder);
    const unchanged = <T extends { readonly path: string }>(list: readonly T[]) =>
      list.filter(({ path }) => !changed.has(path));
    // In the order of the head's: a name that is declared twice is told in the same words.
    const inOrder = [...unchanged(files), ...former].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files: inOrder, notRead: unchanged(notRead) };
  }
}

/** The changes that a folder's module may differ by; of a file that moves, both folders. */
function changesByFolder(files: readonly ChangedFile[]): Map<string, ChangedFile[]> {
  const changes = new Map<string, ChangedFile[]>();
  for (const file of files) {
    const { path, previousPath = path } = file;
    for (const folder of new Set(
      [path, previousPath].filter((name) => isModuleFile(name) && canHoldPolicy(name)).map(folderOf),
    )) {
      const others = changes.get(folder);
      if (others === undefined) changes.set(folder, [file]);
      else others.push(file);
    }
  }
  return changes;
}

function isOf(folder: string, path: string): boolean {
  return isModuleFile(path) && folderOf(path) === folder;
}

function* notesOn(paths: readonly string[], leftOut: readonly unknown[]): Iterable<string> {
  if (paths.length > 0)
    yield `Also looked at, because other files of the folder that are changed decide what stands there: ${inWords(paths, 5)}.`;
  if (leftOut.length > 0)
    yield `Not looked at: ${plural(leftOut.length, "Terraform file")} beside changed ones, whose policies the change may alter. With \`scope: all\` they are looked at.`;
}
