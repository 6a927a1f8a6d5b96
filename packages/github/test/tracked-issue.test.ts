import { afterEach, beforeEach, expect, test } from "vitest";
import { commentMarker, restClient, type TrackedIssue, trackIssue } from "../src/index.ts";
import { type FakeGitHub, startGitHub } from "./github-server.ts";

let github: FakeGitHub;

beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  expect(github.faults).toEqual([]);
  await github.close();
});

const marker = commentMarker("drift", "redshift-guard.yml:spec");

function track(fingerprint: string | undefined, more: Partial<TrackedIssue> = {}): ReturnType<typeof trackIssue> {
  const client = restClient({ apiUrl: github.url, token: "t" });
  const body = fingerprint === undefined ? "Everything is as the spec says." : `Drift ${fingerprint}`;
  return trackIssue(client, {
    repository: "/repos/o/r",
    marker,
    title: "Drift",
    body,
    fingerprint,
    mayClose: true,
    ...more,
  });
}

test("the life of an issue: opened once, kept, closed after two clean runs, opened again", async () => {
  expect(await track(undefined)).toEqual({ action: "none" });
  expect(await track("a")).toEqual({ action: "opened", number: 1 });
  expect(await track("a")).toEqual({ action: "none", number: 1 });
  expect(await track("b")).toEqual({ action: "updated", number: 1 });
  expect(await track(undefined)).toEqual({ action: "waits", number: 1 });
  expect(await track("b")).toEqual({ action: "updated", number: 1 });
  expect(await track(undefined)).toEqual({ action: "waits", number: 1 });
  expect(await track(undefined)).toEqual({ action: "closed", number: 1 });
  expect(github.issues).toMatchObject([{ state: "closed", stateReason: "completed" }]);
  expect(await track(undefined)).toEqual({ action: "none" });
  expect(await track("b")).toEqual({ action: "reopened", number: 1 });
  expect(github.issues).toMatchObject([{ state: "open", body: expect.stringContaining("Drift b") }]);
});

test("a run that could not look at everything closes nothing", async () => {
  await track("a");
  for (let run = 0; run < 3; run++)
    expect(await track(undefined, { mayClose: false })).toEqual({ action: "waits", number: 1 });
  expect(github.issues).toMatchObject([{ state: "open", body: expect.stringContaining("Drift a") }]);
});

test("closed as not planned is muted until something else is wrong", async () => {
  await track("a");
  Object.assign(github.issues[0] ?? {}, { state: "closed", stateReason: "not_planned" });
  expect(await track("a")).toEqual({ action: "muted", number: 1 });
  expect(await track("b")).toEqual({ action: "reopened", number: 1 });
});

test("another marker is another issue, and an issue that quotes the marker is none of ours", async () => {
  await track("a");
  github.issues.push({
    number: 2,
    title: "x",
    body: `see ${marker}`,
    state: "open",
    stateReason: null,
    labels: ["redshift-guard"],
  });
  expect(await track("a", { marker: commentMarker("drift", "other.yml:spec") })).toEqual({
    action: "opened",
    number: 3,
  });
  expect(await track("a")).toEqual({ action: "none", number: 1 });
});

test("a body is cut below GitHub's limit, and says so", async () => {
  await track("a", { body: "x".repeat(100_000) });
  expect(github.issues[0]?.body.length).toBeLessThan(65_536);
  expect(github.issues[0]?.body).toContain("Cut here");
});
