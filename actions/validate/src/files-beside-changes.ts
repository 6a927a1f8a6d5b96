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
import { canHoldPolicy } from "./repository-files.ts";
import { saysTheSame } from "./says-the-same.ts";
import type { Settings } from "./settings.ts";
import { needsModule } from "./terraform-modules.ts";

/** Far more than a change has around it that a person will review. */
const mostCompared = 500;

export interface BesideOptions {
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
  { settings, moduleOf, base, isCandidate }: BesideOptions,
): Promise<AffectedFiles> {
  const changed = new Set(changes.map(({ path }) => path));
  const altered: string[] = [];
  let count = 0;
  let leftOut = 0;
  for (const [folder, ofFolder] of changesByFolder(changes)) {
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
  async function moduleBefore(folder: string, ofFolder: readonly ChangedFile[]): Promise<TerraformModule | undefined> {
    const texts = await inParallel(ofFolder, ({ path }) => base.read(path));
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

/** The changes that a folder's module may differ by; of a file that moves, both folders. */
function changesByFolder(changes: readonly ChangedFile[]): Map<string, ChangedFile[]> {
  const byFolder = new Map<string, ChangedFile[]>();
  for (const change of changes) {
    const { path, previousPath = path } = change;
    const names = [path, previousPath].filter((name) => isModuleFile(name) && canHoldPolicy(name));
    for (const folder of new Set(names.map(folderOf))) {
      const others = byFolder.get(folder);
      if (others === undefined) byFolder.set(folder, [change]);
      else others.push(change);
    }
  }
  return byFolder;
}

function* notesOn(paths: readonly string[], leftOut: number): Iterable<string> {
  if (paths.length > 0)
    yield `Also looked at, because other files of the folder that are changed decide what stands there: ${inWords(paths, 5)}.`;
  if (leftOut > 0)
    yield `Not looked at: ${plural(leftOut, "Terraform file")} beside changed ones, whose policies the change may alter. With \`scope: all\` they are looked at.`;
}
