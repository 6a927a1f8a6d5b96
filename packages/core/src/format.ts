import { issueCodeOf } from "./check.ts";
import { checks } from "./checks/index.ts";
import { closest } from "./closest.ts";
import type { FindingType } from "./finding.ts";
import { formats } from "./formats/index.ts";
import { defaultFailOn, type Report } from "./report.ts";

/** A way to write a report down. One file in `formats/` each; the file's name is the id. */
export interface Format {
  readonly id: string;
  /** One line: what it is for. */
  readonly title: string;
  /** Its lines are commands to GitHub's runner; it escapes in them what others wrote. */
  readonly isCommands?: true;
  render(report: Report, context: FormatContext): string;
  /** The same text in parts, where a large report would be too much for one string. */
  parts?(report: Report, context: FormatContext): Iterable<string>;
}

/** What a format may use beside the report. */
export interface FormatContext {
  /** File as named in the locations -> its text, for code frames. A file that is missing here is shown without one. */
  readonly texts: ReadonlyMap<string, string>;
  readonly color: boolean;
  readonly failOn: ReadonlySet<FindingType>;
  /** Columns that a line may fill, for formats that are read on a terminal. */
  readonly width: number;
  /** Where the whole report stands, for formats that have to cut: `report.json`, "the job summary". */
  readonly wholeReport?: string;
  /** What is known about an issue code beyond its findings. */
  describe(issueCode: string): IssueDescription | undefined;
}

/** What is to be said about every finding of one code: a check's own words. */
export interface IssueDescription {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly why: string;
  /** Markdown. */
  readonly fix: string;
}

/** A report as a format writes it, for files: part by part where it can be large. */
export function renderParts(format: Format, report: Report, context: FormatContext): Iterable<string> {
  return format.parts?.(report, context) ?? [format.render(report, context)];
}

/** A context from what the caller knows; the rest is what a file in a pipeline wants. */
export function formatContext(known: Partial<Omit<FormatContext, "describe">> = {}): FormatContext {
  return { texts: new Map(), color: false, failOn: defaultFailOn, width: 100, describe: describeIssue, ...known };
}

let described: ReadonlyMap<string, IssueDescription> | undefined;

function describeIssue(issueCode: string): IssueDescription | undefined {
  described ??= new Map(checks.map((check) => [issueCodeOf(check.id), check]));
  return described.get(issueCode);
}

/** Throws a TypeError that names the formats there are, and the one that was probably meant. */
export function formatById(id: string): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (format !== undefined) return format;
  const ids = formats.map((candidate) => candidate.id);
  const meant = closest(id, ids);
  const hint = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
  throw new TypeError(`There is no format \`${id}\`.${hint} The formats are ${ids.join(", ")}.`);
}
