import { expect, test } from "vitest";
import { parse } from "yaml";
import { jsonText } from "./json-text.ts";
import { yamlScalar } from "./yaml-text.ts";

const text = "a\u0000\u001b\u007f\u009b2J\u00ad\u200b\u2028\u202e\ufeff\u{e0041}\ud800 é😀";

test("what a terminal obeys or hides is escaped, in JSON and in YAML, and the value is the same", () => {
  expect(jsonText([text])).toBe(
    '[\n  "a\\u0000\\u001b\\u007f\\u009b2J\\u00ad\\u200b\\u2028\\u202e\\ufeff\\udb40\\udc41\\ud800 é😀"\n]',
  );
  expect(JSON.parse(jsonText({ [text]: text }))).toEqual({ [text]: text });
  const whole = text.replace("\ud800", "");
  expect(yamlScalar(whole)).toContain("\\ufeff\\U000e0041 é😀");
  expect(parse(yamlScalar(whole))).toBe(whole);
});
