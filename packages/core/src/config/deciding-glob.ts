import { matchesPathGlob } from "../path-glob.ts";

/**
 * Which of the globs that a member of the config maps to something decides for a file: the first that reaches it. `folder`
 * is the config's, empty or with a slash at the end.
 */
export function decidingGlob(byGlob: ReadonlyMap<string, unknown>, folder: string, path: string): string | undefined {
  for (const glob of byGlob.keys()) if (matchesPathGlob(folder + glob, path)) return glob;
  return undefined;
}
