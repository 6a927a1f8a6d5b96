import { readFileSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import { type Config, loadConfig } from "@redshift-guard/core";

export interface ReadConfig {
  readonly config: Config;
  /** The config and the policy files that it names, by path: for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Throws a TypeError when the config itself cannot be read; a missing file that it names is a finding of its own. */
export function readConfig(root: string, path: string, today: string): ReadConfig {
  const texts = new Map<string, string>();
  const readFile = (name: string): string | undefined => {
    try {
      // Reports quote what is read; the workflow may name any config, a config only files of the repository.
      if (name !== path && !realpathSync(resolve(root, name)).startsWith(realpathSync(root) + sep)) return undefined;
      const text = readFileSync(resolve(root, name), "utf8");
      texts.set(name, text);
      return text;
    } catch {
      // Reported as a finding where it is named.
      return undefined;
    }
  };
  const text = readFile(path);
  if (text === undefined) {
    throw new TypeError(
      `The config \`${path}\` cannot be read. Check the input \`config\`, and that the repository was checked out before this step.`,
    );
  }
  return { config: loadConfig({ path, text }, { readFile, today }).config, texts };
}
