import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A git repository in a temporary folder. */
export interface Repository {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Undefined removes the file. */
  write(files: Readonly<Record<string, string | Buffer | undefined>>): void;
  /** The new commit's id. */
  commit(): string;
}

export function repository(files: Readonly<Record<string, string>> = {}): Repository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "redshift-guard-action-")));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const repo: Repository = {
    folder,
    git,
    write(changes) {
      for (const [path, text] of Object.entries(changes)) {
        const file = join(folder, path);
        if (text === undefined) rmSync(file);
        else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
      }
    },
    commit() {
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", "change");
      return git("rev-parse", "HEAD");
    },
  };
  git("init", "--quiet", "--initial-branch=main");
  repo.write(files);
  repo.commit();
  return repo;
}

/** A policy that allows these actions on everything. */
export function allowing(...actions: readonly string[]): string {
  const statement = { Effect: "Allow", Action: actions, Resource: "*" };
  return `${JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2)}\n`;
}
