import { expect, test } from "vitest";
import { notRead } from "./not-read.ts";

test.each([
  [new Error("Region is missing"), "NOT_ANALYSED_NO_REGION", /Set `AWS_REGION`/],
  [
    Object.assign(new Error("Could not load credentials from any providers"), { name: "CredentialsProviderError" }),
    "NOT_ANALYSED_NO_CREDENTIALS",
    /`aws sso login` or AWS_PROFILE/,
  ],
])("%s", (error, code, advice) => {
  expect(notRead("account", "Asking", error)).toMatchObject({ code, details: expect.stringMatching(advice) });
});
