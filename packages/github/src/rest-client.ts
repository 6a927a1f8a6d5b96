import type { Agent } from "node:http";

/** GitHub's REST API, for the few requests that the actions make. */
export interface RestClient {
  /** Throws a `GitHubError` for every answer that is no success, and when there is no answer. What is gone is deleted. */
  request(method: Method, path: string, body?: unknown, options?: RequestOptions): Promise<RestAnswer>;
  /** All elements of a list, a hundred a request; at most `limit`. */
  list(path: string, limit: number): Promise<unknown[]>;
}

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export interface RequestOptions {
  /** The media type wanted; the body of any but JSON is a string. */
  readonly accept?: string;
}

/** A successful answer; `body` is parsed where it is JSON. */
export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** An answer that is no success, in GitHub's words, or none at all. */
export class GitHubError extends Error {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.name = "GitHubError";
    this.status = status;
  }
}

export interface RestClientOptions {
  /** `GITHUB_API_URL`: another one on GitHub Enterprise. */
  readonly apiUrl: string;
  readonly token: string;
  /** For one request, in milliseconds. */
  readonly timeout?: number;
  /** The longest wait for a rate limit, in milliseconds. */
  readonly longestWait?: number;
}

/** Requests for one call, the first included. */
const attempts = 4;
const largestAnswer = 64 * 1024 * 1024;

/** A client that tries again where that helps, and waits for a rate limit where that is short. */
export function restClient(options: RestClientOptions): RestClient {
  const { timeout = 30_000, longestWait = 60_000 } = options;
  const base = options.apiUrl.replace(/\/+$/, "");
  let kept: Agent | undefined;

  async function request(
    method: Method,
    path: string,
    body?: unknown,
    { accept = "application/vnd.github+json" }: RequestOptions = {},
  ): Promise<RestAnswer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      accept,
      authorization: `Bearer ${options.token}`,
      "user-agent": "redshift-guard",
      "x-github-api-version": "2022-11-28",
      ...(text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    };
    for (let attempt = 1; ; attempt++) {
      let answer: RawAnswer;
      try {
        answer = await exchange(new URL(`${base}${path}`), { method, headers, text, timeout, agent: agentFor(method) });
      } catch (error) {
        // An answer that was lost may have been acted on: only what can be done twice is sent twice.
        if (attempt < attempts && isRepeatable(method)) {
          await pause(250 * 2 ** attempt);
          continue;
        }
        throw new GitHubError(`GitHub could not be reached (${(error as Error).message}).`);
      }
      if (answer.status >= 200 && answer.status < 300) return read(answer, accept);
      // Gone already: by an attempt whose answer was lost, or by a run beside this one.
      if (method === "DELETE" && answer.status === 404) return { status: 404, body: undefined };
      const wait = waitFor(answer);
      const again = wait !== undefined || (answer.status >= 500 && isRepeatable(method));
      const delay = wait ?? 250 * 2 ** attempt;
      if (!again || attempt === attempts || delay > longestWait) throw refusal(answer, method, path);
      await pause(delay);
    }
  }

  /**
   * A connection that GitHub has closed meanwhile is found out by sending: only what can be sent twice goes over a kept
   * one.
   */
  function agentFor(method: Method): Agent {
    if (!isRepeatable(method)) return new (http().Agent)({ proxyEnv: process.env });
    kept ??= new (http().Agent)({ proxyEnv: process.env, keepAlive: true });
    return kept;
  }

  // Loaded here, and not through an import: `import "node:https"` alone doubles the start-up time of the process.
  function http(): typeof import("node:https") | typeof import("node:http") {
    return base.startsWith("https:") ? process.getBuiltinModule("node:https") : process.getBuiltinModule("node:http");
  }

  async function list(path: string, limit: number): Promise<unknown[]> {
    const all: unknown[] = [];
    const joint = path.includes("?") ? "&" : "?";
    for (let page = 1; all.length < limit; page++) {
      const { body } = await request("GET", `${path}${joint}per_page=100&page=${page}`);
      if (!Array.isArray(body)) throw new GitHubError(`GitHub's answer to \`${path}\` is no list.`);
      all.push(...(body as unknown[]));
      if (body.length < 100) break;
    }
    return all.slice(0, limit);
  }

  return { request, list };
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Exchange {
  readonly method: Method;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly text: string | undefined;
  readonly timeout: number;
  readonly agent: Agent;
}

function exchange(url: URL, { method, headers, text, timeout, agent }: Exchange): Promise<RawAnswer> {
  const http = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http");
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent, signal: AbortSignal.timeout(timeout) }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > largestAnswer) response.destroy(new Error("the answer is too large"));
      });
      response.on("error", reject);
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        resolve({ status, headers: response.headers, text: Buffer.concat(chunks).toString("utf8") });
      });
    });
    request.on("error", reject);
    request.end(text);
  });
}

function read(answer: RawAnswer, accept: string): RestAnswer {
  if (!accept.endsWith("json")) return { status: answer.status, body: answer.text };
  if (answer.text === "") return { status: answer.status, body: undefined };
  try {
    return { status: answer.status, body: JSON.parse(answer.text) as unknown };
  } catch {
    throw new GitHubError("GitHub's answer is not JSON.", answer.status);
  }
}

/** Milliseconds that a rate limit asks to wait; undefined when the answer is no rate limit. */
function waitFor({ status, headers }: RawAnswer): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = Number(headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(after)) return after * 1000;
  if (headers["x-ratelimit-remaining"] === "0") {
    return Math.max(0, Number(headers["x-ratelimit-reset"] ?? 0) * 1000 - Date.now());
  }
  return status === 429 ? 1000 : undefined;
}

function refusal({ status, text }: RawAnswer, method: Method, path: string): GitHubError {
  const said = messageIn(text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .slice(0, 300);
  return new GitHubError(`GitHub answered ${status} to ${method} \`${path.split("?")[0]}\`: ${said}`, status);
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === "string" ? message : "no message";
  } catch {
    return "no message";
  }
}

function isRepeatable(method: Method): boolean {
  return method === "GET" || method === "DELETE";
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
