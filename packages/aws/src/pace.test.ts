import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makePace } from "./pace.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A token bucket as AWS has them, answering after 50 ms, and callers that always have more to ask. */
test.each([
  { rate: 20, burst: 20 },
  { rate: 50, burst: 100 },
  { rate: 100, burst: 10 },
  { rate: 400, burst: 400 },
])("learns a budget of $rate a second with a burst of $burst", async ({ rate, burst }) => {
  const total = rate * 60;
  const pace = makePace();
  let tokens = burst;
  let filledAt = Date.now();
  let answered = 0;
  let throttled = 0;
  const started = Date.now();
  let ended = 0;

  async function caller(): Promise<void> {
    while (answered < total) {
      await pace.turn();
      const now = Date.now();
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * rate);
      filledAt = now;
      const isAnswered = tokens >= 1;
      if (isAnswered) tokens--;
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (isAnswered) answered++;
      else {
        throttled++;
        pace.throttled();
      }
    }
    ended = Date.now();
  }

  const callers = Promise.all(Array.from({ length: 40 }, caller));
  await vi.advanceTimersByTimeAsync(200_000);
  await callers;
  const bound = ((total - burst) / rate) * 1000;
  expect.soft(throttled / total).toBeLessThan(0.01);
  expect.soft((ended - started) / bound).toBeLessThan(1.25);
});
