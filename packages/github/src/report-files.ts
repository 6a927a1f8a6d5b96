import { closeSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { type FormatContext, formatById, type Report, renderParts } from "@redshift-guard/core";
import type { WantedReport } from "./input-reader.ts";

/** Throws a TypeError for a format that does not exist, before anything is looked at. */
export function checkReports(reports: readonly WantedReport[]): void {
  for (const { format } of reports) formatById(format);
}

/** Writes each report; gives their paths as the workflow named them. Throws when one cannot be written. */
export function writeReports(
  report: Report,
  reports: readonly WantedReport[],
  context: FormatContext,
  root: string,
): readonly string[] {
  return reports.map(({ format, path }) => {
    const parts = renderParts(formatById(format), report, context);
    write(resolve(root, path), parts, isAbsolute(path) ? undefined : root);
    return path;
  });
}

/** The file appears whole or not at all. A folder that the pull request made a link to elsewhere is refused. */
function write(file: string, parts: Iterable<string>, inside: string | undefined): void {
  const folder = dirname(file);
  const draft = join(folder, `.${basename(file)}.${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    if (inside !== undefined && !`${realpathSync(folder)}${sep}`.startsWith(realpathSync(inside) + sep)) {
      throw new TypeError(
        `The report \`${file}\` would be written outside of the repository, through a link. Choose another path.`,
      );
    }
    writeParts(openSync(draft, "wx"), parts);
    // Renaming replaces a link itself, not what it points to.
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    if (error instanceof TypeError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new TypeError(`The report \`${file}\` could not be written (${code}). Check the folder and its permissions.`);
  }
}

function writeParts(descriptor: number, parts: Iterable<string>): void {
  try {
    for (const part of parts) writeFileSync(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}
