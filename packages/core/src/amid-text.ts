import { inWords } from "./in-words.ts";
import { mentionsStatements, type NearlyPolicy } from "./nearly-policy.ts";
import type { TextFile } from "./source.ts";
import type { ParsedText } from "./syntax/json.ts";
import { positionsIn } from "./syntax/position.ts";

/**
 * Why a text is not read that is not data at all: a documentation page, an e-mail, what a command printed before its
 * JSON. YAML would read its sentences as keys and values. Undefined for data, faulty or not.
 */
export function amidText(file: TextFile, parsed: ParsedText): NearlyPolicy | undefined {
  const { path, text } = file;
  if (parsed.problems.length === 0 || /\.(?:json|ya?ml)$/i.test(path) || startsAsData(text)) return undefined;
  const speaksOfPolicy = mentionsStatements(text);
  // Not at the beginning of its line, as in a program, it may be some other object.
  const beginning = speaksOfPolicy ? /\{\s*(["']?)(?:Version|Id|Statement)\1\s*:/g : atLineBegin;
  const starts = [...text.matchAll(beginning)].map((found) => found.index + found[0].indexOf("{"));
  const [first] = starts;
  if (first === undefined) {
    if (speaksOfPolicy) {
      const details =
        "This text mentions a policy, and it is neither JSON nor YAML. Write the policy into a file of its own; Terraform is known by the file's name.";
      return { code: "SYNTAX", details, at: { start: 0, end: 0 } };
    }
    const details =
      "There is no policy in this text, and it is neither JSON nor YAML. Check the path; Terraform is known by the file's name.";
    return { code: "NO_POLICY", details, at: { start: 0, end: 0 } };
  }
  const positions = positionsIn(text);
  const lines = starts.map((start) => `${positions.at(start).line}`);
  const [what, where, each] =
    starts.length === 1 ? ["A policy begins", "line", "it"] : ["Policies begin", "lines", "each"];
  const details = `${what} in the midst of other text, at ${where} ${inWords(lines, 5)}. Copy ${each} into a file of its own, and nothing with it.`;
  return { code: "SYNTAX", details, at: { start: first, end: first + 1 } };
}

/**
 * Where nothing else mentions statements: other objects have a version and an id too, but not a version of IAM's
 * language.
 */
const atLineBegin = /^[ \t]*\{\s*(?:"Id"\s*:\s*"[^"\n]*"\s*,\s*)?"Version"\s*:\s*"20\d\d-\d\d-\d\d"/gm;

/** A key, an item, a comment or the beginning of a document; not the title of a page in Markdown. */
function startsAsData(text: string): boolean {
  return !/^ *```/m.test(text) && /^[\s\uFEFF]*(?:[{["#%&!]|---|- |['\w./-]+[ \t]*:(?:\s|$))/.test(text);
}
