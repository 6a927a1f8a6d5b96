import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import type { Finding } from "../finding.ts";
import { matchesPathGlob } from "../path-glob.ts";
import { configFinding } from "./config-finding.ts";
import type { ValidateSettings } from "./config-shape.ts";

/**
 * Paths of the config that no file has: what they should guard is not guarded. `files` is everything that was looked
 * at; `folder` is the config's, where globs start, empty or with a slash at the end.
 */
export function* unmatchedPaths(
  { policyTypes, values, forbiddenActions = [] }: Pick<ValidateSettings, "policyTypes" | "values" | "forbiddenActions">,
  folder: string,
  files: readonly string[],
): Iterable<Finding> {
  const isUnmatched = (glob: string): boolean => !files.some((file) => matchesPathGlob(folder + glob, file));
  for (const { path, at } of forbiddenActions) {
    if (path === undefined || !isUnmatched(path)) continue;
    const details = `No file that was looked at matches \`${path}\`, so these actions are forbidden nowhere. ${hint(path)}`;
    yield configFinding("CONFIG_NO_FILE_MATCHES", at, details);
  }
  for (const [glob, { at }] of policyTypes ?? []) {
    if (!isUnmatched(glob)) continue;
    const details = `No file that was looked at matches \`${glob}\`, so no policy is taken for this type. ${hint(glob)}`;
    yield configFinding("CONFIG_NO_FILE_MATCHES", at, details);
  }
  for (const [glob, { at }] of values ?? []) {
    if (!isUnmatched(glob)) continue;
    const details = `No file that was looked at matches \`${glob}\`, so these values are given to no policy. ${hint(glob)}`;
    yield configFinding("CONFIG_NO_FILE_MATCHES", at, details);
  }

  function hint(glob: string): string {
    const [first = "", ...rest] = glob.split("/");
    const inFolder = files.flatMap((file) => (file.startsWith(folder) ? [file.slice(folder.length)] : []));
    const names = new Set(inFolder.map((file) => file.split("/")[0] as string));
    const meant = names.has(first) ? undefined : closest(first, names);
    return didYouMean(
      meant === undefined ? undefined : [meant, ...rest].join("/"),
      "Mend the path, which counts from the folder of the config, or remove the entry.",
    );
  }
}
