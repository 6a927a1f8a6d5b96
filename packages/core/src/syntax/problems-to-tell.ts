import type { SyntaxProblem } from "./json.ts";

/**
 * Where reading went astray, what follows is no fault of its own: the first is told, as IAM does, and marked. That it is
 * mended as was thought is not certain either.
 */
export function problemsToTell(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (!problems.some(({ isGuess }) => isGuess)) return problems;
  const { at, details } = problems.reduce((before, problem) => (problem.at.start < before.at.start ? problem : before));
  return [{ at, details, isGuess: true }];
}
