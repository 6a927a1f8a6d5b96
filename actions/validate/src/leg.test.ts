import { expect, test } from "vitest";
import { legIn } from "./leg.ts";

test.each([
  [undefined, undefined],
  ["null", undefined],
  ["{}", undefined],
  ['{\n  "folder": "a/b",\n  "strict": true\n}', "a/b, true"],
  [
    '{ "account": { "id": "111122223333", "regions": ["us-east-1", "eu-west-1"] } }',
    "111122223333, us-east-1, eu-west-1",
  ],
  ["for production", "for production"],
  ["3", "3"],
])("%s", (written, leg) => {
  expect(legIn(written)).toBe(leg);
});
