import type { Location } from "./finding.ts";
import { isHclFile } from "./hcl/hcl-file.ts";
import type { TextFile } from "./source.ts";
import { positionsIn } from "./syntax/position.ts";

/** A comment that lets one finding pass: `# redshift-guard: ignore CODE why`. */
export interface InlineSuppression {
  readonly code: string;
  /** Empty when the comment gives none; then it does nothing. */
  readonly reason: string;
  readonly at: Location;
  /** The line whose findings it is for: its own, or the next when it stands alone. From 1. */
  readonly line: number;
}

const comment = /^(?<before>[^\n]*?)#[ \t]*redshift-guard:[ \t]*ignore[ \t]+(?<code>[A-Z][A-Z0-9_]*)(?<reason>[^\n]*)$/;

/** The comments of a file in YAML or HCL that let findings pass, in written order. */
export function inlineSuppressions({ path, text }: TextFile): InlineSuppression[] {
  // JSON has no comments, and nothing in it is read as one.
  if (!(/\.ya?ml$/i.test(path) || isHclFile(path)) || !text.includes("redshift-guard:")) return [];
  const positions = positionsIn(text);
  const found: InlineSuppression[] = [];
  const lines = text.split("\n");
  const after = linesAfter(lines);
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    const groups = line.includes("redshift-guard:") ? comment.exec(line)?.groups : undefined;
    if (groups !== undefined) {
      const { before = "", code = "", reason = "" } = groups;
      const range = { start: offset + before.length, end: offset + line.trimEnd().length };
      const at: Location = { file: path, path: [], policyPath: [], span: positions.span(range) };
      found.push({
        code,
        reason: reason.trim(),
        at,
        line: before.trim() === "" ? (after[index] as number) : index + 1,
      });
    }
    offset += line.length + 1;
  }
  return found;
}

/**
 * For each line the number, from 1, of the next line that is more than a comment. Runs from the end, so that each line
 * is read once.
 */
function linesAfter(lines: readonly string[]): readonly number[] {
  const after: number[] = [];
  let next = lines.length + 1;
  for (let index = lines.length - 1; index >= 0; index--) {
    after[index] = next;
    if (!(lines[index] as string).trim().startsWith("#")) next = index + 1;
  }
  return after;
}
