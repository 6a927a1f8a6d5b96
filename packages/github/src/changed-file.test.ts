import { expect, test } from "vitest";
import { linesOfPatch } from "./changed-file.ts";

test.each<[string, string, [number, string][]]>([
  ["an empty patch", "", []],
  [
    "a new file",
    "@@ -0,0 +1,2 @@\n+{\n+}\n\\ No newline at end of file",
    [
      [1, "{"],
      [2, "}"],
    ],
  ],
  [
    "removed lines have no number",
    "@@ -3,3 +3,2 @@ heading\n same\n-old\n-older\n+new",
    [
      [3, "same"],
      [4, "new"],
    ],
  ],
  [
    "two hunks",
    "@@ -1 +1 @@\n+a\n@@ -10,1 +11,2 @@\n b\n+@@ c",
    [
      [1, "a"],
      [11, "b"],
      [12, "@@ c"],
    ],
  ],
])("%s", (_, patch, lines) => {
  expect([...linesOfPatch(patch)]).toEqual(lines);
});
