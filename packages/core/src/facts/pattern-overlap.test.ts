import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesPattern } from "../policy/pattern.ts";
import { patternsOverlap } from "./pattern-overlap.ts";

test.each([
  ["*", "", true],
  ["role/*", "*/x", true],
  ["role/*", "user/*", false],
  ["a*b", "a*c", false],
  ["a?c", "ab*", true],
  ["?", "", false],
  ["a*", "*b", true],
  ["cluster:*", "dbuser:*/*", false],
])("%s and %s", (a, b, expected) => {
  expect(patternsOverlap(a, b)).toBe(expected);
  expect(patternsOverlap(b, a)).toBe(expected);
});

test("agrees with trying every short text", () => {
  const texts = [""];
  for (let from = 0; texts.length < 127 * 3; from++) for (const c of "ab/") texts.push((texts[from] as string) + c);
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), maxLength: 4 });
  fc.assert(
    fc.property(pattern, pattern, (a, b) => {
      const some = texts.some((text) => matchesPattern(a, text) && matchesPattern(b, text));
      // Two patterns of four characters that overlap do so in a text of at most eight; these have at most five.
      if (some) expect(patternsOverlap(a, b)).toBe(true);
      if (!patternsOverlap(a, b)) expect(some).toBe(false);
      if (a.length + b.length <= 5) expect(patternsOverlap(a, b)).toBe(some);
    }),
    { numRuns: 2000 },
  );
});
