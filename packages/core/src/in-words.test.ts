import { expect, test } from "vitest";
import { inWords } from "./in-words.ts";

test.each([
  [[], 2, ""],
  [["a"], 2, "a"],
  [["a", "b"], 2, "a and b"],
  [["a", "b", "c"], 3, "a, b and c"],
  [["a", "b", "c"], 2, "a, b and 1 more"],
  [["a", "b", "c", "d"], 1, "a and 3 more"],
])("%j, at most %i: %s", (parts, most, words) => expect(inWords(parts, most)).toBe(words));
