import { lstatSync } from "node:fs";
import { dirname, extname, join, posix } from "node:path";
import {
  type Config,
  configNameIn,
  defaultFailOn,
  type Finding,
  type FindingType,
  type FindPoliciesOptions,
  failOnFrom,
  loadConfig,
  matchesPathGlob,
  type NotAnalysed,
  type ValidateSettings,
  whatIsGiven,
} from "@redshift-guard/core";
import type { Inputs } from "./inputs.ts";
import { readRepositoryFile } from "./repository-files.ts";

/** What the inputs and the config say together; an input is stronger. */
export interface Settings {
  /** `YYYY-MM-DD`: by it suppressions expire and service data grows old. */
  readonly today: string;
  /** The config's file; absent when there is none. */
  readonly configFile?: string;
  /** Where the config's globs start: empty, or with a slash at the end. */
  readonly folder: string;
  /** Files that the run reads for itself: a glob that reaches one does not make it a policy. */
  readonly ownFiles: ReadonlySet<string>;
  readonly configFindings: readonly Finding[];
  /** The config was named and could not be read. */
  readonly notRead?: NotAnalysed;
  readonly failOn: ReadonlySet<FindingType>;
  readonly validate: Partial<ValidateSettings>;
  /** Where policies are, if somebody said so. */
  readonly globs: readonly string[];
  /** Who said so, in words. */
  readonly globsFrom: string;
  /** Those without a wildcard: files, or folders. */
  readonly named: readonly string[];
  /**
   * Whether a glob reaches the path and names its extension: `*.policy` is meant for policies, `**` for whatever looks
   * like one.
   */
  namesKind(path: string): boolean;
  /** Whether somebody said which files hold policies, and if so, whether the path is one of them. */
  isWanted(path: string): boolean | undefined;
  /** Files of the repository that hold values for the policies of others. */
  readonly valueFiles: readonly string[];
  /** The type and the values that are given for the policies of a file. */
  givenOf(path: string): FindPoliciesOptions;
}

export function readSettings(inputs: Inputs, root: string, today: string): Settings {
  const path =
    inputs.config === undefined
      ? configNameIn((name) => lstatSync(join(root, name), { throwIfNoEntry: false }) !== undefined)
      : posix.normalize(inputs.config);
  if (path === undefined) return settingsFrom(inputs, undefined, "", today);
  const file = readRepositoryFile(root, path, inputs.config === undefined ? undefined : "config");
  if ("kind" in file) return { ...settingsFrom(inputs, undefined, "", today), configFile: path, notRead: file };
  const readFile = (name: string): string | undefined => {
    const read = readRepositoryFile(root, name);
    return "kind" in read ? undefined : read.text;
  };
  const { config } = loadConfig(file, { readFile, today });
  const folder = dirname(path) === "." ? "" : `${dirname(path)}/`;
  const settings = settingsFrom(inputs, config, folder, today);
  const valueFiles = [...(settings.validate.values?.values() ?? [])].flatMap((given) =>
    given.files.map((path) => posix.normalize(path)),
  );
  return { ...settings, configFile: path, valueFiles, ownFiles: new Set([...settings.ownFiles, path, ...valueFiles]) };
}

function settingsFrom(inputs: Inputs, config: Config | undefined, folder: string, today: string): Settings {
  const validate: Partial<ValidateSettings> = config?.validate ?? {};
  const written = inputs.paths.length > 0 ? inputs.paths : validate.paths?.map((glob) => folder + glob);
  const globs = written?.map(fromRoot);
  const weakest = inputs.failOn ?? validate.failOn;
  return {
    today,
    folder,
    ownFiles: new Set(inputs.baseline === undefined ? [] : [posix.normalize(inputs.baseline)]),
    configFindings: config?.findings ?? [],
    failOn: weakest === undefined ? defaultFailOn : failOnFrom(weakest),
    validate,
    globs: globs ?? [],
    globsFrom: inputs.paths.length > 0 ? "the input `paths`" : `\`validate.paths\` of \`${config?.file ?? ""}\``,
    named: (globs ?? []).filter((glob) => !/[*?]/.test(glob)),
    namesKind: (path) =>
      globs?.some(
        (glob) =>
          glob === path || (extname(glob) !== "" && extname(glob) === extname(path) && matchesPathGlob(glob, path)),
      ) === true,
    isWanted: (path) => globs?.some((glob) => matchesPathGlob(glob, path)),
    valueFiles: [],
    givenOf: (path) => whatIsGiven(validate, folder, path, inputs.policyType),
  };
}

/**
 * The glob as GitHub and git write paths, from the root of the checkout: `./policies`, `/policies` and `ci/../policies`
 * are the same.
 */
function fromRoot(glob: string): string {
  return posix.normalize(glob.replace(/^\/+/, ""));
}
