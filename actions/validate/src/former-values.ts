import { posix } from "node:path";
import { configNames, type GivenValues, loadConfig, type TextFile, whatIsGiven } from "@redshift-guard/core";
import type { BaseReader } from "./base-reader.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/** What the base's config gives to the policies of a file. */
export type FormerlyGiven = (path: string) => GivenValues;

/**
 * The values that the base gives to the policies of each file; none where it has no config that can be read. Undefined
 * where the change surely leaves them alone: it touches neither the config nor a file of values. `named` is the config
 * that the workflow names: without it the base may have one of another name.
 */
export async function formerValues(
  scope: Scope,
  { valueFiles, folder, today }: Settings,
  base: BaseReader | undefined,
  named: string | undefined,
): Promise<FormerlyGiven | undefined> {
  if (base === undefined) return undefined;
  const names = named === undefined ? configNames : [posix.normalize(named)];
  // Where everything is looked at, the changed files are not known.
  const changed =
    scope.kind === "all"
      ? undefined
      : new Set(scope.files.flatMap(({ path, previousPath = path }) => [path, previousPath]));
  if (changed !== undefined && ![...names, ...valueFiles].some((path) => changed.has(path))) return undefined;
  const file = (await firstOf(names, base)) ?? { path: names[0] ?? "", text: "" };
  const asked = new Set<string>();
  // The first reading tells which files it needs; they cannot be read in the midst of it.
  loadConfig(file, { readFile: (path) => void asked.add(path), today });
  const texts = new Map<string, string | undefined>();
  for (const path of asked) texts.set(path, (await textOf(path, base))?.text);
  const { config } = loadConfig(file, { readFile: (path) => texts.get(path), today });
  return (path) => whatIsGiven(config.validate ?? {}, folder, path).values ?? {};
}

async function firstOf(names: readonly string[], base: BaseReader): Promise<TextFile | undefined> {
  for (const name of names) {
    const file = await textOf(name, base);
    if (file !== undefined) return file;
  }
  return undefined;
}

async function textOf(path: string, base: BaseReader): Promise<TextFile | undefined> {
  const before = await base.read(path);
  return before.kind === "text" ? { path: before.path, text: before.text } : undefined;
}
