/** Spreads the calls of one throttling budget over time, and learns how fast that budget refills. */
export interface Pace {
  /** Resolves when the next call may start; in the order of asking. */
  turn(signal?: AbortSignal): Promise<void>;
  /** Call it for every call that AWS throttled. */
  throttled(): void;
}

const initialRate = 10;
const ceiling = 2_000;
const floor = 1;
/** Milliseconds until a cut has its effect: as long as an answer may be under way. */
const settle = 300;

/**
 * AWS throttles by token buckets whose sizes are not published, and a call that is throttled is a call wasted. So calls
 * start slowly and evenly, and twice as fast each second until one is throttled. Then they pause, go on slower, and from
 * there on only creep up; what a bucket saved meanwhile carries them a little above its rate.
 */
export function makePace(): Pace {
  const waiting: (() => void)[] = [];
  let rate = initialRate;
  let last = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let cutAt = Number.NEGATIVE_INFINITY;
  let grownAt = Date.now();
  let learnt = false;
  let waited = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    turn(signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        waiting.push(() => (signal?.aborted === true ? reject(signal.reason) : resolve()));
        pump();
      });
    },
    throttled() {
      const now = Date.now();
      // Calls that were under way when the rate was cut say nothing new.
      if (now - cutAt < settle) return;
      cutAt = now;
      pausedUntil = now + settle;
      rate = Math.max(floor, rate * (learnt ? 0.8 : 0.5));
      learnt = true;
    },
  };

  /** Starts what may start now, and comes back for the next. The rate counts at the start, not at the asking. */
  function pump(): void {
    if (timer !== undefined) return;
    while (waiting.length > 0) {
      grow();
      const now = Date.now();
      // Timers are late: up to two intervals are caught up, never a burst.
      const next = Math.max(last + 1000 / rate, now - 2000 / rate, pausedUntil);
      if (next > now) {
        waited = true;
        timer = setTimeout(() => {
          timer = undefined;
          pump();
        }, next - now);
        return;
      }
      last = next;
      waiting.shift()?.();
    }
  }

  function grow(): void {
    const now = Date.now();
    if (now - grownAt < 1000) return;
    grownAt = now;
    // A rate that no call had to wait for says nothing about what AWS allows.
    if (waited && now - cutAt > 1000) rate = Math.min(ceiling, rate * (learnt ? 1.03 : 2));
    waited = false;
  }
}
