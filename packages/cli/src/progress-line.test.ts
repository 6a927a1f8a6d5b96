import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressLine } from "./progress-line.ts";
import type { StandardStream } from "./standard-streams.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function stream(isTTY: boolean): { readonly written: string[]; readonly stream: StandardStream } {
  const written: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  return { written, stream: { isTTY, write } as unknown as StandardStream };
}

test("a terminal's line renews itself each second, and leaves nothing behind", () => {
  const { written, stream: terminal } = stream(true);
  let count = 0;
  const shown = progressLine(() => `${++count} of 5`, terminal);
  vi.advanceTimersByTime(3_500);
  expect(written).toEqual(["\r\u001b[K1 of 5", "\r\u001b[K2 of 5", "\r\u001b[K3 of 5"]);
  shown.end();
  shown.end();
  vi.advanceTimersByTime(60_000);
  expect(written.slice(3)).toEqual(["\r\u001b[K"]);
});

test("a log gets a line a minute, and no control characters", () => {
  const { written, stream: log } = stream(false);
  const shown = progressLine(() => "half", log);
  vi.advanceTimersByTime(59_000);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(121_000);
  expect(written).toEqual(["half\n", "half\n", "half\n"]);
  shown.end();
  expect(written).toHaveLength(3);
});

test("a short run shows nothing at all", () => {
  for (const isTerminal of [true, false]) {
    const { written, stream: either } = stream(isTerminal);
    progressLine(() => "half", either).end();
    expect(written).toEqual([]);
  }
});
