import { expect, test } from "vitest";
import { parseTemplateParameters } from "./parse-parameters.ts";

test.each([
  [
    "a.yml",
    "region: us-east-1\naccountId: 012345678901\nregions: [us-east-1, eu-west-1]\n",
    { region: "us-east-1", accountId: "012345678901", regions: ["us-east-1", "eu-west-1"] },
  ],
  ["a.json", '{ "region": "us-east-1", "regions": [] }', { region: "us-east-1", regions: [] }],
  ["a.yml", "externalId: 0x10\n", { externalId: "0x10" }],
])("%s %j", (file, text, parameters) => {
  expect(parseTemplateParameters(text, { file })).toEqual(parameters);
});

test.each([
  ["a.yml", "region: [[x]]", /a\.yml, line 1, column 10: A parameter is a text or a list of texts, not an array/],
  ["a.yml", "a: 1\na: 2", /given twice/],
  ["a.yml", "- a", /Parameters are an object such as `region: us-east-1`, not an array/],
  ["a.json", '{ "a": "b" "c": "d" }', /a\.json, line 1, column /],
  ["a.json", "", /a\.json, line 1/],
  ["a.yml", "", /not nothing/],
  ["a.yml", "a: {b: c}", /not an object/],
  ["a.yml", "a: ~", /not null/],
])("%s %j is refused", (file, text, message) => {
  expect(() => parseTemplateParameters(text, { file })).toThrow(TypeError);
  expect(() => parseTemplateParameters(text, { file })).toThrow(message);
});
