import { expect, test } from "vitest";
import { parseNameStatus, whyGitFailed } from "./git.ts";

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

test.each<[string, object, string]>([
  [
    "fatal: 'origin' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
    { code: 128 },
    "the base commit is not in the checkout, and the remote cannot be reached for it",
  ],
  [
    "fatal: remote error: upload-pack: not our ref 111",
    { code: 128 },
    "the base commit is not in the checkout, and could not be fetched",
  ],
  ["", { code: "ENOENT" }, "git is not installed on this runner"],
  ["warning: x\nfatal: no space left\nhint: y\n", { code: 128 }, "git failed: no space left"],
  ["", { code: 1 }, "git failed: Command failed"],
])("why git failed: %j", (stderr, error, why) => {
  expect(whyGitFailed(stderr, Object.assign(new Error("Command failed"), error))).toBe(why);
});
