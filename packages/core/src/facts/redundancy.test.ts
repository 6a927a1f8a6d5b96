import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesPattern } from "../policy/pattern.ts";
import { redundantGroups } from "./redundancy.ts";

function groupsOf(texts: readonly string[], ignoreCase: boolean): readonly (readonly number[])[] {
  const values = texts.map((value) => ({ kind: "string", value, start: 0, end: 0 }) as const);
  const groups = redundantGroups(values, { ignoreCase, budget: { left: 1_000_000 } });
  return groups?.map(({ members }) => members) ?? [];
}

test.each([
  [["s3:Get*", "s3:GetObject", "s3:PutObject"], [[0, 1]]],
  [["s3:GetObject", "s3:getobject"], [[0, 1]]],
  [["*", "s3:Get*", "ec2:*"], [[0, 1, 2]]],
  [["s3:*Object", "s3:Get*", "s3:GetObject"], [[0, 1, 2]]],
  [["s3:Get*", "s3:Put*"], []],
  [["s3:GetObject"], []],
  [[], []],
])("%j", (texts, groups) => expect(groupsOf(texts, true)).toEqual(groups));

test("resources keep their case", () => {
  expect(groupsOf(["arn:aws:s3:::A", "arn:aws:s3:::a"], false)).toEqual([]);
});

test("a long list gives the same groups as a short one", () => {
  const others = Array.from({ length: 100 }, (_, i) => `s3:Other${i}`);
  const texts = ["s3:*Object", "s3:Get*", "s3:GetObject", "ec2:*", "s3:getobject", ...others, "s3:Other9?"];
  expect(groupsOf(texts, true)).toEqual([
    [0, 1, 2, 4],
    [...Array.from({ length: 10 }, (_, i) => 95 + i), 105],
  ]);
});

test("what the budget does not cover is left open", () => {
  const values = Array.from({ length: 1000 }, (_, i) => `*a${i}*b`).map(
    (value) => ({ kind: "string", value, start: 0, end: 0 }) as const,
  );
  expect(redundantGroups(values, { ignoreCase: true, budget: { left: 100_000 } })).toBeUndefined();
});

test("two strings are in one group exactly when a chain of patterns joins them", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "B", "*", "?"), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), fc.boolean(), (texts, ignoreCase) => {
      const folded = texts.map((each) => (ignoreCase ? each.toLowerCase() : each));
      const joined = folded.map((a, i) =>
        folded.map((b, j) => i !== j && (matchesPattern(a, b) || matchesPattern(b, a))),
      );
      for (let k = 0; k < texts.length; k++)
        for (let i = 0; i < texts.length; i++)
          for (let j = 0; j < texts.length; j++)
            if (joined[i]?.[k] && joined[k]?.[j]) (joined[i] as boolean[])[j] = true;
      const groups = groupsOf(texts, ignoreCase);
      for (let i = 0; i < texts.length; i++)
        for (let j = 0; j < i; j++)
          expect(groups.some((group) => group.includes(i) && group.includes(j))).toBe(joined[i]?.[j]);
    }),
  );
});

test("so it is in long lists, whatever stands before the colon", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", ":", "*", "?", "\uffff"), minLength: 3, maxLength: 7 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 13, maxLength: 90 }), (texts) => {
      const component = texts.map((_, i) => i);
      for (const [i, a] of texts.entries())
        for (const [j, b] of texts.entries()) {
          if (i === j || !matchesPattern(a, b)) continue;
          const [from, to] = [component[i], component[j]];
          for (const [k, of] of component.entries()) if (of === from) component[k] = to as number;
        }
      const expected = texts.map((_, i) => component.filter((of) => of === component[i]).length > 1);
      const groups = groupsOf(texts, false);
      expect(texts.map((_, i) => groups.some((group) => group.includes(i)))).toEqual(expected);
      for (const group of groups) expect(new Set(group.map((i) => component[i])).size).toBe(1);
    }),
    { numRuns: 300 },
  );
});
