import type { FoundPolicy } from "./source.ts";
import type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
import type { Range } from "./syntax/node.ts";
import { problemsToTell } from "./syntax/problems-to-tell.ts";

/** The faults of a file's text, each reported once: with one of its policies, or with the file. */
export class FileFaults {
  readonly #firstGuess: number;
  #left: readonly SyntaxProblem[];
  /** Those of the previous policy: its variants stand at the same place and have the same ones. */
  #before: { readonly at: Range; readonly own: readonly SyntaxProblem[] } | undefined;

  constructor(parsed: ParsedText | undefined) {
    this.#left = parsed?.everyProblem ?? parsed?.problems ?? [];
    this.#firstGuess = Math.min(...this.#left.flatMap(({ at, isGuess }) => (isGuess === true ? at.start : [])));
  }

  /** Takes the faults that stand in a policy of the file; a policy that is the whole file has them all. */
  takeOwn(found: FoundPolicy): readonly SyntaxProblem[] {
    // Offsets in the text of a string are not the file's.
    if (found.mapRange !== undefined) return [];
    const { start, end } = found.node;
    if (this.#before?.at.start === start && this.#before.at.end === end) return this.#before.own;
    if (this.#left.length === 0) return [];
    const own = found.policyPath.length === 0 ? this.#left : this.#left.filter(({ at }) => isInside(at, found.node));
    this.#left = this.#left.filter((fault) => !own.includes(fault));
    this.#before = { at: { start, end }, own: problemsToTell(own) };
    return this.#before.own;
  }

  /**
   * Those that no policy has taken. What follows a fault after which reading was a guess is left out.
   */
  outside(): readonly SyntaxProblem[] {
    return problemsToTell(this.#left.filter(({ at }) => at.start <= this.#firstGuess));
  }
}

/** Before its closing bracket: what is missing right after a policy is missing in the file. */
function isInside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end < outer.end;
}
