import type { FoundPolicy } from "./source.ts";
import type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
import type { Range } from "./syntax/node.ts";
import { problemsToTell } from "./syntax/problems-to-tell.ts";

/** The faults of a file, each to be told of one of its policies or of the file. */
export class FileFaults {
  readonly #firstGuess: number;
  #left: readonly SyntaxProblem[];
  /** Of the policy before: a variant of it stands at the same place, and has the same. */
  #before: { readonly at: Range; readonly own: readonly SyntaxProblem[] } | undefined;

  constructor(parsed: ParsedText | undefined) {
    this.#left = parsed?.everyProblem ?? parsed?.problems ?? [];
    this.#firstGuess = Math.min(...this.#left.flatMap(({ at, isGuess }) => (isGuess === true ? at.start : [])));
  }

  /** Those that stand in one of its policies, which has them for itself; a policy that is the whole file has them all. */
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

  /** Those outside of the policies that were asked for. Where reading went astray before, they are none of their own. */
  outside(): readonly SyntaxProblem[] {
    return problemsToTell(this.#left.filter(({ at }) => at.start <= this.#firstGuess));
  }
}

/** Before the bracket that ends it: what is missing right after a policy is missing in the file. */
function isInside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end < outer.end;
}
