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
import type { AffectedFiles } from "./affected-files.ts";
import type { BaseReader } from "./base-reader.ts";
import { inParallel } from "./in-parallel.ts";
import { canHoldPolicy, listRepository, targetOf } from "./repository-files.ts";
import { saysTheSame } from "./says-the-same.ts";
import type { Settings } from "./settings.ts";
import { needsModule } from "./terraform-modules.ts";

/** Far more than a change has around it that a person will review. */
const mostCompared = 500;

export interface BesideOptions {
  readonly root: string;
  readonly settings: Settings;
  readonly moduleOf: ModuleOf;
  readonly base: BaseReader;
  isCandidate(path: string): boolean;
}

/**
 * Terraform files whose policies a changed file of their folder changes: by a local, or by the resource that uses a
 * document.
 */
export async function filesBesideChanges(
  changes: readonly ChangedFile[],
  { root, settings, moduleOf, base, isCandidate }: BesideOptions,
): Promise<AffectedFiles> {
  const links = linksTo(root, changes);
  const changed = new Set([...changes.map(({ path }) => path), ...links.map(({ as }) => as)]);
  const altered: string[] = [];
  let count = 0;
  let leftOut = 0;
  for (const [folder, ofFolder] of changesByFolder(changes, links)) {
    const { files, notRead } = moduleOf(folder);
    const around = files.filter((file) => isCandidate(file.path) && mayNamePolicy(file.text) && needsModule(file));
    const compared = around.slice(0, mostCompared - count);
    count += compared.length;
    leftOut += around.length - compared.length + notRead.filter(({ path }) => isCandidate(path)).length;
    const before = compared.length === 0 ? undefined : await moduleBefore(folder, ofFolder);
    for (const file of compared) {
      const given = settings.givenOf(file.path);
      if (before === undefined || !saysTheSame(file, { ...given, moduleOf }, { ...given, moduleOf: () => before }))
        altered.push(file.path);
    }
  }
  return { paths: altered, notes: [...notesOn(altered, leftOut)] };

  /** The folder's files with the base's text of those that are changed; undefined where that cannot be read. */
  async function moduleBefore(folder: string, ofFolder: readonly Change[]): Promise<TerraformModule | undefined> {
    const texts = await inParallel(ofFolder, async ({ path, as }) => {
      const text = await base.read(path);
      return text.kind === "text" && as !== path ? { ...text, path: as } : text;
    });
    if (texts.some(({ kind }) => kind === "fault" || kind === "untold")) return undefined;
    const former = texts.flatMap((text) =>
      text.kind === "text" && isModuleFile(text.path) && folderOf(text.path) === folder
        ? [{ path: text.path, text: text.text }]
        : [],
    );
    const { files, notRead } = moduleOf(folder);
    const unchanged = <T extends { readonly path: string }>(list: readonly T[]) =>
      list.filter(({ path }) => !changed.has(path));
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
function changesByFolder(changes: readonly ChangedFile[], links: readonly Change[]): Map<string, Change[]> {
  const byFolder = new Map<string, Change[]>();
  for (const link of links) put(folderOf(link.as), link);
  for (const { path, previousPath = path } of changes) {
    const names = [path, previousPath].filter((name) => isModuleFile(name) && canHoldPolicy(name));
    for (const folder of new Set(names.map(folderOf))) put(folder, { path, as: path });
  }
  return byFolder;

  function put(folder: string, change: Change): void {
    const others = byFolder.get(folder);
    if (others === undefined) byFolder.set(folder, [change]);
    else others.push(change);
  }
}

/** Links that Terraform reads as files of a module, and that lead to a changed file. */
function linksTo(root: string, changes: readonly ChangedFile[]): readonly Change[] {
  const changed = new Set(changes.map(({ path }) => path));
  if (!changes.some(({ path }) => isModuleFile(path))) return [];
  const names = listRepository(root, () => false).filter((path) => isModuleFile(path) && !changed.has(path));
  return names.flatMap((as) => {
    const path = targetOf(root, as);
    return path !== undefined && changed.has(path) ? [{ path, as }] : [];
  });
}

function* notesOn(paths: readonly string[], leftOut: number): Iterable<string> {
  if (paths.length > 0)
    yield `Also looked at, because other files of the folder that are changed decide what stands there: ${inWords(paths, 5)}.`;
  if (leftOut > 0)
    yield `Not looked at: ${plural(leftOut, "Terraform file")} beside changed ones, whose policies the change may alter. With \`scope: all\` they are looked at.`;
}
