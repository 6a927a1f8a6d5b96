import { expect, test } from "vitest";
import { notRead } from "./not-read.ts";

test.each([
  [new Error("Region is missing"), "NOT_ANALYSED_NO_REGION", /Set `AWS_REGION`/],
  [
    Object.assign(new Error("Could not load credentials from any providers"), { name: "CredentialsProviderError" }),
    "NOT_ANALYSED_NO_CREDENTIALS",
    /`aws sso login` or AWS_PROFILE/,
  ],
  [
    new Error('Region not accepted: region="us-east-1,us-west-2" is not a valid hostname component.'),
    "NOT_ANALYSED_NO_REGION",
    /Write each Region by itself/,
  ],
  [refused("AccessDenied"), "NOT_ANALYSED_ACCESS_DENIED", /Allow the calls/],
  [refused("RegionDisabledException"), "NOT_ANALYSED_ACCESS_DENIED", /Activate STS in this Region/],
  [refused("InvalidClientTokenId"), "NOT_ANALYSED_ACCESS_DENIED", /whether the Region is enabled/],
  [refused("UnrecognizedClientException"), "NOT_ANALYSED_ACCESS_DENIED", /whether the Region is enabled/],
  [refused("SignatureDoesNotMatch"), "NOT_ANALYSED_ACCESS_DENIED", /the clock/],
  [
    Object.assign(new Error("getaddrinfo ENOTFOUND sts.us-esat-1.amazonaws.com"), { code: "ENOTFOUND" }),
    "NOT_ANALYSED_UNREADABLE",
    /how the Region is written/,
  ],
  [
    Object.assign(new Error("The security token is expired"), { name: "ExpiredTokenException" }),
    "NOT_ANALYSED_CREDENTIALS_EXPIRED",
    /a longer session/,
  ],
  [
    Object.assign(new Error("slow down"), { name: "x", $metadata: { httpStatusCode: 429 } }),
    "NOT_ANALYSED_THROTTLED",
    /fewer accounts at a time/,
  ],
  [
    Object.assign(new Error("slow down"), {
      name: "x",
      $retryable: { throttling: true },
      $metadata: { httpStatusCode: 403 },
    }),
    "NOT_ANALYSED_THROTTLED",
    /fewer accounts at a time/,
  ],
  [
    Object.assign(new Error("no"), { name: "x", $metadata: { httpStatusCode: 403 } }),
    "NOT_ANALYSED_ACCESS_DENIED",
    /Allow the calls/,
  ],
  [Object.assign(new Error("no"), { name: "AbortError" }), "NOT_ANALYSED_ABORTED", /The run was stopped/],
  [Object.assign(new Error("no"), { name: "TimeoutError" }), "NOT_ANALYSED_TIMEOUT", /Nothing answered in time/],
  [new Error("no"), "NOT_ANALYSED_UNREADABLE", /Run again/],
  ["no error at all", "NOT_ANALYSED_UNREADABLE", /Run again/],
])("%s", (error, code, advice) => {
  expect(notRead("account", "Asking", error)).toMatchObject({ code, details: expect.stringMatching(advice) });
});

function refused(name: string): Error {
  return Object.assign(new Error("no"), { name, $metadata: { httpStatusCode: 403 } });
}
