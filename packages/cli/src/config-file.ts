import { lstatSync } from "node:fs";
import { dirname } from "node:path";
import {
  type Config,
  configNameIn,
  type FindPoliciesOptions,
  loadConfig,
  type PolicyType,
  whatIsGiven,
} from "@redshift-guard/core";
import { nameOf } from "./name-of.ts";
import { orUsageError } from "./or-usage-error.ts";
import { readPolicyFile } from "./read-file.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";

export interface ConfigFile {
  readonly config: Config;
  /** The config and the policy files that it names, by name: for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The named config, or the one of this folder; undefined where none is named and none is there. */
export function readConfigFile(named: string | undefined): ConfigFile | undefined {
  const path = named ?? ownName();
  if (path === undefined) return undefined;
  const texts = new Map<string, string>();
  const file = readPolicyFile(path, path.replaceAll("\\", "/"));
  if ("kind" in file) throw new UsageError(`The config \`${path}\` is not usable. ${file.finding.findingDetails}`);
  texts.set(file.path, file.text);
  const { config } = loadConfig(file, { today: today(), readFile });
  return { config, texts };

  function readFile(name: string): string | undefined {
    const read = readPolicyFile(name, name);
    if ("kind" in read) return undefined;
    texts.set(name, read.text);
    return read.text;
  }
}

/** A link to nowhere is a config, too: without it, the run would be another one than was meant. */
function ownName(): string | undefined {
  return orUsageError(() => configNameIn((name) => lstatSync(name, { throwIfNoEntry: false }) !== undefined));
}

/** Where the config's globs start, as the files below are named: empty, or with a slash at the end. */
export function folderOfConfig(config: Pick<Config, "file"> | undefined): string {
  const folder = config === undefined ? "." : nameOf(dirname(config.file));
  return folder === "." ? "" : folder.replace(/\/?$/, "/");
}

/** The config for commands that report no findings: one with an error in it is wrong use, told with the first. */
export function readSoundConfig(named: string | undefined): Config | undefined {
  const configFile = readConfigFile(named);
  if (configFile === undefined || !isWrong(configFile)) return configFile?.config;
  const error = configFile.config.findings.find(({ findingType }) => findingType === "ERROR");
  const { line, column } = error?.locations[0]?.span.start ?? { line: 1, column: 0 };
  throw new UsageError(
    `The config \`${configFile.config.file}\` is not usable. Line ${line}, column ${column + 1}: ${error?.findingDetails}`,
  );
}

/** What the config, or before it the command line, says of the policies of a file. */
export function givenOf(
  config: Config | undefined,
  path: string,
  policyType?: PolicyType,
): Pick<FindPoliciesOptions, "policyType" | "values"> {
  return whatIsGiven(config?.validate ?? {}, folderOfConfig(config), path, policyType);
}

/** A wrong config is wrong use, whatever else the run found. */
export function isWrong({ config }: ConfigFile): boolean {
  return config.findings.some(({ findingType }) => findingType === "ERROR");
}
