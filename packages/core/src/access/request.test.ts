import { describe, expect, test } from "vitest";
import { decideRequest } from "../explain/decide.ts";
import { explainPolicy } from "../explain.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument, PolicyType } from "../policy/document.ts";
import { isAllowed, type Request } from "./request.ts";

function policy(type: PolicyType, statement: unknown, version = "2012-10-17"): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: version, Statement: statement }), { policyType: type }).policy;
}

const redshift: Request["principal"] = { type: "Service", id: "redshift.amazonaws.com" };
const role: Request["principal"] = { type: "AWS", id: "arn:aws:iam::123456789012:role/etl" };

function asks(context: Request["context"] = {}, principal = redshift, action = "sts:AssumeRole"): Request {
  return { action, principal, context };
}

type ConditionRow = readonly [
  operator: string,
  values: unknown,
  value: string | readonly string[] | undefined,
  holds: boolean,
];

const arn = "arn:aws:redshift:us-west-2:123456789012:cluster:c:x/y";
const conditions: readonly ConditionRow[] = [
  ["StringEquals", "a", "a", true],
  ["StringEquals", "a", "A", false],
  ["StringEquals", ["a", "b"], "b", true],
  ["StringEquals", "a*", "ab", false],
  ["StringEquals", "a", undefined, false],
  ["StringEquals", [], "a", false],
  ["stringequals", "a", "a", true],
  ["StringEqualsIfExists", "a", undefined, true],
  ["StringEqualsIfExists", "a", "b", false],
  ["StringNotEquals", ["a", "b"], "b", false],
  ["StringNotEquals", ["a", "b"], "c", true],
  ["StringNotEquals", "a", undefined, true],
  ["StringEqualsIgnoreCase", "aB", "Ab", true],
  ["StringNotEqualsIgnoreCase", "aB", "Ab", false],
  ["StringLike", "a?c*", "abcd", true],
  ["StringLike", "a?c", "ac", false],
  ["StringNotLike", "a*", "b", true],
  ["StringNotLike", "a*", undefined, true],
  ["NumericEquals", "10", "10.0", true],
  ["NumericEquals", 10, "10", true],
  ["NumericNotEquals", "10", "11", true],
  ["NumericLessThan", "10", "10", false],
  ["NumericLessThanEquals", "10", "10", true],
  ["NumericGreaterThan", "-1", "0", true],
  ["NumericGreaterThanEquals", "10", "x", false],
  ["NumericLessThan", "ten", "1", false],
  ["DateEquals", "2026-01-01T00:00:00Z", "1767225600", true],
  ["DateLessThan", "2026-01-01", "2025-12-31T23:59:59Z", true],
  ["DateGreaterThan", "2026-01-01T00:00:00+02:00", "2025-12-31T22:00:01Z", true],
  ["DateEquals", "2026-01-01T02:00:00.5+02", "20260101T000000,5Z", true],
  ["DateEquals", "2026-01-01T00:00-0130", "2026-01-01T01:30:00Z", true],
  ["DateNotEquals", "2026-01-01", "2026-01-02", true],
  ["Bool", "true", "true", true],
  ["Bool", true, "True", true],
  ["Bool", "false", undefined, false],
  ["BoolIfExists", "false", undefined, true],
  ["BinaryEquals", "QUJD", "QUJD", true],
  ["IpAddress", "203.0.113.0/24", "203.0.113.9", true],
  ["IpAddress", "203.0.113.0/24", "203.0.114.9", false],
  ["IpAddress", "2001:db8::/32", "2001:DB8:0:1::7", true],
  ["IpAddress", "0.0.0.0/0", "2001:db8::1", false],
  ["NotIpAddress", "203.0.113.7", "203.0.113.8", true],
  ["NotIpAddress", "203.0.113.7", undefined, true],
  ["ArnLike", "arn:aws:redshift:*:123456789012:cluster:*", arn, true],
  ["ArnEquals", "arn:aws:redshift:*:123456789012:cluster:*", arn, true],
  ["ArnLike", "arn:aws:redshift:*:cluster:c:x/y", arn, false],
  ["ArnLike", "arn:aws:redshift:*:*:*", "no ARN", false],
  ["ArnNotLike", "arn:aws:s3:::*", arn, true],
  ["Null", "true", undefined, true],
  ["Null", "true", "x", false],
  ["Null", false, "x", true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
  ["ForAllValues:StringEquals", "a", undefined, true],
  ["ForAllValues:StringEquals", "a", [], true],
  ["ForAllValues:StringEquals", "a", "a", true],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
  ["ForAnyValue:StringEquals", "a", undefined, false],
  ["ForAnyValue:StringEquals", "a", "a", true],
  ["ForAnyValue:StringNotEquals", "a", ["a", "b"], true],
  ["ForAnyValue:StringNotEquals", "a", undefined, false],
  ["ForAllValues:StringNotLike", "a*", ["ab", "c"], false],
  ["StringEquals", "a", ["b", "a"], true],
  ["StringNotEquals", "a", ["b", "a"], false],
  ["StringMatches", "a", "a", false],
];

describe("conditions", () => {
  test.each(conditions)("%s %j of %j: %s", (operator, values, value, holds) => {
    const statement = {
      Effect: "Allow",
      Principal: { Service: "redshift.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { [operator]: { "my:Key": values } },
    };
    expect(isAllowed(policy("trust", statement), asks(value === undefined ? {} : { "MY:key": value }))).toBe(holds);
  });
});

type PrincipalRow = readonly [element: unknown, principal: Request["principal"], named: boolean];
const aws = (id: string): Request["principal"] => ({ type: "AWS", id });
const service = (id: string): Request["principal"] => ({ type: "Service", id });

const principals: readonly PrincipalRow[] = [
  ["*", redshift, true],
  [{ AWS: "*" }, role, true],
  [{ AWS: "123456789012" }, role, true],
  [{ AWS: "arn:aws:iam::123456789012:root" }, aws("123456789012"), true],
  [{ AWS: "123456789012" }, aws("arn:aws:iam::123456789012:root"), true],
  [{ AWS: "444455556666" }, role, false],
  [{ AWS: "arn:aws-cn:iam::123456789012:root" }, role, false],
  [{ AWS: "arn:aws:iam::123456789012:role/etl" }, aws("arn:aws:sts::123456789012:assumed-role/etl/airflow"), true],
  [{ AWS: "arn:aws:iam::123456789012:role/path/etl" }, aws("arn:aws:sts::123456789012:assumed-role/etl/airflow"), true],
  [{ AWS: "arn:aws:sts::123456789012:assumed-role/etl/airflow" }, role, false],
  [{ AWS: "arn:aws:iam::123456789012:role/ETL" }, role, false],
  [{ AWS: "arn:aws:iam::123456789012:role/*" }, role, false],
  [{ AWS: "AROAEXAMPLEEXAMPLE12" }, role, false],
  [{ Service: "redshift.amazonaws.com" }, service("redshift.us-east-1.amazonaws.com"), true],
  [{ Service: "redshift.us-east-1.amazonaws.com" }, service("redshift.us-east-1.amazonaws.com"), true],
  [{ Service: "redshift.us-east-1.amazonaws.com" }, redshift, false],
  [{ Service: "redshift.us-east-1.amazonaws.com" }, service("redshift.us-west-2.amazonaws.com"), false],
  [{ Service: "redshift.amazonaws.com" }, service("redshift.af-south-1.amazonaws.com"), false],
  [{ Service: "Redshift.amazonaws.com" }, redshift, false],
  [{ Service: "redshift.amazonaws.com.cn" }, redshift, false],
  [{ AWS: "redshift.amazonaws.com" }, redshift, false],
  [{ Federated: "accounts.google.com" }, { type: "Federated", id: "accounts.google.com" }, true],
  [{ AWS: "*" }, { type: "Federated", id: "accounts.google.com" }, true],
  [{ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, role, false],
];

describe("principals", () => {
  test.each(principals)("%j and %j: %s", (element, principal, named) => {
    const one = policy("trust", { Effect: "Allow", Principal: element, Action: "sts:AssumeRole" });
    expect(isAllowed(one, asks({}, principal))).toBe(named);
    const others = policy("resource", { Effect: "Allow", NotPrincipal: element, Action: "*" });
    if (!/Canonical|"AWS":"redshift/.test(JSON.stringify(element)))
      expect(isAllowed(others, asks({}, principal))).toBe(!named);
  });

  test.each([
    [
      { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/etl" },
      aws("arn:aws:sts::123456789012:assumed-role/etl/s"),
      true,
    ],
    [{ "aws:PrincipalAccount": "123456789012" }, role, true],
    [{ "aws:username": "bob" }, aws("arn:aws:iam::123456789012:user/team/bob"), true],
    [{ "aws:username": "role" }, role, false],
    [{ "aws:PrincipalAccount": "123456789012" }, redshift, false],
    [{ "aws:PrincipalIsAWSService": "true" }, redshift, true],
    [{ "aws:PrincipalIsAWSService": "false" }, role, true],
    [
      { "aws:PrincipalServiceName": "redshift.us-east-1.amazonaws.com" },
      service("redshift.us-east-1.amazonaws.com"),
      true,
    ],
    [{ "aws:PrincipalServiceNamesList": "redshift.amazonaws.com" }, service("redshift.us-east-1.amazonaws.com"), true],
    [{ "aws:PrincipalType": "AssumedRole" }, role, true],
  ])("%j follows from %j: %s", (keys, principal, holds) => {
    const one = policy("trust", { Effect: "Allow", Principal: "*", Action: "*", Condition: { StringEquals: keys } });
    expect(isAllowed(one, asks({}, principal))).toBe(holds);
  });

  test("what the context says goes before what the principal says", () => {
    const one = policy("trust", {
      Effect: "Allow",
      Principal: "*",
      Action: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin" } },
    });
    expect(
      isAllowed(one, asks({ "aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin" }, aws("123456789012"))),
    ).toBe(true);
  });
});

describe("actions and resources", () => {
  const identity = (statement: object): PolicyDocument => policy("identity", { Effect: "Allow", ...statement });
  const get = (resource?: string, context: Request["context"] = {}): Request => ({
    action: "S3:getobject",
    principal: role,
    context,
    ...(resource === undefined ? {} : { resource }),
  });

  test.each([
    [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }, get("arn:aws:s3:::b/x"), true],
    [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::B/*" }, get("arn:aws:s3:::b/x"), false],
    [{ Action: "s3:Get?bject", Resource: "*" }, get("arn:aws:s3:::b/x"), true],
    [{ NotAction: "s3:Get*", Resource: "*" }, get("arn:aws:s3:::b/x"), false],
    [{ NotAction: "iam:*", Resource: "*" }, get("arn:aws:s3:::b/x"), true],
    [{ Action: "*", NotResource: "arn:aws:s3:::b/*" }, get("arn:aws:s3:::b/x"), false],
    [{ Action: "*", NotResource: "arn:aws:s3:::c/*" }, get("arn:aws:s3:::b/x"), true],
    [{ Action: "*", Resource: "arn:aws:s3:::b/*" }, get(), false],
    [{ Action: "*", Resource: "*" }, get(), true],
    [
      { Action: "*", Resource: "arn:aws:s3:::b/${aws:username}/*" },
      get("arn:aws:s3:::b/alice/x", { "aws:username": "alice" }),
      true,
    ],
    [
      { Action: "*", Resource: "arn:aws:s3:::b/${aws:username}/*" },
      get("arn:aws:s3:::b/bob/x", { "aws:username": "alice" }),
      false,
    ],
    [
      { Action: "*", Resource: "arn:aws:s3:::b/${aws:username}/*" },
      get("arn:aws:s3:::b/bob/x", { "aws:username": "*" }),
      false,
    ],
    [{ Action: "*", Resource: "arn:aws:s3:::b/${aws:username}/*" }, get("arn:aws:s3:::b//x"), false],
    [{ Action: "*", Resource: "arn:aws:s3:::b/${aws:username, 'none'}/*" }, get("arn:aws:s3:::b/none/x"), true],
    [{ Action: "*", Resource: "arn:aws:s3:::b/${*}" }, get("arn:aws:s3:::b/*"), true],
    [{ Action: "*", Resource: "arn:aws:s3:::b/${*}" }, get("arn:aws:s3:::b/x"), false],
  ])("%j: %j, %s", (statement, request, allowed) => {
    expect(isAllowed(identity(statement), request)).toBe(allowed);
  });

  test("a variable is text before version 2012-10-17", () => {
    const statement = { Effect: "Allow", Action: "*", Resource: "b/${aws:username}" };
    expect(isAllowed(policy("identity", statement, "2008-10-17"), get("b/alice", { "aws:username": "alice" }))).toBe(
      false,
    );
    expect(isAllowed(policy("identity", statement, "2008-10-17"), get("b/${aws:username}"))).toBe(true);
  });
});

describe("what is not understood never grants", () => {
  const allow = { Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:AssumeRole" };
  test.each([
    ["effect in another case", { ...allow, Effect: "allow" }],
    ["both kinds of action", { ...allow, NotAction: "sts:TagSession" }],
    ["no principal", { Effect: "Allow", Action: "sts:AssumeRole" }],
    ["a resource in a trust policy", { ...allow, Resource: "*" }],
    ["an unknown operator", { ...allow, Condition: { Equals: { "sts:ExternalId": "ab" } } }],
    ["a value of the wrong type", { ...allow, Condition: { NumericNotEquals: { "aws:MultiFactorAuthAge": "ten" } } }],
    [
      "an unknown operator in a Deny",
      [allow, { ...allow, Effect: "Deny", Condition: { Equals: { "sts:ExternalId": "ab" } } }],
    ],
  ])("%s", (_, statement) => {
    expect(isAllowed(policy("trust", statement), asks({ "sts:ExternalId": "ab" }))).toBe(false);
  });

  test.each(["constructor", "__proto__", "toString"])("the key %s is a key like any other", (key) => {
    const one = policy("trust", { ...allow, Condition: { StringLike: { [key]: "*" } } });
    expect(isAllowed(one, asks())).toBe(false);
    expect(isAllowed(one, asks(Object.fromEntries([[key, "x"]])))).toBe(true);
  });

  test("an explicit Deny wins, wherever it stands", () => {
    const deny = { ...allow, Effect: "Deny" };
    expect(isAllowed(policy("trust", [allow]), asks())).toBe(true);
    expect(isAllowed(policy("trust", [allow, deny]), asks())).toBe(false);
    expect(isAllowed(policy("trust", [deny, allow]), asks())).toBe(false);
    expect(isAllowed(policy("trust", []), asks())).toBe(false);
  });
});

describe("wrong use", () => {
  const trust = policy("trust", { Effect: "Allow", Principal: { Service: redshift.id }, Action: "sts:AssumeRole" });

  test.each<[unknown, string]>([
    [undefined, "`action`"],
    [{ principal: redshift, context: {} }, "`action`"],
    [{ action: "sts:AssumeRole", context: {} }, "`principal`"],
    [
      { action: "sts:AssumeRole", principal: { type: "service", id: redshift.id }, context: {} },
      "AWS, Service, Federated",
    ],
    [{ action: "sts:AssumeRole", principal: { type: "Service" }, context: {} }, "`id`"],
    [{ action: "sts:AssumeRole", principal: redshift }, "without condition keys it is `{}`"],
  ])("%j is no request", (request, message) => {
    expect(() => isAllowed(trust, request as Request)).toThrow(message);
  });

  test.each([['{ "Statement": [] }'], [{}], [null], [undefined]])("%j is no policy document", (text) => {
    const read = text as unknown as PolicyDocument;
    expect(() => isAllowed(read, asks())).toThrow("Give the `policy` of what `parsePolicy` returns.");
    expect(() => decideRequest(read, asks())).toThrow("is no PolicyDocument");
    expect(() => explainPolicy(read)).toThrow("is no PolicyDocument");
  });
});
