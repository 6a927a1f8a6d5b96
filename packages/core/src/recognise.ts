import { templateIn } from "./hcl/template-file.ts";
import { parseText } from "./parse-policy.ts";
import type { NotAnalysed } from "./report.ts";
import type { Source, TextFile } from "./source.ts";
import { sources } from "./sources/index.ts";
import type { ParsedText } from "./syntax/json.ts";
import { positionsIn } from "./syntax/position.ts";
import { noPolicy, notAnalysed, reasonNotToRead, tooDeep } from "./validate.ts";

export interface RecognisedFile {
  readonly source: Source;
  /** Absent for files that are neither JSON nor YAML. */
  readonly parsed: ParsedText | undefined;
}

/** Reads a file as far as to know what kind it is; or the outcome of a file that is of none. */
export function recognise(file: TextFile): RecognisedFile | { readonly outcome: NotAnalysed } {
  const unreadable = reasonNotToRead(file.text);
  if (unreadable !== undefined) return { outcome: notAnalysed(file.path, unreadable, file.path) };
  const syntax = syntaxOf(file);
  const parsed = syntax === undefined ? undefined : parseText(file.text, { syntax });
  if (parsed?.tooDeep !== undefined) return { outcome: tooDeep(file.path, file.text, parsed.tooDeep, file.path) };
  const source = sources.find((candidate) => candidate.recognises(file, parsed));
  if (source !== undefined) return { source, parsed };
  const fault = parsed?.problems[0];
  if (fault === undefined || !mentionsPolicy(file.text)) {
    return { outcome: noPolicy(file.path, parsed ?? { problems: [] }, file.path) };
  }
  const reason = {
    code: "SYNTAX",
    details: `The text speaks of a policy, and none could be read in it. ${fault.details} Mend that, and run again.`,
  };
  return { outcome: notAnalysed(file.path, reason, file.path, positionsIn(file.text).span(fault.at)) };
}

/** A file without a policy may be passed over; one whose policy cannot be read may not. */
function mentionsPolicy(text: string): boolean {
  return /\bStatement["']?[ \t]*:/.test(text) && /\bEffect\b/.test(text);
}

/** By the file's name; where that says nothing, JSON is what begins as JSON. */
function syntaxOf(file: TextFile): "json" | "yaml" | undefined {
  if (templateIn(file) !== undefined) return undefined;
  const { path, text } = file;
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  switch (extension) {
    case "tf":
    case "hcl":
      return undefined;
    case "yml":
    case "yaml":
      return "yaml";
    case "json":
      return "json";
    default:
      return /^[\s\uFEFF]*[{["]/.test(text) ? "json" : "yaml";
  }
}
