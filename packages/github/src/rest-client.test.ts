import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { GitHubError, type Method, restClient } from "./rest-client.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse, before: number) => void;

async function client(answer: Answer) {
  let count = 0;
  server = createServer((request, response) => answer(request, response, count++));
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rest = restClient({ apiUrl: `${address}/`, token: "t", timeout: 300, longestWait: 2000 });
  return { ...rest, address, requests: () => count };
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

describe("what is sent again", () => {
  const cut: Answer = (request, response, before) =>
    before === 0 ? request.socket.destroy() : json(response, 200, {});
  const failing: Answer = (_, response, before) => json(response, before === 0 ? 502 : 200, {});
  const late: Answer = (_, response, before) => {
    if (before > 0) json(response, 200, {});
  };
  const limited: Answer = (_, response, before) =>
    json(response, before === 0 ? 429 : 200, {}, before === 0 ? { "retry-after": "0" } : {});
  const rows: [Method, string, Answer, number][] = [
    ["GET", "cut", cut, 2],
    ["GET", "502", failing, 2],
    ["GET", "late", late, 2],
    ["GET", "limited", limited, 2],
    ["DELETE", "502", failing, 2],
    // What was lost may have been done: a comment or annotations would stand twice.
    ["POST", "cut", cut, 1],
    ["POST", "502", failing, 1],
    ["PATCH", "late", late, 1],
    ["POST", "limited", limited, 2],
  ];
  test.each(rows)("%s, %s", async (method, _, answer, requests) => {
    const { request, requests: sent } = await client(answer);
    const done = request(method, "/x", method === "GET" ? undefined : {});
    if (requests === 1) await expect(done).rejects.toThrow(GitHubError);
    else await done;
    expect(sent()).toBe(requests);
  });
});

test("what is gone is deleted, and nothing else is found that is not there", async () => {
  const { request } = await client((incoming, response, before) =>
    before === 0 ? incoming.socket.destroy() : json(response, 404, { message: "Not Found" }),
  );
  await request("DELETE", "/x");
  await expect(request("GET", "/x")).rejects.toThrow(GitHubError);
});

test("a proxy of the environment is used, and left out where it says so", async () => {
  const asked: (string | undefined)[] = [];
  const { request, address } = await client((incoming, response) => {
    asked.push(incoming.url);
    json(response, 200, {});
  });
  vi.stubEnv("HTTP_PROXY", address);
  vi.stubEnv("NO_PROXY", "127.0.0.1");
  await restClient({ apiUrl: "http://api.example.invalid", token: "t" }).request("GET", "/x");
  await request("POST", "/y", {});
  vi.unstubAllEnvs();
  expect(asked).toEqual(["http://api.example.invalid/x", "/y"]);
});

describe("answers", () => {
  test("an error has GitHub's words in one line, and no query", async () => {
    const { request } = await client((_, response) => json(response, 422, { message: "no\n::error::such" }));
    await expect(request("GET", "/x?secret=1")).rejects.toMatchObject({
      status: 422,
      message: "GitHub answered 422 to GET `/x`: no ::error::such",
    });
  });

  test("a rate limit that lasts too long is not waited for", async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 600);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    const { request, requests } = await client((_, response) => json(response, 403, { message: "limit" }, headers));
    await expect(request("GET", "/x")).rejects.toMatchObject({ status: 403 });
    expect(requests()).toBe(1);
  });

  test("lists are read page by page, up to the limit", async () => {
    const pages = await client((request, response) => {
      const page = Number(new URL(request.url ?? "", "http://x").searchParams.get("page"));
      json(
        response,
        200,
        Array.from({ length: page < 3 ? 100 : 7 }, (_, i) => page * 1000 + i),
      );
    });
    expect(await pages.list("/x", 1000)).toHaveLength(207);
    expect(await pages.list("/x", 150)).toHaveLength(150);
    expect(pages.requests()).toBe(5);
  });

  test("what is no list, or no JSON, is an error", async () => {
    const { list } = await client((_, response, before) => {
      if (before === 0) json(response, 200, {});
      else response.end("<html>");
    });
    await expect(list("/x", 10)).rejects.toThrow("is no list");
    await expect(list("/x", 10)).rejects.toThrow("is not JSON");
  });
});
