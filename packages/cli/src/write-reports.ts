import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  type Format,
  type FormatContext,
  formatById,
  type Report,
  renderParts,
  verdictSentence,
  withoutCommands,
} from "@redshift-guard/core";
import { orUsageError } from "./or-usage-error.ts";
import { print, printCommands, printError } from "./print.ts";
import { reasonOf } from "./reason-of.ts";
import { UsageError } from "./usage-error.ts";

export interface WantedReport {
  readonly format: Format;
  /** Absent for the standard output. */
  readonly file?: string;
}

/** `ID` for the standard output, `ID=FILE` for a file; without any, `text` on the standard output. */
export function wantedReports(options: readonly string[]): WantedReport[] {
  const wanted = options.map((option): WantedReport => {
    const at = option.indexOf("=");
    const format = orUsageError(() => formatById(at === -1 ? option : option.slice(0, at)));
    const file = option.slice(at + 1);
    if (at !== -1 && file === "") throw new UsageError(`\`--format ${option}\` names no file after \`=\`.`);
    return at === -1 ? { format } : { format, file };
  });
  const toOutput = wanted.filter(({ file }) => file === undefined);
  if (toOutput.length > 1) {
    const ids = toOutput.map(({ format }) => format.id).join(", ");
    throw new UsageError(
      `Only one format can go to the standard output, not ${ids}. Write \`ID=FILE\` for the others.`,
    );
  }
  const files = wanted.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.slice(0, index).some((other) => resolve(other) === resolve(file)));
  if (twice !== undefined) throw new UsageError(`Two formats would be written to \`${twice}\`. Name a file for each.`);
  return wanted.length === 0 ? [{ format: formatById("text") }] : wanted;
}

export function writeReports(report: Report, wanted: readonly WantedReport[], context: FormatContext): void {
  const wholeReport = wanted.find(({ file }) => file !== undefined)?.file;
  const inFull: FormatContext = wholeReport === undefined ? context : { ...context, wholeReport };
  for (const { format, file } of wanted) {
    if (file !== undefined) {
      const parts = renderParts(format, report, { ...inFull, color: false });
      writeWhole(file, isOutput(file) && !format.isCommands ? harmless(parts) : parts);
    } else for (const part of renderParts(format, report, inFull)) (format.isCommands ? printCommands : print)(part);
  }
  const files = wanted.flatMap(({ file }) => (file === undefined || isStream(file) ? [] : [`\`${file}\``]));
  // Otherwise a red run would end without a word. A shard gives no verdict.
  if (report.conclusion === "failure" && report.shard === undefined && files.length === wanted.length)
    printError(`redshift-guard failed: ${verdictSentence(report)} Written to ${files.join(", ")}.\n`);
}

/** Makes the folders; the file appears whole or not at all. What is no file on a disk is written to, and stays what it is. */
function writeWhole(file: string, parts: Iterable<string>): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    if (isStream(file)) {
      // Not truncated: what was written to the open file before is not the report's to take away.
      writeParts(openSync(file, "a"), parts);
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeParts(openSync(draft, "w"), parts);
    renameSync(draft, file);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw new UsageError(
      `The report \`${file}\` could not be written (${reasonOf(error)}). Check the folder and its permissions.`,
    );
  }
}

/** A device, a pipe, or a name for an open file such as `/dev/stdout` and the shell's `>(gzip)`. */
function isStream(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return false;
  return !stat.isFile() || /^\/dev\/std(?:out|err)$|^\/proc\/[^/]+\/fd\/\d+$/.test(openName(file));
}

/** The standard output or error by a name of it, such as `/dev/stdout`: a log that a runner may read. */
function isOutput(file: string): boolean {
  return existsSync(dirname(file)) && /^\/dev\/std(?:out|err)$|^\/proc\/[^/]+\/fd\/[12]$/.test(openName(file));
}

function* harmless(parts: Iterable<string>): Generator<string> {
  for (const part of parts) yield withoutCommands(part);
}

/** `/dev/fd` and `/proc/self` are links to the folder of the open files. */
function openName(file: string): string {
  return join(realpathSync(dirname(file)), basename(file));
}

function writeParts(descriptor: number, parts: Iterable<string>): void {
  try {
    for (const part of parts) writeFileSync(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}
