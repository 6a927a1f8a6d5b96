import { expect, test } from "vitest";
import { faultOf, isLasting } from "./access-analyzer-fault.ts";

const thrown = (name: string, more: object = {}, status?: number) =>
  Object.assign(
    new Error("said"),
    { name, ...more },
    status === undefined ? {} : { $metadata: { httpStatusCode: status } },
  );

test.each<[string, unknown, string, boolean]>([
  ["no credentials", thrown("CredentialsProviderError"), "NO_CREDENTIALS", true],
  ["credentials that ended", thrown("ExpiredTokenException", {}, 403), "NO_CREDENTIALS", true],
  ["a signature that is wrong", thrown("InvalidSignatureException", {}, 403), "NO_CREDENTIALS", true],
  ["no Region", new Error("Region is missing"), "NO_REGION", true],
  ["what is not JSON", new SyntaxError("Unexpected token <"), "ANSWER_UNREADABLE", false],
  ["no answer in time", thrown("TimeoutError"), "TIMED_OUT", true],
  ["a call that was given up", thrown("AbortError"), "TIMED_OUT", true],
  ["no connection in time", thrown("Error", { code: "ETIMEDOUT" }), "TIMED_OUT", true],
  ["a cut connection, whatever the SDK calls it", thrown("TimeoutError", { code: "ECONNRESET" }), "UNREACHABLE", true],
  ["a pipe that broke", thrown("TimeoutError", { code: "EPIPE" }), "UNREACHABLE", true],
  ["no such address", thrown("Error", { code: "ENOTFOUND" }), "UNREACHABLE", true],
  ["401", thrown("x", {}, 401), "DENIED", true],
  ["403", thrown("x", {}, 403), "DENIED", true],
  ["429", thrown("x", {}, 429), "THROTTLED", true],
  ["a throttle by its name", thrown("ThrottlingException", {}, 400), "THROTTLED", true],
  ["400", thrown("x", { reason: "other" }, 400), "REFUSED", false],
  ["422", thrown("x", {}, 422), "REFUSED", false],
  ["500", thrown("x", {}, 500), "FAILED", true],
  ["503", thrown("x", {}, 503), "FAILED", true],
  ["a page of a proxy", thrown("x", {}, 302), "ANSWER_UNREADABLE", false],
  ["no error at all", "said", "UNREACHABLE", true],
  ["an error without anything", Object.create(null, { toString: { value: () => "said" } }), "UNREACHABLE", true],
])("%s", (_, error, code, lasting) => {
  const fault = faultOf(error, "ValidatePolicy");
  expect([fault.code, isLasting(fault)]).toEqual([`ACCESS_ANALYZER_${code}`, lasting]);
  expect(fault.details).not.toMatch(/undefined|\[object/);
});

test("AWS's words are one line that ends", () => {
  const { details } = faultOf(
    Object.assign(new Error(`no\r\n::error::\u202E${"x".repeat(5_000)}`), { name: "x" }),
    "A",
  );
  expect(details).toContain("no ::error:: xxx");
  expect(details).toContain("x…)");
  expect(details.length).toBeLessThan(600);
});
