import { describe, expect, test } from "vitest";
import { validatePolicy } from "./validate.ts";

const statement = '{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }';

describe("a text that cannot be a policy ends as not analysed, with the reason, at once", () => {
  test.each<[string, string, string, string]>([
    ["an empty text", "", "NOT_ANALYSED_EMPTY", "empty"],
    ["white space", " \r\n\t", "NOT_ANALYSED_EMPTY", "empty"],
    ["a byte order mark", "\ufeff", "NOT_ANALYSED_EMPTY", "empty"],
    ["binary data", "PK\u0003\u0004\u0000\u0000", "NOT_ANALYSED_BINARY", "binary"],
    [
      "Latin-1",
      Buffer.from('{\n  "Sid": "Zugriff f\u00fcr alle" }', "latin1").toString("utf8"),
      "NOT_ANALYSED_ENCODING",
      "line 2, column 20 is not UTF-8",
    ],
    ["UTF-16", Buffer.from('\ufeff{ "Version": 1 }', "utf16le").toString("utf8"), "NOT_ANALYSED_ENCODING", "UTF-16"],
    ["big endian", Buffer.from('{ "V": 1 }', "utf16le").swap16().toString("utf8"), "NOT_ANALYSED_ENCODING", "UTF-16"],
    ["a web page", "<!DOCTYPE html><html></html>", "NOT_ANALYSED_HTML", "web page"],
    ["XML", '<?xml version="1.0"?><a/>', "NOT_ANALYSED_HTML", "XML"],
    ["a bomb of brackets", "[".repeat(100_000), "NOT_ANALYSED_TOO_DEEP", "nest deeper"],
    ["a bomb of braces", '{"Statement":'.repeat(100_000), "NOT_ANALYSED_TOO_DEEP", "nest deeper"],
    ["an object that is no policy", '{ "name": "redshift-guard" }', "NOT_ANALYSED_NO_POLICY", "neither"],
    ["an empty object", "{}", "NOT_ANALYSED_NO_POLICY", "neither"],
    ["a list", "[1]", "NOT_ANALYSED_NO_POLICY", "It is an array"],
    ["a word", "hello", "NOT_ANALYSED_NO_POLICY", "It is a string"],
    ["a remark", "// nothing yet", "NOT_ANALYSED_NO_POLICY", "no value"],
    ["too long a text", `{"Statement":"${"a".repeat(4_000_000)}"}`, "NOT_ANALYSED_TOO_LARGE", "4000000"],
    ["4 MB of quotes", '"'.repeat(4_000_000), "NOT_ANALYSED_NO_POLICY", "no policy"],
    ["4 MB of commas", ",".repeat(4_000_000), "NOT_ANALYSED_NO_POLICY", "no policy"],
  ])("%s", (_name, text, code, details) => {
    const start = performance.now();
    const outcome = validatePolicy(text, { file: "policy.json" });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(outcome).toMatchObject({ kind: "not-analysed", subject: "policy.json", finding: { issueCode: code } });
    if (outcome.kind === "not-analysed") expect(outcome.finding.findingDetails).toContain(details);
  });
});

describe("findings", () => {
  test("stand in Access Analyzer's order: by place, then by code", () => {
    const outcome = validatePolicy(
      '{ "Statement": [{ "Sid": "", "Effect": "allow", "Action": [], "Resource": [] }, { "Effect": "Allow" }] }',
      { policyType: "identity" },
    );
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    expect(outcome.findings.map(({ issueCode }) => issueCode)).toEqual([
      "MISSING_VERSION",
      "EMPTY_SID_VALUE",
      "INVALID_EFFECT",
      "EMPTY_ARRAY_ACTION",
      "EMPTY_ARRAY_RESOURCE",
      "MISSING_ACTION",
      "MISSING_RESOURCE",
    ]);
  });

  test("of a text that is no JSON are its faults, and the rest is checked all the same", () => {
    const outcome = validatePolicy(`{ "Statement": [${statement.replace("Allow", "allow")},], }`);
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    expect(outcome.findings.map(({ issueCode, replacement }) => [issueCode, replacement])).toEqual([
      ["INVALID_EFFECT", '"Allow"'],
      ["JSON_SYNTAX_ERROR", ""],
      ["JSON_SYNTAX_ERROR", ""],
    ]);
    expect(outcome.findings[1]?.locations[0]?.span.start).toEqual({ line: 1, column: 87, offset: 87 });
  });

  test.each(["hello", "{", '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetOb', "[1"])(
    "of %j are its faults alone: what it lacks may be what could not be read",
    (text) => {
      const outcome = validatePolicy(text, { policyType: "resource" });
      if (outcome.kind !== "analysed") throw new TypeError("not analysed");
      const codes = outcome.findings.map(({ issueCode }) => issueCode);
      expect(codes.filter((code) => code !== "INVALID_ACTION")).toEqual(
        codes.filter((code) => code === "JSON_SYNTAX_ERROR"),
      );
      expect(codes).toContain("JSON_SYNTAX_ERROR");
    },
  );

  test("of a text that had to be guessed are its faults alone", () => {
    const outcome = validatePolicy('{ "Statement": [{ "Effect": "Alow", "Sid": "", "Action": ["Resource": "*" }] }', {
      policyType: "identity",
    });
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    expect(new Set(outcome.findings.map(({ issueCode }) => issueCode))).toEqual(new Set(["JSON_SYNTAX_ERROR"]));
  });

  test("of a text that had to be guessed are those of the statements before as well", () => {
    const outcome = validatePolicy(
      '{ "Statement": [{ "Effect": "Alow", "Action": "*", "Resource": "*" }, { "Effect": "Alow", "Action": ["Resource": "*" }] }',
      { policyType: "identity" },
    );
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    const found = outcome.findings.map(({ issueCode, locations }) => [issueCode, locations[0]?.span.start.column]);
    expect(found).toEqual([
      ["INVALID_EFFECT", 28],
      ["JSON_SYNTAX_ERROR", 111],
    ]);
  });

  test("of a text that had to be guessed are none that a statement behind the guess takes part in", () => {
    const own = '"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"';
    const outcome = validatePolicy(
      `{ "Version": "2012-10-17", "Statement": [{ ${own} }, { ${own} }, { "Sid": "A": "B" }, { ${own} }] }`,
      { policyType: "identity" },
    );
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    expect(outcome.findings.map(({ issueCode }) => issueCode)).toEqual(["JSON_SYNTAX_ERROR"]);
  });

  test("count lines as Access Analyzer does, with CRLF and tabs", () => {
    const text = '{\r\n\t"Version": "2012-10-17",\r\n\t"Statement": [{\r\n\t\t"Effect": "Alow"\r\n\t}]\r\n}';
    const outcome = validatePolicy(text, { policyType: "identity" });
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    const effect = outcome.findings.find(({ issueCode }) => issueCode === "INVALID_EFFECT");
    expect(effect?.locations[0]).toMatchObject({
      path: [{ value: "Statement" }, { index: 0 }, { value: "Effect" }],
      span: { start: { line: 4, column: 12 }, end: { line: 4, column: 18 } },
    });
    expect(effect?.replacement).toBe('"Allow"');
  });

  test.each([
    ['"Action": ["redshift:DescribeClusters", "redshift:DescribeCluster"], "Resource": "*"', "INVALID_ACTION"],
    [
      '"Action": "redshift:*", "Resource": "*", "Condition": { "StringEquals": { "AWS:RequestedRegion": "us-west-2" }, "StringEqual": { "aws:RequestedRegion": "us-east-1" } }',
      "INVALID_CONDITION_OPERATOR",
    ],
    [
      '"Action": "sts:AssumeRole", "Resource": "*", "Condition": { "StringEquals": { "STS:externalid": "a7", "sts:ExternalIds": "b7" } }',
      "INVALID_SERVICE_CONDITION_KEY",
    ],
  ])("mend nothing by what stands beside it already: %s", (elements, code) => {
    const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${elements} }] }`;
    const outcome = validatePolicy(text, { policyType: "identity" });
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    const found = outcome.findings.find(({ issueCode }) => issueCode === code);
    expect(found).not.toHaveProperty("replacement");
    expect(found?.findingDetails).toMatch(/stands beside it already: merge the two, or remove this one\.$/);
  });

  test("mend by what stands elsewhere in the policy", () => {
    const elements =
      '"Action": "redshift:*", "Resource": "*", "Condition": { "StringEqual": { "redshift:DbUsr": "a" } }';
    const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${elements} }, ${statement}] }`;
    const outcome = validatePolicy(text, { policyType: "identity" });
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    const replacements = outcome.findings.map(({ replacement }) => replacement);
    expect(replacements).toEqual(expect.arrayContaining(['"StringEquals"', '"redshift:DbUser"']));
  });

  test("of a single statement have a path without an index", () => {
    const outcome = validatePolicy(
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:Get*" } }',
    );
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    const missing = outcome.findings.find(({ issueCode }) => issueCode === "MISSING_RESOURCE");
    expect(missing?.locations[0]?.path).toEqual([{ value: "Statement" }]);
  });

  test("about a name have a path that ends in the key", () => {
    const outcome = validatePolicy(
      `{ "Version": "2012-10-17", "Statement": [${statement}], "Statements": [], "Id": "x", "Id": "y" }`,
    );
    if (outcome.kind !== "analysed") throw new TypeError("not analysed");
    expect(outcome.findings.map(({ issueCode, locations }) => [issueCode, locations[0]?.path])).toEqual([
      ["INVALID_POLICY_ELEMENT", [{ key: "Statements" }]],
      ["DUPLICATE_ELEMENT", [{ key: "Id" }]],
    ]);
    const [, repeated] = outcome.findings;
    expect(repeated?.related?.[0]?.label).toBe("written first here");
  });

  test("of a policy that is no object when a type is given", () => {
    const outcome = validatePolicy('"Allow"', { policyType: "identity" });
    expect(outcome).toMatchObject({ kind: "analysed", findings: [{ issueCode: "DATA_TYPE_MISMATCH" }] });
  });
});

describe("the policy's type", () => {
  const trust =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole" }] }';

  test("is detected, with the reason", () => {
    expect(validatePolicy(trust)).toMatchObject({
      policyType: "trust",
      policyTypeReason: expect.stringContaining("Principal"),
      findings: [],
    });
    expect(validatePolicy(`{ "Version": "2012-10-17", "Statement": [${statement}] }`)).toMatchObject({
      policyType: "identity",
      findings: [],
    });
  });

  test("is that of a trust policy for a role's resource type", () => {
    expect(
      validatePolicy(trust, { policyType: "resource", resourceType: "AWS::IAM::AssumeRolePolicyDocument" }),
    ).toMatchObject({ policyType: "trust", findings: [] });
  });
});

test.each([
  ["a raw tab", '"Effect": "Allow", "Action": "s3:Get\tObject", "Resource": "*"'],
  ["an escape sequence that is none", '"Effect": "Allow", "Action": "s3:Get\\xObject", "Resource": "*"'],
  ["a keyword of another language", '"Effect": True, "Action": "s3:GetObject", "Resource": "*"'],
])("what stands at a fault of the text has no other finding: %s", (_, elements) => {
  const outcome = validatePolicy(`{ "Version": "2012-10-17", "Statement": [{ ${elements} }] }`, {
    policyType: "identity",
  });
  expect(outcome.kind === "analysed" && outcome.findings.map(({ issueCode }) => issueCode)).toEqual([
    "JSON_SYNTAX_ERROR",
  ]);
});

test("a string in other quotes is checked all the same", () => {
  const outcome = validatePolicy(
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": “s3:GetObjec”, "Resource": "*" }] }',
    { policyType: "identity" },
  );
  expect(outcome.kind === "analysed" && outcome.findings.map(({ issueCode }) => issueCode)).toEqual([
    "INVALID_ACTION",
    "JSON_SYNTAX_ERROR",
  ]);
});

test("the reason for the type is true of a statement without an action", () => {
  const text = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*" }] }';
  expect(validatePolicy(text)).toMatchObject({ policyTypeReason: "it has a Principal and no action" });
});
