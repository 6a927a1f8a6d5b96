import fc from "fast-check";
import { expect, test } from "vitest";
import { arnFieldStarts } from "./condition-value.ts";
import { type Constraint, complement, isWanted, within } from "./constraint.ts";
import { anyText, type Dimension } from "./dimension.ts";
import { findValues } from "./find-values.ts";
import { globLanguage, operatorLanguage } from "./language.ts";
import { arnSequence, fieldSequence, globSequence, instancesOf, matchesSequence } from "./sequence.ts";
import { textDomain } from "./value-domain.ts";

const noPlaces: ReadonlySet<number> = new Set();
const budget = (): { left: number } => ({ left: 1_000_000 });

function regexOf(glob: string, any = "[^]"): RegExp {
  const body = Array.from(glob, (char) =>
    char === "*" ? `${any}*` : char === "?" ? any : `\\${char}`.replace(/\\([ab])/, "$1"),
  );
  return new RegExp(`^${body.join("")}$`);
}

/** All strings over an alphabet, up to a length. */
function strings(alphabet: string, length: number): string[] {
  const all = [""];
  for (let from = 0, size = 1; size <= length; size++) {
    const to = all.length;
    for (let i = from; i < to; i++) for (const char of alphabet) all.push((all[i] as string) + char);
    from = to;
  }
  return all;
}

const short = strings("ab:", 6);
const glob = fc.array(fc.constantFrom("a", "b", "*", "?", ":", "*"), { maxLength: 5 }).map((chars) => chars.join(""));

test("a sequence matches as a regular expression does", () => {
  fc.assert(
    fc.property(glob, (pattern) => {
      const [whole, field] = [regexOf(pattern), regexOf(pattern, "[^:]")];
      for (const text of short) {
        expect([pattern, text, matchesSequence(globSequence(pattern), text)]).toEqual([
          pattern,
          text,
          whole.test(text),
        ]);
        expect([pattern, text, matchesSequence(fieldSequence(pattern), text)]).toEqual([
          pattern,
          text,
          field.test(text),
        ]);
      }
      for (const instance of instancesOf(globSequence(pattern))) expect(instance).toMatch(whole);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test.each([
  ["arn:aws:s3:::b/*", "arn:aws:s3:::b/c:d/e", true],
  ["arn:aws:*:*:*:b", "arn:aws:s3:us-east-1:1:b", true],
  ["arn:*:s3:::b", "arn:aws:x:s3:::b", false],
  ["arn:aws:s3:::*", "arn:aws:s3:::", true],
  ["arn:aws:s3:?::b", "arn:aws:s3::::b", false],
])("ARN pattern %s and %s: %s", (pattern, text, matches) => {
  const resourceStart = arnFieldStarts(pattern)?.[5] ?? 0;
  expect(matchesSequence(arnSequence(pattern, resourceStart), text)).toBe(matches);
});

const constraint: fc.Arbitrary<Constraint> = fc
  .tuple(fc.array(glob, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([patterns, negated]) =>
    within("key", globLanguage(patterns.map((pattern) => ({ pattern, literalAt: noPlaces }))), negated),
  );

test("a set of constraints is empty exactly when no short string is in it", () => {
  let empty = 0;
  fc.assert(
    fc.property(fc.array(constraint, { minLength: 1, maxLength: 4 }), (constraints) => {
      const found = findValues(anyText, constraints, budget());
      const holds = (value: string): boolean => constraints.every((one) => isWanted(one, value));
      if (found === undefined) {
        empty++;
        expect(short.find(holds)).toBeUndefined();
      } else expect((found as readonly string[]).every(holds)).toBe(true);
    }),
    { numRuns: 1500, seed: 2 },
  );
  expect(empty).toBeGreaterThan(50);
});

test("two ways to write a pattern are the same set", () => {
  const set = (...patterns: string[]): Constraint =>
    within("key", globLanguage(patterns.map((pattern) => ({ pattern, literalAt: noPlaces }))));
  const isWithin = (a: Constraint, b: Constraint): boolean =>
    findValues(anyText, [a, { ...complement(b), absent: false }], budget()) === undefined;
  const same = (a: Constraint, b: Constraint): boolean => isWithin(a, b) && isWithin(b, a);
  expect(same(set("a*?b"), set("a?*b"))).toBe(true);
  expect(same(set("a**b"), set("a*b"))).toBe(true);
  expect(same(set("*"), set("a*", "*a", "?*", ""))).toBe(true);
  expect(isWithin(set("ab*"), set("a*"))).toBe(true);
  expect(isWithin(set("a*"), set("ab*", "ac*"))).toBe(false);
  expect(isWithin(set("a?"), set("a*b", "a*", "b"))).toBe(true);
});

test("an ExternalId has two characters or more of its alphabet", () => {
  const domain = textDomain("sts:externalid");
  const externalId: Dimension = {
    ...anyText,
    forms: domain === undefined ? [] : [domain.sequence],
    isPossible: (value) => domain?.has(value) === true,
    maxLength: 1224,
  };
  const values = (pattern: string): unknown =>
    findValues(externalId, [within("sts:externalid", globLanguage([{ pattern, literalAt: noPlaces }]))], budget());
  expect(values("?")).toBeUndefined();
  expect(values("a b")).toBeUndefined();
  expect(values("*%*")).toBeUndefined();
  expect(values("clé*")).toBeUndefined();
  expect(values(`*${"a".repeat(1225)}`)).toBeUndefined();
  expect(values(`*${"a".repeat(1224)}`)).toEqual(["a".repeat(1224)]);
  expect(values("*")).toHaveLength(1);
});

test("letters are compared without their case where the operator says so", () => {
  const base = {
    name: "StringEqualsIgnoreCase",
    type: "String",
    negated: false,
    wildcards: false,
    ignoreCase: true,
    relation: "equal",
  } as const;
  const language = operatorLanguage(base, [{ pattern: "aÉ1", literalAt: noPlaces }]);
  for (const [value, has] of [
    ["Aé1", true],
    ["AÉ1", true],
    ["ae1", false],
  ] as const)
    expect(language?.has(value)).toBe(has);
});
