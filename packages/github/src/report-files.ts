import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
import {
  type FormatContext,
  findPolicies,
  formatById,
  maxTextLength,
  type Report,
  renderParts,
} from "@redshift-guard/core";
import type { WantedReport } from "./input-reader.ts";

export interface ReportPlaces {
  /** The checkout. */
  readonly root: string;
  /** The runner's folder for temporary files. */
  readonly temp: string | undefined;
  /** What the run reads besides policies: the config, a baseline. */
  readonly inputs: readonly string[];
}

/** Throws a TypeError for what could not be written in the end, or would be lost by it, before anything is looked at. */
export function checkReports(reports: readonly WantedReport[], places: ReportPlaces): void {
  const taken = new Set<string>();
  for (const { format, path } of reports) {
    formatById(format);
    const file = resolve(places.root, path);
    if (taken.has(file)) throw new TypeError(`Two reports would be written to \`${path}\`. Name a file for each.`);
    taken.add(file);
    checkPlace(path, file, places);
  }
}

function checkPlace(path: string, file: string, { root, temp, inputs }: ReportPlaces): void {
  const folders = [root, ...(temp === undefined || temp === "" ? [] : [temp])].map((folder) => resolve(folder));
  if (!folders.some((folder) => file.startsWith(folder + sep))) {
    throw new TypeError(
      `The report \`${path}\` would be written outside of the repository. Name a file in it, or in \`\${{ runner.temp }}\`.`,
    );
  }
  const why = inputs.some((input) => resolve(root, input) === file)
    ? "this run reads it"
    : holdsPolicy(file)
      ? "it holds a policy"
      : undefined;
  if (why !== undefined)
    throw new TypeError(`The report \`${path}\` would write over a file: ${why}. Name another one.`);
}

/** Larger files are no policies. */
function holdsPolicy(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > maxTextLength) return false;
  return findPolicies({ path: file, text: readFileSync(file, "utf8") }).length > 0;
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
        `The report \`${file}\` would be written outside of the repository, perhaps through a link. Choose another path.`,
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
