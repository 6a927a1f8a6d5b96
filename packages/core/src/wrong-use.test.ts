import { describe, expect, test } from "vitest";
import { compareTrust } from "./drift/compare-trust.ts";
import { findPolicies, policiesIn, readPolicies } from "./find-policies.ts";
import { matchTemplate } from "./match-template.ts";
import { type ParseOptions, parsePolicy, parseText } from "./parse-policy.ts";
import type { TextFile } from "./source.ts";
import { type ValidateOptions, validatePolicy } from "./validate.ts";
import { validateFiles } from "./validate-files.ts";

/** As a caller without types gives it. */
function untyped<T>(value: unknown): T {
  return value as T;
}

const everyWay: readonly (readonly [string, (file: TextFile, options: ParseOptions) => unknown])[] = [
  ["validatePolicy", ({ text }, options) => validatePolicy(text, options)],
  ["validateFiles", (file, options) => validateFiles([file], options)],
  ["parsePolicy", ({ text }, options) => parsePolicy(text, options)],
  ["findPolicies", (file, options) => findPolicies(file, options)],
  ["policiesIn", (file, options) => policiesIn(file, options)],
  ["readPolicies", (file, options) => readPolicies(file, options)],
];

const policy = '{ "Version": "2012-10-17", "Statement": [] }';

describe.each(everyWay)("%s", (_name, call) => {
  // Also of a text without a policy: the mistake is the same in every run.
  test.each([
    [{ policyType: "trst" }, "There is no policy type `trst`."],
    [{ resourceType: "AWS::S3::Buckett" }, "Did you mean `AWS::S3::Bucket`?"],
    [{ resourceType: "aws::s3::bucket" }, "Did you mean `AWS::S3::Bucket`?"],
    [{ resourceType: "AWS::EC2::Instance" }, 'give `policyType: "resource"` alone.'],
    [{ resourceType: "__proto__" }, "`__proto__` is none of `resourceTypes`."],
    [{ policyType: "identity", resourceType: "AWS::S3::Bucket" }, "Leave one of the two out."],
    [{ policyType: "trust", resourceType: "AWS::S3::Bucket" }, "Leave one of the two out."],
    [{ policyType: "identity", resourceType: "AWS::IAM::AssumeRolePolicyDocument" }, "Leave one of the two out."],
    ["trust", "The options are `trust`, not an object"],
    [null, "The options are `null`, not an object"],
    [["trust"], "The options are `trust`, not an object"],
  ])("refuses %j", (options, message) => {
    for (const text of ["", policy])
      expect(() => call({ path: "policy.json", text }, untyped(options))).toThrow(
        expect.toSatisfy((error) => error instanceof TypeError && error.message.includes(message)),
      );
  });

  test.each([[JSON.parse(policy)], [Buffer.from(policy)], [null], [undefined], [7]])("refuses %j as a text", (text) => {
    expect(() => call({ path: "policy.json", text: untyped(text) }, {})).toThrow(
      /^The policy is .*, not a text\. Give/,
    );
  });
});

test("a syntax that there is not is no JSON", () => {
  expect(() => parsePolicy(policy, untyped({ syntax: "yml" }))).toThrow("There is no syntax `yml`.");
});

test.each([[policy], [parsePolicy(policy)], [undefined]])("what takes a policy takes no %j", (given) => {
  const { policy: read } = parsePolicy(policy, { policyType: "trust" });
  expect(() => matchTemplate(untyped(given))).toThrow("is no PolicyDocument");
  expect(() => compareTrust(untyped(given), read)).toThrow("`expected` is no PolicyDocument");
  expect(() => compareTrust(read, untyped(given))).toThrow("`actual` is no PolicyDocument");
});

test("a text in nodes is made of a text only", () => {
  expect(() => parseText(untyped({}), {})).toThrow("not a text");
});

test.each(["", "today", "23.11.2026", "2026-11", "2026-13-01", "2026-11-23T00:00:00Z"])("%j is no day", (today) => {
  const options: ValidateOptions = { today };
  for (const text of ["", policy]) {
    expect(() => validatePolicy(text, options)).toThrow("Write it as `YYYY-MM-DD`");
    expect(() => validateFiles([{ path: "policy.json", text }], options)).toThrow(TypeError);
  }
});
