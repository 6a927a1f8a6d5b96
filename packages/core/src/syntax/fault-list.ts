import type { SyntaxProblem } from "./json.ts";

/** After this many faults the text is no JSON; the last problem says that reading stopped. */
const maxProblems = 100;

/** The faults of one text, in the order in which they were met. */
export class FaultList {
  readonly problems: SyntaxProblem[] = [];

  get isFull(): boolean {
    return this.problems.length > maxProblems;
  }

  /** The replacement mends it, where that is certain. */
  report(start: number, end: number, details: string, replacement?: string): void {
    if (this.isFull) return;
    const at = { start, end };
    this.problems.push(replacement === undefined ? { at, details } : { at, details, replacement });
  }

  /** What is read from here on may not be what was meant. */
  guess(start: number, end: number, details: string): void {
    if (!this.isFull) this.problems.push({ at: { start, end }, details, isGuess: true });
  }

  /** Takes out what turned out to be none, or to belong behind another. */
  takeOut(which: (problem: SyntaxProblem) => boolean): SyntaxProblem[] {
    const all = this.problems.splice(0);
    this.problems.push(...all.filter((problem) => !which(problem)));
    return all.filter(which);
  }

  /** The last word on a text with too many. */
  stop(at: number): void {
    this.problems.length = maxProblems;
    const details = `Reading stopped here after ${maxProblems} faults; this is not JSON. Mend the faults above and run again.`;
    this.problems.push({ at: { start: at, end: at }, details });
  }
}
