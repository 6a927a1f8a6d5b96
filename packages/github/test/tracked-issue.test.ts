import { afterEach, beforeEach, expect, test } from "vitest";
import {
  commentMarker,
  listTrackedIssues,
  restClient,
  retireIssue,
  type TrackedIssue,
  trackIssue,
} from "../src/index.ts";
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

const repository = "/repos/o/r";

async function track(
  fingerprint: string | undefined,
  more: Partial<TrackedIssue> = {},
): Promise<Awaited<ReturnType<typeof trackIssue>>> {
  const client = restClient({ apiUrl: github.url, token: "t" });
  const body = fingerprint === undefined ? "Everything is as the spec says." : `Drift ${fingerprint}`;
  const issue = { repository, marker, title: "Drift", body, fingerprint, mayClose: true, ...more };
  return trackIssue(client, issue, await listTrackedIssues(client, repository));
}

async function retire(): Promise<Awaited<ReturnType<typeof retireIssue>>> {
  const client = restClient({ apiUrl: github.url, token: "t" });
  const [issue] = await listTrackedIssues(client, repository);
  if (issue === undefined) throw new Error("there is no issue");
  return retireIssue(client, repository, issue, "It is no more.");
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

test("what is no more is closed after two runs, and opened again when it is back", async () => {
  await track("a");
  expect(await retire()).toEqual({ action: "waits", number: 1 });
  expect(await track("a")).toEqual({ action: "updated", number: 1 });
  expect(await retire()).toEqual({ action: "waits", number: 1 });
  expect(await retire()).toEqual({ action: "closed", number: 1 });
  expect(github.issues).toMatchObject([
    { state: "closed", stateReason: "completed", title: "Drift", body: expect.stringContaining("It is no more.") },
  ]);
  expect(await track("a")).toEqual({ action: "reopened", number: 1 });
});

test("of several with one marker, the oldest that is open is kept", async () => {
  await track("a");
  const [first] = github.issues;
  if (first === undefined) throw new Error("there is no issue");
  github.issues.push({ ...first, number: 2 }, { ...first, number: 3 });
  Object.assign(first, { state: "closed", stateReason: "completed" });
  expect(await track("b")).toEqual({ action: "updated", number: 2 });
});

test("the marker and what is remembered survive an edit in the browser, and stand nowhere else", async () => {
  await track("a");
  const [issue] = github.issues;
  Object.assign(issue ?? {}, {
    body: issue?.body.replaceAll("\n", "\r\n"),
    state: "closed",
    stateReason: "not_planned",
  });
  expect(await track("a")).toEqual({ action: "muted", number: 1 });
  const [head, , ...rest] = issue?.body.split("\r\n") ?? [];
  const elsewhere = '<!-- state:{"fingerprint":"a","clean":0} -->';
  Object.assign(issue ?? {}, { body: [head, ...rest, elsewhere].join("\n") });
  expect(await track("a")).toEqual({ action: "reopened", number: 1 });
});

test("keys that differ have markers that differ, and nothing ends the comment early", () => {
  const keys = ["a/b.yml", "ab.yml", "спец.yml", "план.yml", ".yml", "a b.yml", "a%20;b.yml", "x --> y", "x --!> y"];
  const markers = keys.map((key) => commentMarker("drift", key));
  expect(new Set(markers).size).toBe(keys.length);
  for (const one of markers) expect(one).toMatch(/^<!-- redshift-guard:drift:[\w.:/%;-]+ -->$/);
});

test("a cut body keeps whole sections", async () => {
  const sections = Array.from({ length: 40 }, (_, i) => `### ${i}\n\n\`\`\`sh\n${"😀".repeat(1_000)}\n\`\`\``);
  await track("a", { body: sections.join("\n\n") });
  const body = github.issues[0]?.body ?? "";
  expect(body.length).toBeLessThan(65_536);
  expect((body.match(/^```/gm) ?? []).length % 2).toBe(0);
  await track("b", { body: `x${"😀".repeat(50_000)}` });
  expect(github.issues[0]?.body).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
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
