import { describe, expect, test } from "vitest";
import { readEvent } from "./event.ts";

const sha = "a".repeat(40);
const head = "b".repeat(40);
const pull = (changes: object = {}) => ({
  pull_request: {
    number: 5,
    changed_files: 2,
    base: { sha, repo: { id: 1 } },
    head: { sha: head, repo: { id: 1 } },
    ...changes,
  },
});
const environment = (name: string) => ({
  GITHUB_EVENT_NAME: name,
  GITHUB_EVENT_PATH: "event.json",
  GITHUB_REPOSITORY: "owner/name",
  GITHUB_SHA: "c".repeat(40),
});

describe("readEvent", () => {
  const change = { kind: "pull-request", number: 5, baseSha: sha, isFork: false, changedFiles: 2 };
  const rows: [string, string, unknown, object][] = [
    ["pull_request", "pull_request", pull(), { headSha: head, change }],
    [
      "from a fork",
      "pull_request",
      pull({ head: { sha: head, repo: { id: 2 } } }),
      { change: { ...change, isFork: true } },
    ],
    [
      "from a fork that is gone",
      "pull_request",
      pull({ head: { sha: head, repo: null } }),
      { change: { ...change, isFork: true } },
    ],
    ["a review of one", "pull_request_review", pull(), { headSha: head, change }],
    [
      "merge_group",
      "merge_group",
      { merge_group: { base_sha: sha, head_sha: head } },
      { headSha: head, change: { kind: "merge-group", baseSha: sha, isFork: false } },
    ],
  ];
  test.each(rows)("%s", (_, name, payload, expected) => {
    expect(readEvent(environment(name), () => JSON.stringify(payload))).toMatchObject(expected);
  });

  test.each(["push", "schedule", "workflow_dispatch", "release"])("%s proposes nothing", (name) => {
    const event = readEvent(environment(name), () => JSON.stringify(pull()));
    expect(event.change).toBeUndefined();
    expect(event).toMatchObject({ owner: "owner", repository: "name", headSha: "c".repeat(40) });
  });

  test.each<[string, unknown]>([
    ["no pull request in it", {}],
    ["a base that is no commit id", pull({ base: { sha: "--upload-pack=x", repo: { id: 1 } } })],
    ["an array", []],
  ])("a pull request's event file with %s is refused", (_, payload) => {
    expect(() => readEvent(environment("pull_request"), () => JSON.stringify(payload))).toThrow(TypeError);
  });

  test("an unreadable event file stops pull requests only", () => {
    const unreadable = () => {
      throw new Error("ENOENT");
    };
    expect(() => readEvent(environment("pull_request"), unreadable)).toThrow("`event.json` cannot be read: ENOENT");
    expect(readEvent(environment("push"), unreadable).change).toBeUndefined();
  });
});
