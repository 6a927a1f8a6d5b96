import { afterEach, describe, expect, test } from "vitest";
import { type FakeGitHub, type ListedFile, startGitHub } from "../../../packages/github/test/github-server.ts";
import { allowing, type Repository, repository } from "./repository.ts";
import { type ActionEvent, commandsIn, mergeGroup, pullRequest, runAction } from "./run-action.ts";

let github: FakeGitHub | undefined;
afterEach(async () => {
  expect(github?.faults ?? []).toEqual([]);
  await github?.close();
  github = undefined;
});

/** On main one bad policy; the change adds a bad one and mends none. */
function proposal(): { repo: Repository; base: string; head: string } {
  const repo = repository({ "policies/old.json": allowing("s3:GetObjekt"), "readme.md": "text\n" });
  const base = repo.git("rev-parse", "HEAD");
  repo.write({ "policies/new.json": allowing("s3:PutObjekt"), "readme.md": "other\n" });
  return { repo, base, head: repo.commit() };
}

const listed: ListedFile[] = [
  { filename: "policies/new.json", status: "added" },
  { filename: "readme.md", status: "modified" },
];

interface Row {
  readonly event: (base: string, head: string) => ActionEvent;
  readonly token: boolean;
  readonly inputs?: Record<string, string>;
  /** The files with findings. */
  readonly sees: string[];
  readonly says: string;
}

const all = ["policies/new.json", "policies/old.json"];
const changed = ["policies/new.json"];
const rows: [string, Row][] = [
  [
    "pull_request",
    { event: (base, head) => pullRequest({ base, head }), token: true, sees: changed, says: "as GitHub lists them" },
  ],
  [
    "pull_request without a token",
    { event: (base, head) => pullRequest({ base, head }), token: false, sees: changed, says: "as git lists them" },
  ],
  [
    "pull_request from a fork",
    {
      event: (base, head) => pullRequest({ base, head, fork: true }),
      token: true,
      sees: changed,
      says: "pull request from a fork",
    },
  ],
  [
    "pull_request, everything",
    {
      event: (base, head) => pullRequest({ base, head }),
      token: true,
      inputs: { scope: "all" },
      sees: all,
      says: "All files were looked at",
    },
  ],
  [
    "pull_request_target",
    {
      event: (base, head) => ({ ...pullRequest({ base, head }), name: "pull_request_target" }),
      token: true,
      sees: changed,
      says: "Use <code>pull&#95;request</code>",
    },
  ],
  ["push", { event: () => ({ name: "push" }), token: true, sees: all, says: "All files were looked at" }],
  ["schedule", { event: () => ({ name: "schedule" }), token: true, sees: all, says: "All files were looked at" }],
  [
    "workflow_dispatch",
    { event: () => ({ name: "workflow_dispatch" }), token: false, sees: all, says: "All files were looked at" },
  ],
  [
    "workflow_dispatch that asks for changes",
    {
      event: () => ({ name: "workflow_dispatch" }),
      token: false,
      inputs: { scope: "changed" },
      sees: all,
      says: "proposes no change",
    },
  ],
  [
    "merge_group",
    { event: (base, head) => mergeGroup(base, head), token: true, sees: changed, says: "as git lists them" },
  ],
];

describe("what is looked at, by event", () => {
  test.each(rows)("%s", async (_, { event, token, inputs = {}, sees, says }) => {
    const { repo, base, head } = proposal();
    if (token) github = await startGitHub({ files: listed });
    const run = await runAction({
      repository: repo,
      event: event(base, head),
      inputs,
      ...(github === undefined ? {} : { github: github.url }),
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toBe("");
    expect(run.summary).toContain(says);
    expect(run.outputs["conclusion"]).toBe("failure");
    expect(run.outputs["errors"]).toBe(String(sees.length));
    const named = all.filter((path) => run.summary.includes(`<code>${path}</code>`));
    expect(named).toEqual(sees);
    // From a fork the token cannot write, so commands it is; elsewhere the check run has the findings.
    const isFork = JSON.stringify(event(base, head).payload ?? {}).includes('"id":2');
    const errors = commandsIn(run.stdout).filter((command) => command.startsWith("::error "));
    expect(errors).toHaveLength(token && !isFork ? 0 : sees.length);
    expect(github?.checkRuns.flatMap(({ annotations }) => annotations.map(({ path }) => path)).sort() ?? []).toEqual(
      token && !isFork ? sees : [],
    );
  });
});

describe("a checkout of the base branch instead of the change is red", () => {
  const target = (base: string, head: string): ActionEvent => ({
    ...pullRequest({ base, head, fork: true }),
    name: "pull_request_target",
  });
  const says = "The base branch is checked out, so the proposed change was not looked at.";

  test.each<[string, (base: string, head: string) => ActionEvent, string, Record<string, string>]>([
    ["what pull_request_target gives", target, says, {}],
    ["pull_request with a ref", (base, head) => pullRequest({ base, head }), says, {}],
    ["merge_group with a ref", mergeGroup, says, {}],
    ["pull_request_target without git", target, "Without git there is no telling", { GIT_DIR: "/nowhere" }],
  ])("%s", async (_, event, words, environment) => {
    const { repo, base, head } = proposal();
    repo.git("checkout", "--quiet", "--force", base);
    repo.write({ "policies/old.json": allowing("s3:GetObject"), "policies/new.json": allowing("s3:GetObject") });
    github = await startGitHub({
      files: listed,
      contents: { [`policies/old.json@${base}`]: allowing("s3:GetObject") },
    });
    for (const scope of ["changed", "all"]) {
      const run = await runAction({
        repository: repo,
        event: event(base, head),
        github: github.url,
        inputs: { scope },
        environment,
      });
      expect([run.status, run.outputs["errors"], run.outputs["not-analysed"]]).toEqual([1, "0", "1"]);
      expect(run.summary).toContain(words);
    }
  });

  test("also where it went on since, or is older than the event says", async () => {
    const { repo, base, head } = proposal();
    repo.git("checkout", "--quiet", "--detach", base);
    const later = repo.commit();
    const run = () => runAction({ repository: repo, event: target(base, head), inputs: { "new-access": "off" } });
    expect((await run()).summary).toContain(says);
    repo.git("checkout", "--quiet", "--force", base);
    expect((await runAction({ repository: repo, event: pullRequest({ base: later, head }) })).summary).toContain(says);
  });

  test("another commit than the proposed one is said, and not red", async () => {
    const { repo, base, head } = proposal();
    repo.commit();
    repo.write({ "policies/new.json": allowing("s3:PutObject") });
    repo.commit();
    const event = { ...pullRequest({ base, head }), sha: head };
    const run = await runAction({ repository: repo, event, inputs: { scope: "changed", "new-access": "off" } });
    expect(run.summary).toContain("what is said here is about that commit");
    expect([run.status, run.outputs["not-analysed"]]).toEqual([0, "0"]);
  });
});

describe("a run of a commit that is not the head any more", () => {
  const address = (head: string) => `https://api.github.com/repositories/1/contents/x?ref=${head}`;
  const newer = "2".repeat(40);

  test.each(["summary", "review"])(
    "looks at what that commit changed, and leaves the comments alone: %s",
    async (comment) => {
      const { repo, base, head } = proposal();
      // Of the newer commit, which takes the bad policy away again.
      const files = [{ filename: "readme.md", status: "modified", contents_url: address(newer) } as const];
      const marker = "<!-- redshift-guard:validate:Policies/validate/__self -->";
      const comments = [{ id: 1, body: `${marker}\nof the newer run`, user: "github-actions[bot]", isBot: true }];
      github = await startGitHub({ files, comments });
      const event = pullRequest({ base, head });
      const run = await runAction({ repository: repo, event, github: github.url, inputs: { comment } });
      expect([run.status, run.outputs["errors"]]).toEqual([1, "1"]);
      expect(run.summary).toContain("2 files are changed, as git lists them");
      expect(run.summary).toContain("No comment was written or changed");
      expect(github.comments.map(({ body }) => body)).toEqual([`${marker}\nof the newer run`]);
    },
  );

  test("is none where GitHub shows the head, or a removed file where it was", async () => {
    const { repo, base, head } = proposal();
    const files: ListedFile[] = [
      ...listed.map((file) => ({ ...file, contents_url: address(head) })),
      { filename: "gone.json", status: "removed", contents_url: address(base) },
    ];
    github = await startGitHub({ files });
    const run = await runAction({ repository: repo, event: pullRequest({ base, head }), github: github.url });
    expect(run.summary).toContain("3 files are changed, as GitHub lists them");
  });
});

test.each<[string, Record<string, string | undefined>, Record<string, string>, string | undefined]>([
  ["of the config", { "redshift-guard.yml": "version: 1\nroles: []\n" }, {}, "redshift-guard.yml"],
  ["that takes the config away", { "redshift-guard.yml": undefined }, {}, "redshift-guard.yml"],
  ["of the baseline", { "known.json": "{}" }, { baseline: "known.json" }, "known.json"],
  ["of neither", { "known.json": "{}" }, {}, undefined],
])("a change %s is said to judge what was not looked at", async (_, files, inputs, named) => {
  const repo = repository({ "redshift-guard.yml": "version: 1\n", "policies/old.json": allowing("s3:GetObject") });
  const base = repo.git("rev-parse", "HEAD");
  repo.write(files);
  const event = pullRequest({ base, head: repo.commit() });
  const run = async (more: Record<string, string>) =>
    (await runAction({ repository: repo, event, inputs: { ...inputs, ...more } })).summary;
  const says = `The change touches <code>${named}</code>, by which all policies are judged`;
  if (named === undefined) expect(await run({})).not.toContain("The change touches");
  else expect(await run({})).toContain(says);
  expect(await run({ scope: "all" })).not.toContain("The change touches");
});

describe("a checkout of one commit", () => {
  test("of a merge: the base is its first parent, fetched where it is missing", async () => {
    const origin = repository({ "policies/a.json": allowing("s3:GetObject") });
    const stale = origin.git("rev-parse", "HEAD");
    origin.git("checkout", "--quiet", "-b", "change");
    origin.write({ "policies/a.json": allowing("s3:GetObject", "s3:PutObject") });
    const head = origin.commit();
    origin.git("checkout", "--quiet", "main");
    origin.write({ "policies/others.json": allowing("s3:GetObjekt") });
    origin.commit();
    origin.git("merge", "--quiet", "--no-ff", "--no-edit", "change");
    const shallow = repository();
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
    shallow.git("remote", "add", "origin", `file://${origin.folder}`);
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "main");
    shallow.git("checkout", "--quiet", "--force", "FETCH_HEAD");
    // The event's base is older than what was merged; by it, `others.json` would be part of the change.
    const run = await runAction({ repository: shallow, event: pullRequest({ base: stale, head }) });
    expect(run.summary).toContain("1 file is changed, as git lists them");
    expect(run.summary).toContain("New access");
    expect(run.status).toBe(0);
    expect(run.outputs["new-access"]).toBe("new");
  });

  test("what the base has changed since is no change of a head that was checked out itself", async () => {
    const repo = repository({
      "policies/a.json": allowing("s3:GetObject", "s3:PutObject"),
      "policies/b.json": allowing("s3:GetObject"),
    });
    repo.git("checkout", "--quiet", "-b", "change");
    repo.write({ "policies/b.json": `\n${allowing("s3:GetObject")}` });
    const head = repo.commit();
    repo.git("checkout", "--quiet", "main");
    repo.write({ "policies/a.json": allowing("s3:GetObject") });
    const base = repo.commit();
    repo.git("checkout", "--quiet", "change");
    const event = pullRequest({ base, head });
    const run = await runAction({ repository: repo, event, inputs: { "new-access": "fail" } });
    expect(run.summary).toContain("1 file is changed, as git lists them");
    expect([run.status, run.outputs["new-access"]]).toEqual([0, "none"]);
  });

  test("without a way to the base: everything is looked at, and said", async () => {
    const repo = repository({ "policies/old.json": allowing("s3:GetObjekt") });
    const gone = "1".repeat(40);
    const run = await runAction({
      repository: repo,
      event: pullRequest({ base: gone, head: gone }),
      inputs: { "new-access": "off" },
    });
    expect(run.summary).toContain("The changed files could not be listed");
    expect(run.summary).toContain("policies/old.json");
    expect(run.status).toBe(1);
  });
});

describe("sizes", () => {
  test("3,000 changed files: 30 pages, every policy among them", async () => {
    const { repo, base, head } = proposal();
    const files = Array.from({ length: 2998 }, (_, i): ListedFile => ({ filename: `src/${i}.ts`, status: "modified" }));
    repo.write(Object.fromEntries(files.slice(0, 50).map(({ filename }) => [filename, "code"])));
    github = await startGitHub({ files: [...files, ...listed] });
    const run = await runAction({
      repository: repo,
      event: pullRequest({ base, head, changedFiles: 3000 }),
      github: github.url,
    });
    expect(github.requests.filter(({ path }) => path.endsWith("/files"))).toHaveLength(30);
    expect(run.summary).toContain("3000 files are changed, as GitHub lists them");
    expect(run.summary).toContain("policies/new.json");
    expect(run.status).toBe(1);
  });

  test("fewer than the event counts: git is asked", async () => {
    const { repo, base, head } = proposal();
    github = await startGitHub({ files: [] });
    const run = await runAction({
      repository: repo,
      event: pullRequest({ base, head, changedFiles: 2 }),
      github: github.url,
    });
    expect([run.status, run.outputs["errors"]]).toEqual([1, "1"]);
    expect(run.summary).toContain("as git lists them");
  });

  test("more than GitHub lists: git is asked, and without it everything is looked at", async () => {
    const { repo, base, head } = proposal();
    const files = Array.from({ length: 3000 }, (_, i): ListedFile => ({ filename: `src/${i}.ts`, status: "modified" }));
    github = await startGitHub({ files });
    const event = pullRequest({ base, head, changedFiles: 4000 });
    const run = await runAction({ repository: repo, event, github: github.url });
    expect(run.summary).toContain("2 files are changed, as git lists them");
    expect(run.status).toBe(1);
    const gone = pullRequest({ base: "1".repeat(40), head, changedFiles: 4000 });
    const without = await runAction({
      repository: repo,
      event: gone,
      github: github.url,
      inputs: { "new-access": "off" },
    });
    expect(without.summary).toContain("GitHub lists only 3000 changed files");
    expect(without.summary).toContain("policies/old.json");
    expect(without.status).toBe(1);
  });

  test("a change that only deletes is green", async () => {
    const { repo, base, head } = proposal();
    github = await startGitHub({ files: [{ filename: "policies/gone.json", status: "removed" }] });
    const run = await runAction({ repository: repo, event: pullRequest({ base, head }), github: github.url });
    expect(run.summary).toContain("1 of them is removed");
    expect(run.summary).toContain("passed");
    expect(run.status).toBe(0);
    expect(run.outputs["conclusion"]).toBe("success");
  });

  test("a repository without a policy is red where all was to be looked at", async () => {
    const run = await runAction({ repository: repository({ "a.json": "{}" }), event: { name: "push" } });
    expect(run.status).toBe(1);
    expect(run.summary).toContain("NOT&#95;ANALYSED&#95;NO&#95;POLICY");
  });
});
