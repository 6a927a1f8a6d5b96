import { execFile } from "node:child_process";
import type { ChangedFile } from "@redshift-guard/github";
import type { CommitFile } from "./base-commit.ts";

/** The repository's own git, asked without a shell. Commit ids come from `readEvent`, which lets nothing else through. */
export interface Git {
  /** The checked-out commit, with the commits that it was made from; these are known in a shallow checkout, too. */
  head(): Promise<HeadCommit>;
  /** Whether the checked-out commit is certainly part of the history of this one; false where git cannot tell. */
  isHeadBefore(sha: string): Promise<boolean>;
  hasCommit(sha: string): Promise<boolean>;
  /** Gets one commit without its history. */
  fetchCommit(sha: string): Promise<void>;
  /** What the checked-out commit changes since it left the base's history. */
  changedFiles(base: string): Promise<ChangedFile[]>;
  /** Undefined when the commit has no such file. */
  textAt(sha: string, path: string): Promise<string | undefined>;
  /** The files and links of a folder of the commit, which is empty or ends with a slash; none where there is no such folder. */
  filesAt(sha: string, folder: string): Promise<CommitFile[]>;
}

export interface HeadCommit {
  readonly sha: string;
  readonly parents: readonly string[];
}

const largestOutput = 64 * 1024 * 1024;

/** Every member throws an Error that says in words why git failed, or that it is not there. */
export function gitIn(folder: string): Git {
  function run(args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        cwd: folder,
        maxBuffer: largestOutput,
        timeout: 120_000,
        // git must fail rather than ask for a password.
        env: { ...process.env, GIT_TERMINAL_PROMPT: "0" },
      };
      execFile("git", [...args], options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(whyGitFailed(stderr, error)));
      });
    });
  }

  /**
   * The merge base, from which GitHub lists changes, too: what the base branch has changed since is not the proposal's.
   * A shallow checkout may lack it; then the base itself, from which those files are listed as well.
   */
  async function mergeBase(base: string): Promise<string> {
    try {
      if ((await run(["rev-parse", "--is-shallow-repository"])).trim() !== "false") return base;
      return (await run(["merge-base", base, "HEAD"])).trim();
    } catch {
      return base;
    }
  }

  /** Commit -> its paths, listed once. */
  const pathsOf = new Map<string, Promise<ReadonlySet<string>>>();

  return {
    async head() {
      const [sha, commit] = await Promise.all([
        run(["rev-parse", "--verify", "HEAD"]),
        run(["cat-file", "commit", "HEAD"]),
      ]);
      const lines = commit.slice(0, commit.indexOf("\n\n"));
      const parents = [...lines.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] as string);
      return { sha: sha.trim(), parents };
    },
    async isHeadBefore(sha) {
      return run(["merge-base", "--is-ancestor", "HEAD", sha]).then(
        () => true,
        () => false,
      );
    },
    async hasCommit(sha) {
      return run(["cat-file", "-e", `${sha}^{commit}`]).then(
        () => true,
        () => false,
      );
    },
    async fetchCommit(sha) {
      await run(["fetch", "--quiet", "--no-tags", "--depth=1", "origin", sha]);
    },
    async changedFiles(base) {
      const from = await mergeBase(base);
      const listed = await run([
        "diff",
        "--name-status",
        "-z",
        "-M",
        "--no-ext-diff",
        "--no-textconv",
        // The proposal's own `.gitmodules` may say that a submodule's changes are not to be shown.
        "--ignore-submodules=none",
        from,
        "HEAD",
        "--",
      ]);
      return parseNameStatus(listed);
    },
    async textAt(sha, path) {
      const known =
        pathsOf.get(sha) ?? run(["ls-tree", "-r", "-z", "--name-only", sha]).then((list) => new Set(list.split("\0")));
      pathsOf.set(sha, known);
      return (await known).has(path) ? run(["cat-file", "blob", `${sha}:${path}`]) : undefined;
    },
    async filesAt(sha, folder) {
      const tree = await run(["ls-tree", "-z", sha, ...(folder === "" ? [] : ["--", folder])]);
      return parseTree(tree, folder);
    },
  };
}

const knownFaults: readonly (readonly [RegExp, string])[] = [
  [/not a git repository/, "git finds no repository here; check that `actions/checkout` ran before"],
  [/dubious ownership/, "git refuses a repository of another user; add it with `git config --global safe.directory`"],
  [
    /not our ref|couldn't find remote ref|unadvertised object|bad object|ambiguous argument|unknown revision|bad revision/i,
    "the base commit is not in the checkout, and could not be fetched",
  ],
  [
    /'origin' does not appear|Could not read from remote|No such remote|could not read Username|Authentication failed|unable to access|Could not resolve host/i,
    "the base commit is not in the checkout, and the remote cannot be reached for it",
  ],
];

/** git says the reason first, and then general advice. */
export function whyGitFailed(
  stderr: string,
  error: Error & { readonly code?: unknown; readonly killed?: boolean },
): string {
  if (error.code === "ENOENT") return "git is not installed on this runner";
  if (error.killed === true) return "git took longer than two minutes, or said more than 64 MiB";
  const known = knownFaults.find(([pattern]) => pattern.test(stderr));
  if (known !== undefined) return known[1];
  const lines = stderr.split("\n").map((line) => line.trim());
  const line =
    lines.find((candidate) => /^(?:fatal|error):/.test(candidate)) ?? lines.find((candidate) => candidate !== "");
  return `git failed: ${line?.replace(/^(?:fatal|error): /, "") ?? error.message}`;
}

/** `git ls-tree -z`: mode, kind and object, a tab and the path, each ended by a zero. */
function parseTree(listed: string, folder: string): CommitFile[] {
  const entries = [...listed.matchAll(/(\d+) blob [0-9a-f]+\t([^\0]+)\0/g)];
  return entries.map(([, mode, path = ""]) => ({ name: path.slice(folder.length), isLink: mode === "120000" }));
}

/** `git diff --name-status -z`: a status and one path, or two for a rename, each ended by a zero. */
export function parseNameStatus(listed: string): ChangedFile[] {
  const fields = listed.split("\0");
  const files: ChangedFile[] = [];
  for (let i = 0; i + 1 < fields.length; ) {
    const status = (fields[i] as string)[0];
    const path = fields[i + 1] as string;
    if (status === "R" || status === "C") {
      const target = fields[i + 2] as string;
      files.push(
        status === "R" ? { path: target, status: "renamed", previousPath: path } : { path: target, status: "added" },
      );
      i += 3;
    } else {
      files.push({ path, status: status === "A" ? "added" : status === "D" ? "removed" : "modified" });
      i += 2;
    }
  }
  return files;
}
