// Publishes the packages whose versions are new, then the actions: their bundles are committed on a detached head that
// only tags reach, so that main stays readable. Run by .github/workflows/release.yml after the version pull request.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const version = (JSON.parse(readFileSync("packages/cli/package.json", "utf8")) as { version: string }).version;
const tag = `v${version}`;
const major = `v${version.split(".")[0]}`;

run("pnpm", ["exec", "turbo", "run", "build", "--force"]);
run("pnpm", ["publish", "--recursive", "--access", "public", "--no-git-checks"]);
if (output("git", ["tag", "--list", tag]) === "") {
  run("git", ["checkout", "--detach"]);
  run("git", ["add", "--force", "actions/validate/dist", "actions/drift/dist"]);
  run("git", ["commit", "-m", `Build ${tag}`]);
  run("git", ["tag", "--annotate", tag, "-m", tag]);
  run("git", ["tag", "--force", major]);
  run("git", ["push", "origin", tag]);
  run("git", ["push", "--force", "origin", major]);
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: "inherit" });
}

function output(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: "utf8" }).trim();
}
