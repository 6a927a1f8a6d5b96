import { expect, test } from "vitest";
import { closest } from "./did-you-mean.ts";

test.each([
  ["serif", ["sarif", "text"], "sarif"],
  ["TEXT", ["sarif", "text"], "text"],
  ["tset", ["test", "text"], "test"],
  ["jason", ["json", "junit"], "json"],
  ["xyzzy", ["sarif", "text"], undefined],
  ["", ["a"], undefined],
  ["text", [], undefined],
])("%s among %j: %s", (word, candidates, meant) => expect(closest(word, candidates)).toBe(meant));
