import { expect, test } from "vitest";
import { policyVariables, withoutVariables } from "./policy-variable.ts";

test.each([
  ["no variable", []],
  ["$ {aws:username}", []],
  ["${*}${?}${$}", []],
  ["${aws:username}", [["${aws:username}", "aws:username", undefined, true]]],
  ["a/${aws:username}/*", [["${aws:username}", "aws:username", undefined, true]]],
  ["${aws:PrincipalTag/team, 'none'}", [["${aws:PrincipalTag/team, 'none'}", "aws:PrincipalTag/team", "'none'", true]]],
  ["${}", [["${}", "", undefined, true]]],
  ["${aws:username", [["${aws:username", "aws:username", undefined, false]]],
  [
    "${aws:username/${aws:userid}",
    [
      ["${aws:username/", "aws:username/", undefined, false],
      ["${aws:userid}", "aws:userid", undefined, true],
    ],
  ],
])("%s", (value, expected) => {
  const found = policyVariables(value).map(({ text, name, defaultValue, closed }) => [
    text,
    name,
    defaultValue,
    closed,
  ]);
  expect(found).toEqual(expected);
  for (const { start, end, text } of policyVariables(value)) expect(value.slice(start, end)).toBe(text);
});

test("what is left without variables", () => {
  expect(withoutVariables("a${aws:x}b${*}c")).toBe("abc");
  expect(withoutVariables("a*b")).toBe("a*b");
  expect(withoutVariables("a${aws:x")).toBe("a");
});

test("a long text of openings takes no more than its length", () => {
  const text = "${".repeat(200_000);
  const start = performance.now();
  expect(policyVariables(text)).toHaveLength(200_000);
  expect(withoutVariables(text)).toBe("");
  expect(performance.now() - start).toBeLessThan(2000);
});
