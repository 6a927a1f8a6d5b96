export interface PairedTimes {
  /** Medians in milliseconds. */
  readonly first: number;
  readonly second: number;
  /** The median of the pairs' ratios, second to first. */
  readonly ratio: number;
}

/** Times two things in turn, since the machine drifts more than they do. `warmUp` rounds more come first and are left out. */
export function pairedTimes(rounds: number, warmUp: number, first: () => void, second: () => void): PairedTimes {
  const pairs = Array.from({ length: warmUp + rounds }, () => [time(first), time(second)] as const).slice(warmUp);
  return {
    first: median(pairs.map(([a]) => a)),
    second: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => b / a)),
  };
}

function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}
