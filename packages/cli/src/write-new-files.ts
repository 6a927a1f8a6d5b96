import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inWords, type TextFile } from "@redshift-guard/core";
import { reasonOf } from "./reason-of.ts";
import { UsageError } from "./usage-error.ts";

/** Writes the files below the folder. Without `force` all or none, and never over one that is there. Gives their paths. */
export function writeNewFiles(files: readonly TextFile[], folder: string, force: boolean): string[] {
  const paths = files.map(({ path }) => join(folder, path));
  const there = paths.filter((path) => existsSync(path));
  if (there.length > 0 && !force) {
    const names = inWords(
      there.map((path) => `\`${path}\``),
      5,
    );
    throw new UsageError(`${names} would be written over. Choose another place, or add \`--force\`.`);
  }
  for (const [index, path] of paths.entries()) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      // Without force, a file that has come since is not written over either.
      writeFileSync(path, files[index]?.text ?? "", { flag: force ? "w" : "wx" });
    } catch (error) {
      // With force, what was written over is gone in any case.
      if (!force) for (const written of paths.slice(0, index)) rmSync(written);
      throw new UsageError(`\`${path}\` could not be written (${reasonOf(error)}). Check its folder and permissions.`);
    }
  }
  return paths;
}
