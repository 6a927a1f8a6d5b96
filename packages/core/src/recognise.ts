import { amidText } from "./amid-text.ts";
import { isHclFile } from "./hcl/hcl-file.ts";
import { templateIn } from "./hcl/template-file.ts";
import { nearlyPolicy } from "./nearly-policy.ts";
import { noPolicy, notAnalysed, tooDeep } from "./not-analysed.ts";
import { parseText } from "./parse-policy.ts";
import { reasonNotToRead } from "./reason-not-to-read.ts";
import type { NotAnalysed } from "./report.ts";
import type { Source, TextFile } from "./source.ts";
import { sources } from "./sources/index.ts";
import type { ParsedText } from "./syntax/json.ts";
import { positionsIn } from "./syntax/position.ts";

/** A file of a known kind, parsed where it is JSON or YAML. */
export interface RecognisedFile {
  readonly source: Source;
  /** Undefined for files that are neither. */
  readonly syntax: "json" | "yaml" | undefined;
  /** Absent for files that are neither JSON nor YAML. */
  readonly parsed: ParsedText | undefined;
}

/** Reads a file as far as needed to know its kind; or gives the outcome of a file of no known kind. */
export function recognise(file: TextFile): RecognisedFile | { readonly outcome: NotAnalysed } {
  const unreadable = reasonNotToRead(file.text);
  // To Terraform that is a file like any other: many a module has an `outputs.tf` and nothing to put out.
  if (unreadable?.code === "EMPTY" && isHclFile(file.path))
    return { outcome: noPolicy(file.path, undefined, file.path) };
  if (unreadable !== undefined) return { outcome: notAnalysed(file.path, unreadable, file.path) };
  const syntax = syntaxOf(file);
  const parsed = syntax === undefined ? undefined : parseText(file.text, { syntax });
  if (parsed?.tooDeep !== undefined) return { outcome: tooDeep(file.path, file.text, parsed.tooDeep, file.path) };
  const amid = parsed === undefined || syntax === "json" ? undefined : amidText(file, parsed);
  if (amid !== undefined)
    return { outcome: notAnalysed(file.path, amid, file.path, positionsIn(file.text).span(amid.at)) };
  const source = sources.find((candidate) => candidate.recognises(file, parsed));
  if (source !== undefined) return { source, syntax, parsed };
  const nearly = nearlyPolicy(file, parsed);
  if (nearly === undefined) return { outcome: noPolicy(file.path, parsed, file.path) };
  return { outcome: notAnalysed(file.path, nearly, file.path, positionsIn(file.text).span(nearly.at)) };
}

/** By the file's name; where that says nothing, JSON is what begins as JSON. */
function syntaxOf(file: TextFile): "json" | "yaml" | undefined {
  const { path, text } = file;
  if (isHclFile(path) || templateIn(file) !== undefined) return undefined;
  if (/\.ya?ml$/i.test(path)) return "yaml";
  return /\.json$/i.test(path) || /^[\s\uFEFF]*[{["]/.test(text) ? "json" : "yaml";
}
