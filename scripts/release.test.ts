import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Of the version that is released next: that of the packages, raised by a changeset of their own. */
function nextMajor(): string {
  const { version } = JSON.parse(read("packages/cli/package.json")) as { version: string };
  const changesets = readdirSync(join(root, ".changeset")).filter((name) => name.endsWith(".md"));
  const isMajor = changesets.some((name) => /^"[^"]+": major$/m.test(read(`.changeset/${name}`)));
  return String(Number(version.split(".")[0]) + (isMajor ? 1 : 0));
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

test("what pages and workflows take of this repository and of npm is what the next release gives", () => {
  const files = execFileSync("git", ["ls-files", "*.md", "*.yml", "*.ts"], { cwd: root, encoding: "utf8" });
  const named = files
    .trim()
    .split("\n")
    .filter((path) => !path.endsWith("CHANGELOG.md"))
    .flatMap((path) =>
      [...read(path).matchAll(/redshift-guard\/redshift-guard\/[\w./-]+@v(\d+)|npx --yes redshift-guard@(\d+)/g)].map(
        ([text, tag, range]) => ({ path, text, major: tag ?? range }),
      ),
    );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ major }) => major !== nextMajor())).toEqual([]);
});

// One that names a private package beside them keeps `changeset version` from running.
test("changesets name the packages that are released", () => {
  const released = ["core", "aws", "cli"].map((name) => JSON.parse(read(`packages/${name}/package.json`)).name);
  const names = readdirSync(join(root, ".changeset")).filter((name) => /^(?!README)[\w-]+\.md$/.test(name));
  const wrong = names.filter((name) => {
    const [, head = ""] = read(`.changeset/${name}`).split(/^---$/m);
    const bumps = [...head.matchAll(/^"([^"]+)": (?:major|minor|patch)$/gm)].map(([, bumped]) => bumped);
    return bumps.length !== head.trim().split("\n").length || !bumps.every((bumped) => released.includes(bumped));
  });
  expect(wrong).toEqual([]);
});

// npm takes what a workflow publishes only from packages that name the workflow's repository.
test.each(["core", "aws", "cli"])("the package of %s has its licence and names the repository", (name) => {
  const folder = join(root, "packages", name);
  const target = mkdtempSync(join(tmpdir(), "redshift-guard-release-"));
  const options = { cwd: folder, encoding: "utf8" } as const;
  const tarball = execFileSync("pnpm", ["pack", "--pack-destination", target], options).trim().split("\n").at(-1);
  const files = execFileSync("tar", ["-tzf", tarball as string], options)
    .trim()
    .split(/\r?\n/);
  rmSync(target, { recursive: true });
  expect(files).toContain("package/LICENSE");
  const { repository } = JSON.parse(read(`packages/${name}/package.json`)) as { repository?: unknown };
  expect(repository).toEqual({
    type: "git",
    url: "git+https://github.com/redshift-guard/redshift-guard.git",
    directory: `packages/${name}`,
  });
});

// The release runs pnpm, which GitHub's runners have not got: setup.mjs fetches it into .tools.
test("later steps of a job find what its set-up fetched", () => {
  expect(read("scripts/setup.mjs")).toContain('join(tools, "node_modules", ".bin")');
  expect(read(".github/actions/setup/action.yml")).toContain('.tools/node_modules/.bin" >> "$GITHUB_PATH"');
});
