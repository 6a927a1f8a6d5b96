import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Ajv, type ValidateFunction } from "ajv";

/**
 * A local server in GitHub's place. It keeps check runs, comments and reviews, and holds every request and every answer
 * of its own against GitHub's published OpenAPI description: what does not fit stands in `faults`.
 */
export interface FakeGitHub {
  readonly url: string;
  readonly requests: readonly GitHubRequest[];
  /** What did not fit the description, a line each. Must be empty at the end of a test. */
  readonly faults: readonly string[];
  readonly checkRuns: readonly StoredCheckRun[];
  readonly comments: StoredComment[];
  readonly reviewComments: StoredComment[];
  readonly issues: StoredIssue[];
  close(): Promise<void>;
}

export interface GitHubRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface StoredCheckRun {
  readonly id: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly annotations: readonly Readonly<Record<string, unknown>>[];
}

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: string;
  readonly isBot: boolean;
  readonly path?: string;
  /** GitHub moves it with the text; absent when the lines are gone. */
  line?: number;
  /** Of a comment on several lines. */
  startLine?: number;
  readonly inReplyTo?: number;
}

export interface StoredIssue {
  readonly number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  stateReason: "completed" | "reopened" | "not_planned" | null;
  readonly labels: readonly string[];
}

export interface ListedFile {
  readonly filename: string;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly previous_filename?: string;
  readonly patch?: string;
  /** Where GitHub shows it: at the head, or, if it is removed, where it still was. */
  readonly contents_url?: string;
}

export interface FakeGitHubOptions {
  readonly files?: readonly ListedFile[];
  /** `path@ref` to text. */
  readonly contents?: Readonly<Record<string, string>>;
  readonly comments?: readonly StoredComment[];
  readonly reviewComments?: readonly StoredComment[];
  readonly issues?: readonly StoredIssue[];
  /** What the token may not do: each part of a path that answers 403. */
  readonly forbidden?: readonly string[];
  /** Answers instead of the server: a status, or undefined to go on. */
  readonly intercept?: (request: GitHubRequest, before: number) => Intercepted | undefined;
}

export interface Intercepted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  /** The connection is cut instead. */
  readonly reset?: true;
}

interface Operation {
  readonly method: string;
  readonly template: string;
  readonly pattern: RegExp;
  readonly description: { readonly [name: string]: unknown };
}

const description = JSON.parse(readFileSync(new URL("./fixtures/github-openapi.json", import.meta.url), "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly components: unknown;
};
// OpenAPI 3.0's schemas know `nullable`, which ajv reads; formats are not what can go wrong here.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: "github", components: withNull(description.components) } as object);
const validators = new Map<string, ValidateFunction>();
const operations: Operation[] = Object.entries(description.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    method: method.toUpperCase(),
    template,
    pattern: new RegExp(`^${template.replace(/\{path\}/g, ".*").replace(/\{\w+\}/g, "[^/]+")}$`),
    description: described,
  })),
);

export async function startGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const requests: GitHubRequest[] = [];
  const faults: string[] = [];
  const checkRuns: { id: number; request: Record<string, unknown>; annotations: Record<string, unknown>[] }[] = [];
  const comments = [...(options.comments ?? [])];
  const reviewComments = [...(options.reviewComments ?? [])];
  const issues = [...(options.issues ?? [])];
  let nextId = 1000;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const asked: GitHubRequest = {
      method: request.method ?? "GET",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
    const before = requests.filter(({ method, path }) => method === asked.method && path === asked.path).length;
    requests.push(asked);
    const operation = operations.find(({ method, pattern }) => method === asked.method && pattern.test(asked.path));
    if (operation === undefined) faults.push(`no such operation: ${asked.method} ${asked.path}`);
    else checkRequest(operation, asked, request);
    const given = options.intercept?.(asked, before);
    if (given?.reset === true) {
      request.socket.destroy();
      return;
    }
    if (given?.status !== undefined) {
      response.writeHead(given.status, { "content-type": "application/json", ...given.headers });
      response.end(given.text ?? '{"message":"of the test","documentation_url":"https://docs.github.com"}');
      return;
    }
    const { status, body } = options.forbidden?.some((part) => asked.path.includes(part) && asked.method !== "GET")
      ? {
          status: 403,
          body: { message: "Resource not accessible by integration", documentation_url: "https://docs.github.com" },
        }
      : handle(asked);
    if (operation !== undefined && typeof body !== "string") checkAnswer(operation, status, body);
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
    response.end(status === 204 ? undefined : typeof body === "string" ? body : JSON.stringify(body));
  }

  /** The files of a folder, as GitHub lists them. */
  function folderEntries(folder: string, ref: string): unknown[] {
    return Object.entries(options.contents ?? {}).flatMap(([key, text]) => {
      const path = key.endsWith(`@${ref}`) ? key.slice(0, -ref.length - 1) : "";
      const before = folder === "" ? "" : `${folder}/`;
      const name = path.startsWith(before) ? path.slice(before.length) : "";
      if (name === "" || name.includes("/")) return [];
      const url = "https://docs.github.com";
      const _links = { git: url, self: url, html: url };
      const urls = { url, git_url: url, html_url: url, download_url: url, _links };
      return [{ type: "file", size: text.length, name, path, sha: "0".repeat(40), ...urls }];
    });
  }

  function handle({ method, path, query, body }: GitHubRequest): { status: number; body?: unknown } {
    const page = <T>(items: readonly T[]): T[] => {
      const size = Number(query["per_page"] ?? 30);
      const from = (Number(query["page"] ?? 1) - 1) * size;
      return items.slice(from, from + size);
    };
    const id = Number(/\/(\d+)$/.exec(path)?.[1] ?? 0);
    if (path === "/user") return { status: 403, body: { message: "Resource not accessible by integration" } };
    if (/\/pulls\/\d+\/files$/.test(path))
      return { status: 200, body: page((options.files ?? []).slice(0, 3000)).map(fileEntry) };
    const contents = /\/contents\/(.*)$/.exec(path)?.[1];
    if (contents === "") {
      const names = Object.keys(options.contents ?? {}).filter((name) => name.endsWith(`@${query["ref"]}`));
      return names.length === 0
        ? { status: 404, body: { message: "Not Found" } }
        : { status: 200, body: folderEntries("", query["ref"] ?? "") };
    }
    if (contents !== undefined) {
      const found = options.contents?.[`${decodeURIComponent(contents)}@${query["ref"]}`];
      if (found !== undefined) return { status: 200, body: found };
      const listed = folderEntries(decodeURIComponent(contents), query["ref"] ?? "");
      return listed.length === 0 ? { status: 404, body: { message: "Not Found" } } : { status: 200, body: listed };
    }
    if (method === "POST" && path.endsWith("/check-runs")) {
      const run = { id: nextId++, request: { ...body }, annotations: annotationsIn(body) };
      checkRuns.push(run);
      return { status: 201, body: checkRunEntry(run) };
    }
    if (method === "PATCH" && path.includes("/check-runs/")) {
      const run = checkRuns.find((candidate) => candidate.id === id);
      if (run === undefined) return { status: 404, body: { message: "Not Found" } };
      run.annotations.push(...annotationsIn(body));
      return { status: 200, body: checkRunEntry(run) };
    }
    if (/\/issues(\/\d+)?$/.test(path)) return handleIssue(method, query, body, id, page);
    const store = path.includes("/pulls/") ? reviewComments : comments;
    const entry = path.includes("/pulls/") ? reviewCommentEntry : commentEntry;
    if (method === "GET" && path.endsWith("/comments")) return { status: 200, body: page(store).map(entry) };
    if (method === "POST" && path.endsWith("/comments")) return { status: 201, body: entry(add(store, body)) };
    if (method === "POST" && path.endsWith("/reviews")) {
      for (const comment of body["comments"] as Record<string, unknown>[]) add(reviewComments, comment);
      return { status: 200, body: reviewEntry(nextId++) };
    }
    const stored = store.find((candidate) => candidate.id === id);
    if (stored === undefined) return { status: 404, body: { message: "Not Found" } };
    if (method === "DELETE") {
      store.splice(store.indexOf(stored), 1);
      return { status: 204 };
    }
    stored.body = String(body["body"]);
    return { status: 200, body: entry(stored) };
  }

  function handleIssue(
    method: string,
    query: GitHubRequest["query"],
    body: GitHubRequest["body"],
    number: number,
    page: <T>(items: readonly T[]) => T[],
  ): { status: number; body?: unknown } {
    if (method === "GET") {
      const listed = issues.filter(
        ({ labels, state }) => labels.includes(query["labels"] ?? "") && (query["state"] === "all" || state === "open"),
      );
      return { status: 200, body: page(listed).map(issueEntry) };
    }
    if (method === "POST") {
      const issue: StoredIssue = {
        number: issues.length + 1,
        title: String(body["title"]),
        body: String(body["body"]),
        state: "open",
        stateReason: null,
        labels: body["labels"] as string[],
      };
      issues.push(issue);
      return { status: 201, body: issueEntry(issue) };
    }
    const issue = issues.find((candidate) => candidate.number === number);
    if (issue === undefined) return { status: 404, body: { message: "Not Found" } };
    if (body["title"] !== undefined) issue.title = String(body["title"]);
    if (body["body"] !== undefined) issue.body = String(body["body"]);
    if (body["state"] === "open" && issue.state === "closed")
      Object.assign(issue, { state: "open", stateReason: "reopened" });
    if (body["state"] === "closed")
      Object.assign(issue, { state: "closed", stateReason: body["state_reason"] ?? "completed" });
    return { status: 200, body: issueEntry(issue) };
  }

  function add(
    store: StoredComment[],
    { body, path, line, start_line: startLine }: Readonly<Record<string, unknown>>,
  ): StoredComment {
    const comment: StoredComment = {
      id: nextId++,
      body: String(body),
      user: "github-actions[bot]",
      isBot: true,
      ...(typeof path === "string" ? { path } : {}),
      ...(typeof line === "number" ? { line } : {}),
      ...(typeof startLine === "number" ? { startLine } : {}),
    };
    store.push(comment);
    return comment;
  }

  function checkRequest(
    { template, method, description }: Operation,
    asked: GitHubRequest,
    request: IncomingMessage,
  ): void {
    const name = `${method} ${template}`;
    if (request.headers.authorization?.startsWith("Bearer ") !== true) faults.push(`${name}: no token`);
    if (request.headers["user-agent"] === undefined) faults.push(`${name}: no user agent`);
    const schema = contentSchema(description["requestBody"]);
    if (schema !== undefined) check(`${name} request`, schema, asked.body);
    const parameters = (description["parameters"] ?? []) as readonly Record<string, unknown>[];
    const known = parameters.map((parameter) => resolve(parameter)).filter((parameter) => parameter["in"] === "query");
    for (const key of Object.keys(asked.query)) {
      if (!known.some((parameter) => parameter["name"] === key)) faults.push(`${name}: unknown parameter ${key}`);
    }
  }

  function checkAnswer({ template, method, description }: Operation, status: number, body: unknown): void {
    const responses = description["responses"] as Readonly<Record<string, unknown>>;
    const described = responses[String(status)];
    if (described === undefined) return;
    const schema = contentSchema(resolve(described as Record<string, unknown>));
    if (schema !== undefined) check(`${method} ${template} ${status}`, schema, body);
  }

  function check(name: string, schema: unknown, value: unknown): void {
    const known = validators.get(name) ?? ajv.compile(withAbsoluteReferences(withNull(schema)) as object);
    validators.set(name, known);
    if (!known(value)) faults.push(`${name}: ${ajv.errorsText(known.errors).slice(0, 300)}`);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    faults,
    checkRuns,
    comments,
    reviewComments,
    issues,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function contentSchema(described: unknown): unknown {
  const content = (
    described as { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> } | undefined
  )?.content;
  return content?.["application/json"]?.schema;
}

function resolve(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const reference = value["$ref"];
  if (typeof reference !== "string") return value;
  const [, ...names] = reference.split("/");
  return names.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], description) as Record<
    string,
    unknown
  >;
}

/** OpenAPI 3.0's `nullable` beside a reference or an `anyOf` is no JSON Schema that ajv takes. */
function withNull(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNull);
  if (typeof schema !== "object" || schema === null) return schema;
  const members = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, withNull(value)]));
  if (members["nullable"] !== true || ("type" in members && !("enum" in members))) return members;
  const { nullable: _, ...rest } = members;
  return { anyOf: [rest, { type: "null" }] };
}

/** `#/components/…` of a part is the same of the whole. */
function withAbsoluteReferences(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/'));
}

function annotationsIn(body: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  return ((body["output"] as { annotations?: Record<string, unknown>[] } | undefined)?.annotations ?? []).slice();
}

const sha = "0".repeat(40);
const address = "https://api.github.com/x";
const time = "2026-01-01T00:00:00Z";

function issueEntry({ number, title, body, state, stateReason, labels }: StoredIssue): object {
  return {
    id: number,
    node_id: "n",
    url: address,
    repository_url: address,
    labels_url: address,
    comments_url: address,
    events_url: address,
    html_url: address,
    number,
    title,
    body,
    state,
    state_reason: stateReason,
    user: null,
    labels: labels.map((name) => ({
      id: 1,
      node_id: "n",
      url: address,
      name,
      description: null,
      color: "ededed",
      default: false,
    })),
    assignee: null,
    milestone: null,
    locked: false,
    comments: 0,
    closed_at: null,
    created_at: time,
    updated_at: time,
    author_association: "NONE",
  };
}

function fileEntry(file: ListedFile): object {
  return {
    sha,
    additions: 1,
    deletions: 0,
    changes: 1,
    blob_url: address,
    raw_url: address,
    contents_url: address,
    ...file,
  };
}

function checkRunEntry({ id, request, annotations }: StoredCheckRun): object {
  return {
    id,
    node_id: "n",
    head_sha: request["head_sha"],
    external_id: null,
    url: address,
    html_url: null,
    details_url: null,
    status: "completed",
    conclusion: request["conclusion"] ?? null,
    started_at: time,
    completed_at: time,
    name: request["name"],
    output: { title: null, summary: null, text: null, annotations_count: annotations.length, annotations_url: address },
    check_suite: null,
    app: null,
    pull_requests: [],
  };
}

function user({ user: login, isBot }: StoredComment): object {
  const urls = [
    "avatar_url",
    "url",
    "html_url",
    "followers_url",
    "following_url",
    "gists_url",
    "starred_url",
    "subscriptions_url",
    "organizations_url",
    "repos_url",
    "events_url",
    "received_events_url",
  ];
  return {
    login,
    id: 1,
    node_id: "n",
    gravatar_id: "",
    type: isBot ? "Bot" : "User",
    site_admin: false,
    ...Object.fromEntries(urls.map((name) => [name, address])),
  };
}

function commentEntry(comment: StoredComment): object {
  return {
    id: comment.id,
    node_id: "n",
    url: address,
    html_url: address,
    body: comment.body,
    user: user(comment),
    created_at: time,
    updated_at: time,
    issue_url: address,
    author_association: "NONE",
  };
}

function reviewCommentEntry(comment: StoredComment): object {
  return {
    ...commentEntry(comment),
    pull_request_review_id: 1,
    diff_hunk: "",
    path: comment.path ?? "",
    commit_id: sha,
    original_commit_id: sha,
    pull_request_url: address,
    ...(comment.line === undefined ? {} : { line: comment.line }),
    start_line: comment.startLine ?? null,
    ...(comment.inReplyTo === undefined ? {} : { in_reply_to_id: comment.inReplyTo }),
    _links: { self: { href: address }, html: { href: address }, pull_request: { href: address } },
  };
}

function reviewEntry(id: number): object {
  return {
    id,
    node_id: "n",
    user: null,
    body: "",
    state: "COMMENTED",
    html_url: address,
    pull_request_url: address,
    _links: { html: { href: address }, pull_request: { href: address } },
    commit_id: sha,
    author_association: "NONE",
  };
}
