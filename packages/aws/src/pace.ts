import { sleep } from "./retry.ts";

/** Spreads the calls of one throttling budget over time, and learns how fast that budget refills. */
export interface Pace {
  /** Resolves when the next call may start. */
  turn(signal?: AbortSignal): Promise<void>;
  /** To be told of every call that was answered, and of every one that was throttled. */
  answered(): void;
  throttled(): void;
}

export interface PaceOptions {
  /** Calls a second at the start; the rate doubles each second until AWS throttles for the first time. */
  readonly rate?: number;
  readonly now?: () => number;
}

const ceiling = 2_000;
const floor = 1;

/**
 * AWS throttles by token buckets whose sizes are not published, and a call that is throttled is a call wasted. So calls
 * start slowly and evenly. When one is throttled the rate falls just below what the last second was answered at, and
 * from then on it only creeps up.
 */
export function makePace({ rate: initial = 20, now = Date.now }: PaceOptions = {}): Pace {
  let rate = initial;
  let slot = 0;
  let learnt = false;
  let second = now();
  let cutAt = Number.NEGATIVE_INFINITY;
  let answers: number[] = [];
  let waited = false;

  return {
    async turn(signal) {
      grow();
      const time = now();
      const mine = Math.max(time, slot);
      slot = mine + 1000 / rate;
      if (mine > time) {
        waited = true;
        await sleep(mine - time, signal);
      }
    },
    answered() {
      answers.push(now());
    },
    throttled() {
      const time = now();
      // Calls that were under way when the rate was cut say nothing new.
      if (time - cutAt < 500) return;
      cutAt = time;
      answers = answers.filter((at) => at > time - 1000);
      rate = Math.max(floor, Math.min(rate, learnt ? rate : Math.max(answers.length, rate / 2)) * 0.92);
      learnt = true;
      slot = Math.max(slot, time + 100);
    },
  };

  function grow(): void {
    const time = now();
    if (time - second < 1000) return;
    second = time;
    answers = answers.filter((at) => at > time - 1000);
    // A rate that nobody waits for is no measure of what AWS allows.
    if (!waited) return;
    waited = false;
    if (time - cutAt > 1000) rate = Math.min(ceiling, learnt ? rate * 1.02 + 0.1 : rate * 2);
  }
}
