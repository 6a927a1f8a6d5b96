import { type GivenValues, loadConfig, whatIsGiven } from "@redshift-guard/core";
import type { BaseReader } from "./base-reader.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/** What the base's config gives to the policies of a file. */
export type FormerlyGiven = (path: string) => GivenValues;

/**
 * The values that the base gives to the policies of each file; none where it has no config that can be read. Undefined
 * where the change surely leaves them alone: it touches neither the config nor a file of values.
 */
export async function formerValues(
  scope: Scope,
  { configFile, valueFiles, folder, today }: Settings,
  base: BaseReader | undefined,
): Promise<FormerlyGiven | undefined> {
  if (base === undefined || configFile === undefined) return undefined;
  // Where everything is looked at, the changed files are not known.
  const changed = scope.kind === "all" ? undefined : new Set(scope.files.map(({ path }) => path));
  if (changed !== undefined && ![configFile, ...valueFiles].some((path) => changed.has(path))) return undefined;
  const file = { path: configFile, text: (await textOf(configFile, base)) ?? "" };
  const asked = new Set<string>();
  // The first reading tells which files it needs; they cannot be read in the midst of it.
  loadConfig(file, { readFile: (path) => void asked.add(path), today });
  const texts = new Map<string, string | undefined>();
  for (const path of asked) texts.set(path, await textOf(path, base));
  const { config } = loadConfig(file, { readFile: (path) => texts.get(path), today });
  return (path) => whatIsGiven(config.validate ?? {}, folder, path).values ?? {};
}

async function textOf(path: string, base: BaseReader): Promise<string | undefined> {
  const before = await base.read(path);
  return before.kind === "text" ? before.text : undefined;
}
