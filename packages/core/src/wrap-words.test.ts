import { expect, test } from "vitest";
import { wrapWords } from "./wrap-words.ts";

test.each([
  ["", 10, [""]],
  ["one two three", 7, ["one two", "three"]],
  ["one two three", 6, ["one", "two", "three"]],
  ["arn:aws:iam::111122223333:role/etl is long", 10, ["arn:aws:iam::111122223333:role/etl", "is long"]],
])("%s in %i", (text, width, lines) => expect(wrapWords(text.split(" "), width)).toEqual(lines));

test("no words are no lines", () => expect(wrapWords([], 10)).toEqual([]));
