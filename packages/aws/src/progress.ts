import type { AwsCalls } from "./aws-calls.ts";
import type { ReadProgress } from "./reader.ts";

/** Counts what a long run has done, and says it in one line. */
export interface Progress extends ReadProgress {
  line(): string;
}

/** Progress from now on. `now` gives milliseconds. */
export function makeProgress(calls: AwsCalls, now: () => number = Date.now): Progress {
  const started = now();
  let found = 0;
  let done = 0;
  let roles = 0;

  return {
    accountFound() {
      found++;
    },
    accountDone() {
      done++;
    },
    roleRead() {
      roles++;
    },
    line() {
      const sent = [...calls.sent.values()].reduce((sum, count) => sum + count, 0);
      const throttled = calls.throttles === 0 ? "" : `, ${calls.throttles} throttled`;
      return `${done} of ${found} accounts, ${roles} roles, ${sent} calls${throttled}${timeLeft()}`;
    },
  };

  /** Only after a tenth: before, it would be a guess. */
  function timeLeft(): string {
    if (done < 10 || done * 10 < found || done === found) return "";
    const seconds = Math.ceil((((now() - started) / done) * (found - done)) / 1000);
    return seconds < 90 ? `, about ${seconds} s left` : `, about ${Math.round(seconds / 60)} min left`;
  }
}
