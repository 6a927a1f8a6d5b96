import { existsSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  type FakeGitHub,
  type FakeGitHubOptions,
  type ListedFile,
  type StoredComment,
  startGitHub,
} from "../../../packages/github/test/github-server.ts";
import { allowing, type Repository, repository } from "./repository.ts";
import { type ActionRun, commandsIn, pullRequest, runAction } from "./run-action.ts";

let github: FakeGitHub | undefined;
afterEach(async () => {
  expect(github?.faults ?? []).toEqual([]);
  await github?.close();
  github = undefined;
});

/** A pull request that changes these files, all new. */
function proposal(files: Readonly<Record<string, string>>) {
  const repo = repository({ "readme.md": "" });
  const base = repo.git("rev-parse", "HEAD");
  repo.write(files);
  const head = repo.commit();
  const listed = Object.entries(files).map(
    ([filename, text]): ListedFile => ({ filename, status: "added", patch: patchOf(text) }),
  );
  return { repo, event: pullRequest({ base, head }), listed, head };
}

function patchOf(text: string): string {
  const lines = text.replace(/\n$/, "").split("\n");
  return [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join("\n");
}

async function propose(
  files: Readonly<Record<string, string>>,
  options: FakeGitHubOptions = {},
  inputs: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  const { repo, event, listed } = proposal(files);
  github = await startGitHub({ files: listed, ...options });
  return runAction({ repository: repo, event, inputs, github: github.url });
}

/** Five findings in each of sixty files. */
const many = Object.fromEntries(
  Array.from({ length: 60 }, (_, i) => [
    `policies/${String(i).padStart(2, "0")}.json`,
    allowing(...Array.from({ length: 5 }, (_, j) => `s3:GetObjekt${i}x${j}`)),
  ]),
);

describe("300 findings in 60 files", () => {
  test("with `checks: write`: one check run, in batches of 50, all at their lines", async () => {
    const run = await propose(many);
    expect(run.status).toBe(1);
    expect(run.outputs["errors"]).toBe("300");
    expect(github?.checkRuns).toHaveLength(1);
    const [checkRun] = github?.checkRuns ?? [];
    expect(checkRun?.annotations).toHaveLength(300);
    expect(new Set(checkRun?.annotations.map(({ path, start_line: line }) => `${path}:${line}`)).size).toBe(300);
    expect(checkRun?.annotations.every(({ annotation_level: level }) => level === "failure")).toBe(true);
    expect(checkRun?.request["conclusion"]).toBe("failure");
    expect(github?.requests.filter(({ path }) => path.includes("/check-runs"))).toHaveLength(6);
    expect(commandsIn(run.stdout).filter((command) => command.startsWith("::error "))).toEqual([]);
  });

  test("without: ten annotations, and a line that says how many more there are and where", async () => {
    const run = await propose(many, { forbidden: ["/check-runs"] }, { reports: "json=out/report.json" });
    const commands = commandsIn(run.stdout);
    expect(commands.filter((command) => command.startsWith("::error "))).toHaveLength(10);
    expect(commands.filter((command) => command.startsWith("::notice "))).toEqual([
      expect.stringContaining("290 more errors not shown here"),
    ]);
    expect(commands.join()).toContain("out/report.json");
    expect(run.summary).toContain("the token lacks <code>checks: write</code>");
    expect(run.outputs["reports"]).toBe("out/report.json");
    expect(run.status).toBe(1);
  });

  test("a batch that GitHub does not take is said, and the verdict stands", async () => {
    const run = await propose(many, {
      intercept: ({ method }, before) => (method === "PATCH" && before === 2 ? { status: 500 } : undefined),
    });
    expect(run.summary).toContain("GitHub did not take 150 annotations");
    expect(run.status).toBe(1);
  });
});

describe("the summary", () => {
  test("stays under 1 MiB and names the verdict first", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `${i}.json`,
        allowing(...Array.from({ length: 120 }, (_, j) => `s3:Get${"x".repeat(100)}${j}`)),
      ]),
    );
    const repo = repository(files);
    const run = await runAction({ repository: repo, inputs: { reports: "json=report.json" } });
    expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
    expect(run.summary).toMatch(/^## ❌ redshift-guard: failed/);
    expect(run.summary).toMatch(/\d+ rows cut here .* report\.json/);
    const report = JSON.parse(readFileSync(join(repo.folder, "report.json"), "utf8")) as {
      outcomes: { findings: unknown[] }[];
    };
    expect(report.outcomes.flatMap(({ findings }) => findings).length).toBeGreaterThanOrEqual(4800);
  });
});

test("a report may stand in the runner's folder for temporary files", async () => {
  const temp = mkdtempSync(join(tmpdir(), "redshift-guard-temp-"));
  const file = join(temp, "out/report.json");
  const run = await runAction({
    repository: repository({ "a.json": allowing("s3:GetObject") }),
    inputs: { reports: `json=${file}` },
    environment: { RUNNER_TEMP: temp },
  });
  expect([run.status, run.outputs["reports"], existsSync(file)]).toEqual([0, file, true]);
});

describe("faults of GitHub never decide the verdict", () => {
  const clean = { "a.json": allowing("s3:GetObject") };
  const bad = { "a.json": allowing("s3:GetObjekt") };
  const rows: [string, Record<string, string>, FakeGitHubOptions, Record<string, string>, number, string][] = [
    [
      "files denied",
      clean,
      { intercept: ({ path }) => (path.endsWith("/files") ? { status: 403 } : undefined) },
      {},
      0,
      "as git lists them",
    ],
    [
      "files fail once",
      clean,
      { intercept: ({ path }, n) => (path.endsWith("/files") && n === 0 ? { status: 502 } : undefined) },
      {},
      0,
      "as GitHub lists them",
    ],
    [
      "files cut off once",
      clean,
      { intercept: ({ path }, n) => (path.endsWith("/files") && n === 0 ? { reset: true } : undefined) },
      {},
      0,
      "as GitHub lists them",
    ],
    [
      "files no JSON",
      clean,
      { intercept: ({ path }) => (path.endsWith("/files") ? { status: 200, text: "<html>" } : undefined) },
      {},
      0,
      "as git lists them",
    ],
    [
      "files over the rate limit for a second",
      clean,
      {
        intercept: ({ path }, n) =>
          path.endsWith("/files") && n === 0 ? { status: 403, headers: { "retry-after": "1" } } : undefined,
      },
      {},
      0,
      "as GitHub lists them",
    ],
    [
      "check run fails",
      bad,
      { intercept: ({ path }) => (path.endsWith("/check-runs") ? { status: 500 } : undefined) },
      {},
      1,
      "No check run was made",
    ],
    [
      "check run cut off",
      bad,
      { intercept: ({ path }) => (path.endsWith("/check-runs") ? { reset: true } : undefined) },
      {},
      1,
      "No check run was made",
    ],
    [
      "comment denied",
      bad,
      { forbidden: ["/comments"] },
      { comment: "summary" },
      1,
      "the token lacks <code>pull-requests: write</code>",
    ],
    [
      "comment over the rate limit",
      bad,
      {
        intercept: ({ method, path }) =>
          method === "POST" && path.endsWith("/comments")
            ? { status: 403, headers: { "retry-after": "999" }, text: '{"message":"You exceeded a rate limit."}' }
            : undefined,
      },
      { comment: "summary" },
      1,
      "You exceeded a rate limit",
    ],
    [
      "check run over the rate limit",
      bad,
      {
        intercept: ({ path }) =>
          path.endsWith("/check-runs") ? { status: 403, text: '{"message":"You exceeded a rate limit."}' } : undefined,
      },
      {},
      1,
      "You exceeded a rate limit",
    ],
    [
      "suggestions denied",
      bad,
      { forbidden: ["/reviews"] },
      { comment: "review" },
      1,
      "the token lacks <code>pull-requests: write</code>",
    ],
    [
      "comments cannot be listed",
      clean,
      { intercept: ({ path }) => (path.endsWith("/comments") ? { status: 404 } : undefined) },
      { comment: "summary" },
      0,
      "No comment was written",
    ],
  ];
  test.each(rows)("%s", async (_, files, options, inputs, status, says) => {
    const run = await propose(files, options, inputs);
    expect(run.summary).toContain(says);
    expect(run.status).toBe(status);
    expect(run.stderr).toBe("");
    expect(run.outputs["errors"]).toBe(String(status));
  });
});

describe("the one comment", () => {
  const comment = { comment: "summary" };
  const bad = { "a.json": allowing("s3:GetObjekt") };

  test("is made for findings, changed in place, and never made for a clean change", async () => {
    const { repo, event, listed } = proposal(bad);
    github = await startGitHub({ files: listed });
    const run = () => runAction({ repository: repo, event, inputs: comment, github: (github as FakeGitHub).url });
    await run();
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain("1 error in 1 of 1 policy");
    await run();
    expect(github.requests.filter(({ method, path }) => method !== "GET" && path.includes("/comments"))).toHaveLength(
      1,
    );
    repo.write({ "a.json": allowing("s3:GetObject") });
    await run();
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain("no findings in 1 policy".replace("no", "No"));
  });

  test("says of each new access which policy gives it", async () => {
    const repo = repository({ "a.json": allowing("s3:GetObject"), "b.json": allowing("s3:GetObject") });
    const base = repo.git("rev-parse", "HEAD");
    repo.write({ "a.json": allowing("s3:GetObject", "s3:PutObject"), "b.json": allowing("s3:DeleteObject") });
    const head = repo.commit();
    github = await startGitHub({ files: ["a.json", "b.json"].map((filename) => ({ filename, status: "modified" })) });
    const event = pullRequest({ base, head });
    await runAction({ repository: repo, event, inputs: comment, github: github.url });
    expect(github.comments[0]?.body).toMatch(
      /^- <code>a\.json<\/code>: .*s3:PutObject.*\n- <code>b\.json<\/code>: .*s3:DeleteObject/m,
    );
  });

  test("is not made where nothing is found", async () => {
    await propose({ "a.json": allowing("s3:GetObject") }, {}, comment);
    expect(github?.comments).toEqual([]);
  });

  test("somebody else's comment with our marker is left alone; our own doubles go", async () => {
    const marker = "<!-- redshift-guard:validate:Policies/validate/__self -->";
    const foreign: StoredComment = { id: 1, body: `${marker}\nforged`, user: "mallory", isBot: false };
    const quoting: StoredComment = { id: 2, body: `see ${marker}`, user: "github-actions[bot]", isBot: true };
    const own = (id: number): StoredComment => ({
      id,
      body: `${marker}\nold`,
      user: "github-actions[bot]",
      isBot: true,
    });
    await propose(bad, { comments: [foreign, quoting, own(3), own(4)] }, comment);
    expect(github?.comments.map(({ id, body }) => [id, body.includes("1 error")])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  test.each([
    ["jobs of a matrix", ['{ "folder": "a" }', '{ "folder": "b" }']],
    ["one without and one with a key", ["null", "production"]],
    ["one key at the start of the other", ["a:b", "a"]],
  ])("two of one name do not fight for it, nor for the check run: %s", async (_, keys) => {
    const { repo, event, listed } = proposal({
      "a/a.json": allowing("s3:GetObjekt"),
      "b/b.json": allowing("s3:GetObject"),
    });
    github = await startGitHub({ files: listed });
    const [first, second] = keys as [string, string];
    const run = (key: string, folder: string, wanted: string) =>
      runAction({
        repository: repo,
        event,
        inputs: { key, comment: wanted, paths: `${folder}/**` },
        github: (github as FakeGitHub).url,
      });
    for (const wanted of ["summary", "review"])
      for (const [key, folder] of [
        [first, "a"],
        [second, "b"],
      ] as const)
        await run(key, folder, wanted);
    expect(github.comments.map(({ body }) => body.includes("1 error"))).toEqual([true]);
    expect(github.reviewComments).toHaveLength(1);
    const runs = github.checkRuns.map(({ request }) => `${request["name"]}: ${request["conclusion"]}`);
    expect(new Set(runs).size).toBe(2);
    expect(new Set(github.checkRuns.map(({ request }) => request["name"])).size).toBe(2);
  });

  test("nothing is tried on a pull request from a fork", async () => {
    const { repo, listed, head } = proposal(bad);
    github = await startGitHub({ files: listed });
    const event = pullRequest({ base: repo.git("rev-parse", "HEAD~1"), head, fork: true });
    const run = await runAction({ repository: repo, event, inputs: comment, github: github.url });
    expect(github.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(run.summary).toContain("on a pull request from a fork the token can only read");
    expect(run.status).toBe(1);
  });
});

describe("suggested changes", () => {
  const review = { comment: "review" };
  const bad = { "a.json": allowing("s3:GetObjekt", "s3:PutObjekt") };

  async function again(run: { repo: Repository; event: ReturnType<typeof pullRequest> }): Promise<ActionRun> {
    return runAction({ repository: run.repo, event: run.event, inputs: review, github: (github as FakeGitHub).url });
  }

  test.each<[string, Record<string, string>, FakeGitHubOptions]>([
    [
      "GitHub does not list the changed files",
      {},
      { intercept: ({ path }) => (path.endsWith("/files") ? { status: 404 } : undefined) },
    ],
    ["all files are looked at", { scope: "all" }, {}],
  ])("are not called resolved where %s", async (_, inputs, options) => {
    const { repo, event, listed } = proposal(bad);
    github = await startGitHub({ files: listed });
    await again({ repo, event });
    const { reviewComments } = github;
    expect(reviewComments).toHaveLength(2);
    await github.close();
    github = await startGitHub({ files: listed, reviewComments, ...options });
    const run = await runAction({ repository: repo, event, inputs: { ...review, ...inputs }, github: github.url });
    expect(github.reviewComments).toEqual(reviewComments);
    expect(run.summary).toContain("No changes were suggested or resolved");
  });

  test("come in one review, stay as they are, change in place, go when resolved", async () => {
    const { repo, event, listed } = proposal(bad);
    const files = [...listed];
    github = await startGitHub({ files });
    await again({ repo, event });
    expect(
      github.reviewComments.map(({ path, line, body }) => [path, line, /```suggestion\n(.*)\n```/.exec(body)?.[1]]),
    ).toEqual([
      ["a.json", 7, '        "s3:GetObject",'],
      ["a.json", 8, '        "s3:PutObject"'],
    ]);
    expect(github.requests.filter(({ path }) => path.endsWith("/reviews"))).toHaveLength(1);
    const sent = github.requests.length;
    await again({ repo, event });
    expect(
      github.requests.slice(sent).filter(({ method, path }) => method !== "GET" && !path.includes("check-runs")),
    ).toEqual([]);
    const [first] = github.reviewComments;
    const idBefore = first?.id;
    // One is mended; the other's line moves, as GitHub tells, and its finding stays the same.
    if (first !== undefined) first.line = 8;
    const text = `\n${allowing("s3:GetObjekt", "s3:PutObject")}`;
    repo.write({ "a.json": text });
    repo.commit();
    files[0] = { filename: "a.json", status: "added", patch: patchOf(text) };
    await again({ repo, event });
    expect(github.reviewComments.map(({ body }) => /```suggestion\n(.*)\n```/.exec(body)?.[1])).toEqual([
      '        "s3:GetObject",',
    ]);
    expect(github.reviewComments[0]?.id).toBe(idBefore);
  });

  test.each<[string, Partial<StoredComment>]>([
    ["are gone", { line: undefined as never }],
    ["are others", { line: 5 }],
    ["are more", { startLine: 6 }],
  ])("are made anew where the lines of the comment %s", async (_, place) => {
    const { repo, event, listed } = proposal(bad);
    github = await startGitHub({ files: listed });
    await again({ repo, event });
    const [first, second] = github.reviewComments as [StoredComment, StoredComment];
    Object.assign(first, place);
    await again({ repo, event });
    expect(github.reviewComments.map(({ id, line }) => [id === second.id, line])).toEqual([
      [true, 8],
      [false, 7],
    ]);
    const anew = github.reviewComments[1] as StoredComment;
    // One that was answered is kept, without its suggestion, and no third one is made.
    github.reviewComments.push({ id: 5, body: "why?", user: "alice", isBot: false, inReplyTo: anew.id });
    Object.assign(anew, place);
    for (let i = 0; i < 2; i++) await again({ repo, event });
    expect(github.reviewComments.map(({ body }) => body.trimEnd().split("\n").at(-1))).toEqual([
      "```",
      "This is suggested anew, where its lines stand now.",
      "why?",
      "```",
    ]);
  });

  test.each<[string, Partial<ListedFile>]>([
    ["the diff is too large for GitHub to show", {}],
    ["the base branch has moved the lines", { patch: patchOf(`\n${allowing("s3:GetObjekt", "s3:PutObjekt")}`) }],
  ])("are not called resolved where %s", async (_, shown) => {
    const { repo, event, listed } = proposal(bad);
    const files = [...listed];
    github = await startGitHub({ files });
    await again({ repo, event });
    files[0] = { filename: "a.json", status: "added", ...shown };
    const before = structuredClone(github.reviewComments);
    expect(before).toHaveLength(2);
    await again({ repo, event });
    expect(github.reviewComments).toEqual(before);
    repo.write({ "a.json": allowing("s3:GetObjekt", "s3:PutObject") });
    await again({ repo, event });
    expect(github.reviewComments).toEqual(before.slice(0, 1));
  });

  test("a resolved one that was answered is kept and says so", async () => {
    const { repo, event, listed } = proposal(bad);
    const reviewComments: StoredComment[] = [];
    github = await startGitHub({ files: listed, reviewComments });
    await again({ repo, event });
    const first = github.reviewComments[0] as StoredComment;
    github.reviewComments.push({ id: 5, body: "why?", user: "alice", isBot: false, inReplyTo: first.id });
    const text = allowing("s3:GetObject", "s3:PutObject");
    repo.write({ "a.json": text });
    await again({ repo, event });
    expect(github.reviewComments.map(({ body }) => body.split("\n").at(-1))).toEqual(["This is resolved.", "why?"]);
  });

  test("stand, as annotations do, at the head's lines where the base branch has moved those of the merge", async () => {
    const repo = repository({ "a.json": allowing("s3:GetObject") });
    repo.git("checkout", "--quiet", "-b", "change");
    const text = allowing("s3:GetObject", "s3:PutObjekt");
    repo.write({ "a.json": text });
    const head = repo.commit();
    repo.git("checkout", "--quiet", "main");
    repo.write({ "a.json": `\n\n\n${allowing("s3:GetObject")}` });
    const event = pullRequest({ base: repo.commit(), head });
    repo.git("merge", "--quiet", "--no-edit", "change");
    const patch = `@@ -4,4 +4,5 @@\n${text
      .split("\n")
      .slice(3, 8)
      .map((line) => (/Put/.test(line) ? `+${line}` : ` ${line}`))
      .join("\n")}`;
    for (const forbidden of [[], ["/check-runs"]]) {
      await github?.close();
      github = await startGitHub({ files: [{ filename: "a.json", status: "modified", patch }], forbidden });
      const run = await again({ repo, event });
      expect(github.reviewComments.map(({ line }) => line)).toEqual([8]);
      const annotation = github.checkRuns[0]?.annotations[0] ?? {};
      if (forbidden.length === 0) expect([annotation["start_line"], annotation["end_line"]]).toEqual([8, 8]);
      else expect(commandsIn(run.stdout)[0]).toContain("file=a.json,line=8,");
    }
  });

  test("only lines that the diff shows, and that stand in the checkout as in the diff", async () => {
    const { repo, event, listed } = proposal(bad);
    const [file] = listed as [ListedFile];
    const hunk = (line: string) => ({ ...file, patch: `@@ -7,0 +7,1 @@\n+${line}` });
    github = await startGitHub({ files: [hunk('        "s3:SomethingElse",')] });
    await again({ repo, event });
    expect(github.reviewComments).toEqual([]);
    await github.close();
    github = await startGitHub({ files: [hunk('        "s3:GetObjekt",')] });
    await again({ repo, event });
    expect(github.reviewComments.map(({ line }) => line)).toEqual([7]);
  });

  test("one that GitHub refuses does not lose the others", async () => {
    const run = await propose(
      bad,
      {
        intercept: ({ path, body }, before) =>
          path.endsWith("/reviews") || (path.endsWith("/pulls/5/comments") && body["line"] === 7 && before >= 0)
            ? { status: 422 }
            : undefined,
      },
      review,
    );
    expect(github?.reviewComments.map(({ line }) => line)).toEqual([8]);
    expect(run.summary).toContain("GitHub did not take 1 of the suggested changes");
  });
});

describe("reports", () => {
  test("each format in its file; their folder is made", async () => {
    const repo = repository({ "a.json": allowing("s3:GetObjekt") });
    const run = await runAction({
      repository: repo,
      inputs: { reports: "sarif=out/policies.sarif\njson=out/report.json\njunit=junit.xml\nbaseline=base.json" },
    });
    expect(run.outputs["reports"]?.split("\n")).toEqual([
      "out/policies.sarif",
      "out/report.json",
      "junit.xml",
      "base.json",
    ]);
    const sarif = JSON.parse(readFileSync(join(repo.folder, "out/policies.sarif"), "utf8")) as {
      version: string;
      runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
    };
    expect(sarif.version).toBe("2.1.0");
    expect(sarif.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("a.json");
  });

  test("not through a link that the pull request made", async () => {
    const outside = mkdtempSync(join(tmpdir(), "redshift-guard-outside-"));
    const repo = repository({ "a.json": allowing("s3:GetObject") });
    symlinkSync(outside, join(repo.folder, "out"));
    const run = await runAction({ repository: repo, inputs: { reports: "json=out/report.json" } });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("outside of the repository");
    expect(existsSync(join(outside, "report.json"))).toBe(false);
  });

  test("a baseline lets pass what was there, and not what is new", async () => {
    const repo = repository({ "a.json": allowing("s3:GetObjekt") });
    await runAction({ repository: repo, inputs: { reports: "baseline=known.json" } });
    const inputs = { baseline: "known.json" };
    const same = await runAction({ repository: repo, inputs });
    expect(same.status).toBe(0);
    expect(same.summary).toContain("1 finding known from the baseline <code>known.json</code>");
    repo.write({ "a.json": allowing("s3:Extra", "s3:GetObjekt") });
    const more = await runAction({ repository: repo, inputs });
    expect([more.status, more.outputs["errors"]]).toEqual([1, "1"]);
    repo.write({ "known.json": "{" });
    const spoilt = await runAction({ repository: repo, inputs });
    expect([spoilt.status, spoilt.outputs["not-analysed"]]).toEqual([1, "1"]);
    const gone = await runAction({ repository: repo, inputs: { baseline: "nowhere.json" } });
    expect([gone.status, gone.outputs["not-analysed"]]).toEqual([1, "1"]);
  });
});

describe("a file of the runner that cannot be written", () => {
  test.each([
    ["GITHUB_STEP_SUMMARY", "The job summary"],
    ["GITHUB_OUTPUT", "The outputs of this step"],
  ])("%s: red with a sentence, after the findings", async (variable, what) => {
    const repo = repository({ "a.json": allowing("s3:GetObjekt") });
    const run = await runAction({ repository: repo, environment: { [variable]: join(repo.folder, "no/such") } });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(run.stdout).toContain("INVALID_ACTION");
    expect(commandsIn(run.stdout).at(-1)).toMatch(
      new RegExp(`^::error title=redshift-guard::${what} could not be written to .*no/such. \\(ENOENT\\)`),
    );
  });

  test("the summary, where nothing could be run either", async () => {
    const repo = repository({ "a.json": allowing("s3:GetObject") });
    const environment = { GITHUB_STEP_SUMMARY: repo.folder };
    const run = await runAction({ repository: repo, inputs: { scope: "some" }, environment });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(commandsIn(run.stdout)).toEqual([expect.stringContaining("The input `scope` is `some`")]);
  });
});
