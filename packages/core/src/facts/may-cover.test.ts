import fc from "fast-check";
import { expect, test } from "vitest";
import { someMayCover } from "./may-cover.ts";
import { redundantGroups } from "./redundancy.ts";

function listOf(texts: readonly string[]) {
  return texts.map((value) => ({ kind: "string", value, start: 0, end: 0 }) as const);
}

function mayCover(texts: readonly string[], ignoreCase = false): boolean {
  return someMayCover(listOf(texts), [...texts.keys()], ignoreCase);
}

test.each([
  [["arn:aws:ec2:*:*:vpc/*", "arn:aws:ec2:*:*:subnet/*", "arn:aws:ec2:*:*:security-group/*"], false],
  [["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"], false],
  [["arn:aws:s3:::bucket", "arn:aws:s3:::bucket"], true],
  [["arn:aws:s3:::bucket*", "arn:aws:s3:::bucket/*"], true],
  [["*", "arn:aws:s3:::bucket"], true],
  [["arn:aws:s3:::bucket"], false],
  // They begin and end alike, and none covers another.
  [["arn:aws:fsx:*:*:volume/*/*", "arn:aws:fsx:*:*:snapshot/*/*"], false],
])("%j: %s", (texts, expected) => expect(mayCover(texts)).toBe(expected));

test("actions are compared without regard to case", () => {
  expect(mayCover(["s3:Get*", "S3:getObject"], true)).toBe(true);
  expect(mayCover(["s3:*Object", "S3:getobject"], true)).toBe(true);
  expect(mayCover(["s3:Get*", "s3:Put*", "s3:DeleteObject"], true)).toBe(false);
});

test("only strings at the places given are asked about", () => {
  const list = listOf(["s3:Get*", "s3:GetObject"]);
  expect(someMayCover(list, [0], true)).toBe(true);
  expect(someMayCover(list, [1], true)).toBe(false);
});

test("no list with strings that cover one another is passed over", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "B", "b", ":", "*", "?", "\u00e9"), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), fc.boolean(), (texts, ignoreCase) => {
      const groups = redundantGroups(listOf(texts), { ignoreCase, budget: { left: 1_000_000 } });
      if (groups?.length !== 0) expect(mayCover(texts, ignoreCase)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
