/** What happened, as the runner tells it through the environment and the event file. */
export interface GitHubEvent {
  /** `pull_request`, `push`, `schedule` … */
  readonly name: string;
  readonly owner: string;
  readonly repository: string;
  /** The commit whose checks people look at: the head of the pull request, not its merge. */
  readonly headSha: string;
  /** The commit that the run was started for, which `actions/checkout` takes unless it is told another one. */
  readonly runSha: string;
  /** Set where a change is proposed: on pull requests and in the merge queue. */
  readonly change?: ProposedChange;
  /** Distinguishes this step from others that comment on the same pull request. */
  readonly stepKey: string;
  readonly apiUrl: string;
  /** The page of this run. */
  readonly runUrl: string;
}

/** What a pull request, or the merge queue, wants on the base branch. */
export interface ProposedChange {
  readonly kind: "pull-request" | "merge-group";
  /** Of the pull request. */
  readonly number?: number;
  readonly baseSha: string;
  /** From another repository: then the token can only read. */
  readonly isFork: boolean;
  /** As GitHub counts them; it lists at most 3,000. */
  readonly changedFiles?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws a TypeError with a sentence for the user when the environment is no runner's or the event file is unreadable. */
export function readEvent(environment: Environment, readText: (path: string) => string): GitHubEvent {
  const name = environment["GITHUB_EVENT_NAME"] ?? "";
  const [owner = "", repository = ""] = (environment["GITHUB_REPOSITORY"] ?? "").split("/");
  const payload = readPayload(name, environment["GITHUB_EVENT_PATH"], readText);
  const server = environment["GITHUB_SERVER_URL"] ?? "https://github.com";
  const change = changeOf(name, payload);
  return {
    name,
    owner,
    repository,
    headSha: headOf(name, payload) ?? environment["GITHUB_SHA"] ?? "",
    runSha: environment["GITHUB_SHA"] ?? "",
    ...(change === undefined ? {} : { change }),
    stepKey: ["GITHUB_WORKFLOW", "GITHUB_JOB", "GITHUB_ACTION"].map((key) => environment[key] ?? "").join("/"),
    apiUrl: environment["GITHUB_API_URL"] ?? "https://api.github.com",
    runUrl: `${server}/${owner}/${repository}/actions/runs/${environment["GITHUB_RUN_ID"] ?? ""}`,
  };
}

type Members = { readonly [name: string]: unknown };

function readPayload(name: string, path: string | undefined, readText: (path: string) => string): Members {
  if (path === undefined || path === "") {
    if (isProposal(name))
      throw new TypeError(`The event \`${name}\` has no event file: \`GITHUB_EVENT_PATH\` is not set.`);
    return {};
  }
  try {
    return objectIn(JSON.parse(readText(path)));
  } catch (error) {
    // Without it nothing can be said about the pull request; other events need nothing of it.
    if (!isProposal(name)) return {};
    throw new TypeError(`The event file \`${path}\` cannot be read: ${(error as Error).message}`);
  }
}

function isProposal(name: string): boolean {
  return /^(pull_request|merge_group)/.test(name);
}

function headOf(name: string, payload: Members): string | undefined {
  if (name.startsWith("pull_request")) return shaIn(objectIn(objectIn(payload["pull_request"])["head"])["sha"]);
  if (name === "merge_group") return shaIn(objectIn(payload["merge_group"])["head_sha"]);
  return undefined;
}

function changeOf(name: string, payload: Members): ProposedChange | undefined {
  if (name === "merge_group") {
    const baseSha = shaIn(objectIn(payload["merge_group"])["base_sha"]);
    if (baseSha === undefined) throw new TypeError("The event file names no `merge_group.base_sha`.");
    return { kind: "merge-group", baseSha, isFork: false };
  }
  if (!name.startsWith("pull_request")) return undefined;
  const pull = objectIn(payload["pull_request"]);
  const base = objectIn(pull["base"]);
  const baseSha = shaIn(base["sha"]);
  const { number, changed_files: changedFiles } = pull;
  if (baseSha === undefined || typeof number !== "number") {
    throw new TypeError("The event file names no `pull_request.number` and `pull_request.base.sha`.");
  }
  // The head's repository is null once a fork is deleted.
  const from = objectIn(objectIn(pull["head"])["repo"])["id"];
  const isFork = from !== objectIn(base["repo"])["id"];
  const count = typeof changedFiles === "number" ? { changedFiles } : {};
  return { kind: "pull-request", number, baseSha, isFork, ...count };
}

/** Only what is surely a commit id may reach git or an address. */
function shaIn(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value) ? value : undefined;
}

function objectIn(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
