import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import type { Finding } from "../finding.ts";
import type { TextFile } from "../source.ts";
import { folderOf, isModuleFile, type ModuleOf } from "../terraform/module.ts";
import { configFinding } from "./config-finding.ts";
import type { ValidateSettings } from "./config-shape.ts";
import { decidingGlob } from "./deciding-glob.ts";

/** What stands in the files that a glob reaches. */
interface Reached {
  readonly words: Set<string>;
  /** Of the modules whose words are among them. */
  readonly folders: Set<string>;
}

/**
 * Names for which the config itself gives a value, and that stand in no file that it reaches. `files` is everything that
 * was looked at; `folder` is the config's, empty or with a slash at the end. What the values of a Terraform file are for may
 * stand in the files beside it.
 */
export function* unusedValues(
  { values = new Map() }: Pick<ValidateSettings, "values">,
  folder: string,
  files: readonly TextFile[],
  moduleOf: ModuleOf = () => ({ files: [], notRead: [] }),
): Iterable<Finding> {
  if (values.size === 0) return;
  const reached = new Map<string, Reached>();
  const own = new Set([...values.values()].map(({ at }) => at.file));
  for (const { path, text } of files) {
    // It names them all.
    if (own.has(path)) continue;
    const glob = decidingGlob(values, folder, path);
    if (glob === undefined) continue;
    const { words, folders } = reached.get(glob) ?? { words: new Set(), folders: new Set() };
    reached.set(glob, { words, folders });
    addWords(text, words);
    if (!isModuleFile(path) || folders.has(folderOf(path))) continue;
    folders.add(folderOf(path));
    for (const beside of moduleOf(path).files) addWords(beside.text, words);
  }
  for (const [glob, { names }] of values) {
    const words = reached.get(glob)?.words;
    // A glob that reaches no file at all has a finding of its own.
    if (words === undefined) continue;
    for (const [name, at] of names) {
      if (name.startsWith("AWS::") || words.has(name)) continue;
      const hint = didYouMean(closest(name, words), "Correct the name, or remove it.");
      const details = `No file that \`${glob}\` reaches has a parameter \`${name}\`, so this value is used nowhere. ${hint}`;
      yield configFinding("CONFIG_VALUE_UNUSED", at, details);
    }
  }
}

function addWords(text: string, words: Set<string>): void {
  for (const [word] of text.matchAll(/[\w-]+/g)) words.add(word);
}
