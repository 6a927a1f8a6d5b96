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
import { canHoldPolicy, listRepository, targetOf } from "./repository-files.ts";
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
  root: string,
  scope: Scope,
  { isWanted, givenOf }: Settings,
  moduleOf: ModuleOf,
  base: BaseReader | undefined,
): Promise<AffectedFiles> {
  if (scope.kind === "all" || base === undefined) return { paths: [], notes: [] };
  const changed = new Set(scope.files.map(({ path }) => path));
  const changesOf = changesByFolder(scope.files, linksTo(root, scope.files));
  const linked = new Set([...changesOf.values()].flat().map(({ as }) => as));
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
  async function asBefore(folder: string, changes: readonly Change[]): Promise<TerraformModule | undefined> {
    const texts = await inParallel(changes, filesAtOnce, async ({ path, as }) => {
      const text = await (base as BaseReader).read(path);
      return text.kind === "text" && as !== path ? { ...text, path: as } : text;
    });
    if (texts.some(({ kind }) => kind === "fault" || kind === "untold")) return undefined;
    const former = texts.flatMap((text) =>
      text.kind === "text" && isOf(folder, text.path) ? [{ path: text.path, text: text.text }] : [],
    );
    const { files, notRead } = moduleOf(folder);
    const unchanged = <T extends { readonly path: string }>(list: readonly T[]) =>
      list.filter(({ path }) => !changed.has(path) && !linked.has(path));
    // In the order of the head's: a name that is declared twice is told in the same words.
    const inOrder = [...unchanged(files), ...former].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files: inOrder, notRead: unchanged(notRead) };
  }
}

/** A changed file, and the path that a module has it under: its own, or that of a link to it. */
interface Change {
  readonly path: string;
  readonly as: string;
}

/** The changes that a folder's module may differ by; of a file that moves, both folders. */
function changesByFolder(files: readonly ChangedFile[], links: readonly Change[]): Map<string, Change[]> {
  const changes = new Map<string, Change[]>();
  const all = [
    ...links.map((link) => ({ folders: [folderOf(link.as)], change: link })),
    ...files.map(({ path, previousPath = path }) => ({
      folders: [path, previousPath].filter((name) => isModuleFile(name) && canHoldPolicy(name)).map(folderOf),
      change: { path, as: path },
    })),
  ];
  for (const { folders, change } of all) {
    for (const folder of new Set(folders)) {
      const others = changes.get(folder);
      if (others === undefined) changes.set(folder, [change]);
      else others.push(change);
    }
  }
  return changes;
}

/** Links that Terraform reads as files of a module, and that lead to a changed file. */
function linksTo(root: string, files: readonly ChangedFile[]): readonly Change[] {
  const changed = new Set(files.map(({ path }) => path));
  if (!files.some(({ path }) => isModuleFile(path))) return [];
  const names = listRepository(root, () => false).filter((path) => isModuleFile(path) && !changed.has(path));
  return names.flatMap((as) => {
    const path = targetOf(root, as);
    return path !== undefined && changed.has(path) ? [{ path, as }] : [];
  });
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
