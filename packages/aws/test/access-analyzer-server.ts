import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A local server in the place of IAM Access Analyzer, asked through the real SDK. Answers are given by the test, in
 * the shapes of the published API; what AWS would say about a policy is not imitated.
 */
export interface FakeAccessAnalyzer {
  readonly url: string;
  readonly calls: readonly AnalyzerCall[];
  close(): Promise<void>;
}

export interface AnalyzerCall {
  /** `ValidatePolicy`, `CheckNoNewAccess` … */
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly nextToken: string | undefined;
  /** How often this operation was called before. */
  readonly before: number;
}

export interface AnalyzerReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
  readonly afterMs?: number;
  /** The connection is cut instead of an answer. */
  readonly reset?: true;
}

const operations: Readonly<Record<string, string>> = {
  "/policy/validation": "ValidatePolicy",
  "/policy/check-no-new-access": "CheckNoNewAccess",
  "/policy/check-access-not-granted": "CheckAccessNotGranted",
  "/policy/check-no-public-access": "CheckNoPublicAccess",
};

export async function startAccessAnalyzer(
  reply: (call: AnalyzerCall) => AnalyzerReply = () => ({ body: { findings: [] } }),
): Promise<FakeAccessAnalyzer> {
  const calls: AnalyzerCall[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = operations[url.pathname] ?? url.pathname;
    const call: AnalyzerCall = {
      operation,
      body: JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>,
      nextToken: url.searchParams.get("nextToken") ?? undefined,
      before: calls.filter((earlier) => earlier.operation === operation).length,
    };
    calls.push(call);
    const { status = 200, headers = {}, body = {}, afterMs = 0, reset } = reply(call);
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (reset === true) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** An error as the service sends it: the type in a header, the rest in the body. */
export function analyzerError(
  status: number,
  type: string,
  body: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): AnalyzerReply {
  return {
    status,
    headers: { "x-amzn-errortype": type, ...headers },
    body: { message: `${type} of the test`, ...body },
  };
}

/** A finding about the member names and indexes of `path`. Its span is the test's business. */
export function analyzerFinding(
  issueCode: string,
  path: readonly (string | number)[],
  span: readonly [start: number, end: number] = [0, 1],
  findingType = "WARNING",
): Readonly<Record<string, unknown>> {
  const position = (offset: number) => ({ line: 1, column: offset, offset });
  return {
    findingType,
    issueCode,
    findingDetails: `${issueCode} as AWS words it.`,
    learnMoreLink: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    locations: [
      {
        path: path.map((element) => (typeof element === "number" ? { index: element } : { value: element })),
        span: { start: position(span[0]), end: position(span[1]) },
      },
    ],
  };
}
