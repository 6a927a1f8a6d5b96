import { expect, test } from "vitest";
import { headLines } from "./head-lines.ts";

const lines = (...all: string[]) => all.join("\n");

test.each<[string, string, string, [number, number][]]>([
  [
    "the head itself",
    lines("a", "b", "c"),
    "@@ -1,2 +1,3 @@\n a\n+b\n c",
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  ],
  [
    "moved by the base",
    lines("x", "y", "a", "b"),
    "@@ -1 +1,2 @@\n a\n+b",
    [
      [3, 1],
      [4, 2],
    ],
  ],
  [
    "parts moved apart",
    lines("a", "x", "p", "q", "c"),
    "@@ -1 +1 @@\n+a\n@@ -4 +4 @@\n+c",
    [
      [1, 1],
      [5, 4],
    ],
  ],
  ["line ends of another kind", lines("x\r", "a\r"), "@@ -1 +1 @@\n+a", [[2, 1]]],
  ["in two places", lines("x", "a", "a"), "@@ -1 +1 @@\n+a", []],
  ["changed by both", lines("x", "z"), "@@ -1 +1,2 @@\n x\n+a", []],
])("%s", (_, text, patch, places) => {
  expect([...headLines(text, patch)]).toEqual(places);
});
