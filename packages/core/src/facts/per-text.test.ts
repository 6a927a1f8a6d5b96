import { expect, test } from "vitest";
import { services } from "../service-reference/services.ts";
import { perText } from "./per-text.ts";

/** How many of the texts were still known when asked in the opposite order. */
function remembered(texts: readonly string[]): number {
  let worked = 0;
  const fact = perText((text) => {
    worked++;
    return text.length;
  });
  for (const text of texts) expect(fact(text, services)).toBe(text.length);
  const before = worked;
  for (const text of [...texts].reverse()) fact(text, services);
  return texts.length - (worked - before);
}

test("short texts are remembered", () => {
  expect(remembered(Array.from({ length: 1_000 }, (_, i) => `s3:Get${i}`))).toBe(1_000);
});

test("long texts are remembered up to a number of characters", () => {
  const long = Array.from({ length: 600 }, (_, i) => `${i}`.padEnd(2_000, "x"));
  const kept = remembered(long);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThanOrEqual(500);
});

test("what is longer than any name is not remembered", () => {
  expect(remembered(["x".repeat(2_049)])).toBe(0);
});
