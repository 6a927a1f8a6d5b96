/** Thrown when a question would take more work than it is worth; the answer is then "unknown". */
export class TooComplex extends Error {
  constructor(message = "the policies are too intricate to compare") {
    super(message);
  }
}

/** Work left before a comparison gives up. Shared by all its questions. */
export interface Budget {
  left: number;
}

/** Some tenths of a second at most. */
const maxWork = 400_000;

/** One unit pays for so many steps of matching. */
const stepsOfWork = 128;

/** Steps of matching since work was paid for last. Patterns are matched in too many places to hand the budget around. */
let unpaidSteps = 0;

export function fullBudget(): Budget {
  unpaidSteps = 0;
  return { left: maxWork };
}

export function spend(budget: Budget, work: number): void {
  budget.left -= work + Math.floor(unpaidSteps / stepsOfWork);
  unpaidSteps = 0;
  if (budget.left < 0) throw new TooComplex();
}

/** Pays for a match with the next work, and ends one that goes on by itself. */
export function countSteps(steps: number): void {
  unpaidSteps += steps;
  if (unpaidSteps > maxWork * stepsOfWork) throw new TooComplex();
}
