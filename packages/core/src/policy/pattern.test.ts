import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesPattern, matchesPatternIgnoringCase } from "./pattern.ts";

/** What the stars and marks stand for, as a regular expression says it. */
function asExpression(pattern: string, literalAt: ReadonlySet<number>): RegExp {
  const source = [...pattern].map((c, i) =>
    c === "*" && !literalAt.has(i) ? "[^]*" : c === "?" && !literalAt.has(i) ? "[^]" : c.replace(/[*?]/, "\\$&"),
  );
  return new RegExp(`^${source.join("")}$`);
}

const letters = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: length }).map((list) => list.join(""));

test("as a regular expression, also where it goes piece by piece", () => {
  let matched = 0;
  fc.assert(
    fc.property(
      letters("ab*?", 12),
      letters("ab*", 14),
      fc.array(fc.nat(11), { maxLength: 2 }),
      fc.boolean(),
      (pattern, text, literal, isLong) => {
        const literalAt = new Set(literal);
        // Behind much that is returned from in vain, the rest is matched by pieces.
        const [before, start] = isLong ? [`*${"a".repeat(900)}c*`, `${"a".repeat(2000)}c`] : ["", ""];
        const shifted = new Set([...literalAt].map((place) => place + before.length));
        const expected = asExpression(
          isLong ? `*${pattern}` : pattern,
          isLong ? shiftedBy(literalAt, 1) : literalAt,
        ).test(text);
        if (expected) matched++;
        expect(matchesPattern(before + pattern, start + text, shifted)).toBe(expected);
      },
    ),
    { numRuns: 20_000, seed: 20261123 },
  );
  expect(matched).toBeGreaterThan(500);
});

function shiftedBy(places: ReadonlySet<number>, by: number): Set<number> {
  return new Set([...places].map((place) => place + by));
}

test.each([
  ["a long piece with its fault at the end", `*${"a".repeat(1_000_000)}b`, `${"a".repeat(2_000_000)}`],
  ["a long piece with its fault in front", `*b${"a".repeat(1_000_000)}*`, `${"a".repeat(2_000_000)}`],
  ["many marks", `*${"?a".repeat(500_000)}b*`, `${"a".repeat(2_000_000)}`],
  ["many stars", `${"*a".repeat(500_000)}b`, `${"a".repeat(2_000_000)}`],
])("%s is told in time", (_, pattern, text) => {
  const started = performance.now();
  expect(matchesPattern(pattern, text)).toBe(false);
  expect(matchesPattern(pattern, `${text}b${"a".repeat(1_000_000)}b`)).toBe(!pattern.includes("?"));
  expect(performance.now() - started).toBeLessThan(4_000);
});

test("ignoring case, as in lower case: no first letter is ruled out that has another case", () => {
  let matched = 0;
  fc.assert(
    fc.property(letters("aA*?@`\u0130\u212ak", 4), letters("aA@`\u0130\u212ak", 4), (pattern, text) => {
      const expected = matchesPattern(pattern.toLowerCase(), text.toLowerCase());
      expect(matchesPatternIgnoringCase(pattern, text)).toBe(expected);
      if (expected) matched++;
    }),
    { numRuns: 5000 },
  );
  expect(matched).toBeGreaterThan(100);
});
