import { expect, test } from "vitest";
import { parseNameStatus } from "./git.ts";

test.each<[string, unknown]>([
  ["", []],
  ["M\0a.json\0", [{ path: "a.json", status: "modified" }]],
  [
    "A\0a b\nc.json\0D\0-x\0",
    [
      { path: "a b\nc.json", status: "added" },
      { path: "-x", status: "removed" },
    ],
  ],
  [
    "R087\0old.json\0new.json\0T\0link\0",
    [
      { path: "new.json", status: "renamed", previousPath: "old.json" },
      { path: "link", status: "modified" },
    ],
  ],
  ["C100\0from\0to\0", [{ path: "to", status: "added" }]],
])("%j", (listed, files) => {
  expect(parseNameStatus(listed)).toEqual(files);
});
