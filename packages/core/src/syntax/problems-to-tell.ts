import type { SyntaxProblem } from "./json.ts";

/**
 * Once reading a fault took a guess, the faults after it may only follow from that guess: the first fault alone is
 * reported, as IAM does, and marked. Its repair is left out, since it may be wrong as well.
 */
export function problemsToTell(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (!problems.some(({ isGuess }) => isGuess)) return problems;
  const { at, details } = problems.reduce((before, problem) => (problem.at.start < before.at.start ? problem : before));
  return [{ at, details, isGuess: true }];
}
