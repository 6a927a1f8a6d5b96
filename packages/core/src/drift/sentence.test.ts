import { describe, expect, test } from "vitest";
import type { Request } from "../access/request.ts";
import { parsePolicy } from "../parse-policy.ts";
import { requestSentence, whatIsExpected } from "./sentence.ts";

const dbUser = (user: string, cluster = "dwh") => `arn:aws:redshift:us-east-1:111122223333:dbuser:${cluster}/${user}`;

function request(
  type: Request["principal"]["type"],
  id: string,
  context: Request["context"] = {},
  action = "AssumeRole",
): Request {
  return { action: `sts:${action}`, principal: { type, id }, context };
}

function policyOf(principal: unknown, condition?: unknown) {
  const statement = {
    Effect: "Allow",
    Principal: principal,
    Action: "sts:AssumeRole",
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), { policyType: "trust" }).policy;
}

describe("who can do what", () => {
  test.each<[Request, string]>([
    [
      request("Service", "redshift.amazonaws.com", { "sts:ExternalId": dbUser("etl") }),
      "Database user `etl` on cluster `dwh` (account 111122223333, us-east-1) can use this role",
    ],
    [
      request("Service", "redshift.us-west-2.amazonaws.com", { "sts:ExternalId": dbUser("etl") }),
      "Database user `etl` on cluster `dwh` (account 111122223333, us-east-1, through Redshift in us-west-2) can use this role",
    ],
    [
      request("Service", "redshift-serverless.amazonaws.com", {
        "sts:ExternalId": dbUser("IAMR:x", "serverless-111122223333-w1"),
      }),
      "Database user `IAMR:x` on Serverless workgroup `w1` (account 111122223333, us-east-1) can use this role",
    ],
    [request("Service", "redshift.us-west-2.amazonaws.com"), "Redshift in us-west-2 can use this role"],
    [
      request("Service", "redshift.amazonaws.com.cn"),
      "Redshift in every Region under the name `redshift.amazonaws.com.cn` can use this role",
    ],
    [request("Service", "ec2.amazonaws.com"), "The service `ec2.amazonaws.com` can use this role"],
    [
      request("AWS", "arn:aws:iam::568237466542:root", { "sts:ExternalId": "abcd" }),
      "Any principal of account 568237466542 (Polytomic) can assume this role with the ExternalId `abcd`",
    ],
    [
      request("AWS", "arn:aws-cn:iam::111122223333:root"),
      "Any principal of account 111122223333 in the partition `aws-cn` can assume this role",
    ],
    [
      request("AWS", "arn:aws:iam::111122223333:role/team/x"),
      "The role `team/x` of account 111122223333 can assume this role",
    ],
    [
      request("AWS", "arn:aws:iam::111122223333:user/x", {}, "TagSession"),
      "The user `x` of account 111122223333 can pass session tags to this role",
    ],
    [
      request("AWS", "arn:aws:iam::111122223333:root", { "aws:MultiFactorAuthPresent": "true" }),
      "Any principal of account 111122223333 can assume this role when `aws:MultiFactorAuthPresent` is `true`",
    ],
    [
      request(
        "Federated",
        "accounts.google.com",
        { "accounts.google.com:sub": ["1", "2"] },
        "AssumeRoleWithWebIdentity",
      ),
      "Users of the identity provider `accounts.google.com` can assume this role with a web identity when `accounts.google.com:sub` is `1` or `2`",
    ],
  ])("%#", (asked, sentence) => {
    expect(requestSentence(asked, "can")).toBe(sentence);
  });

  test("what the request lacks is said when it matters", () => {
    const keys = ["sts:ExternalId", "aws:SourceAccount"];
    expect(requestSentence(request("AWS", "111122223333"), "can", { keys })).toBe(
      "Any principal of account 111122223333 can assume this role without an ExternalId when `aws:SourceAccount` is not sent",
    );
  });

  test("the statement widens who is let in, and never who is kept out", () => {
    const [everybody] = policyOf({ AWS: "*" }).statements;
    const [everywhere] = policyOf({ Service: "redshift.amazonaws.com" }).statements;
    if (everybody === undefined || everywhere === undefined) throw new TypeError("no statement");
    const stranger = request("AWS", "arn:aws:iam::999988887777:root");
    const oregon = request("Service", "redshift.us-west-2.amazonaws.com");
    expect(requestSentence(stranger, "can", { statement: everybody })).toMatch(/^Any AWS principal of any account can/);
    expect(requestSentence(oregon, "can", { statement: everywhere })).toMatch(/^Redshift in every Region can/);
    expect(requestSentence(stranger, "can no longer", { statement: everybody })).toMatch(
      /^Account 999988887777 as a whole can no longer/,
    );
    expect(requestSentence(oregon, "can no longer", { statement: everywhere })).toMatch(
      /^Redshift in us-west-2 can no longer/,
    );
  });

  test.each<[string, "can" | "can no longer", string]>([
    [
      "dwh/*",
      "can",
      "Every database user on cluster `dwh` (account 111122223333, us-east-1), for example `u1`, can use",
    ],
    [
      "dwh/u*",
      "can",
      "Every database user like `u*` on cluster `dwh` (account 111122223333, us-east-1), for example `u1`,",
    ],
    [
      "d*/u1",
      "can",
      "Every database user like `arn:aws:redshift:us-east-1:111122223333:dbuser:d*/u1`, for example `u1` on",
    ],
    ["dwh/u1", "can", "Database user `u1` on cluster `dwh`"],
    ["dwh/x*", "can", "Database user `u1` on cluster `dwh`"],
    [
      "dwh/*",
      "can no longer",
      "Some database users on cluster `dwh` (account 111122223333, us-east-1), for example `u1`, can no longer",
    ],
  ])("who asks is an example of %s", (users, can, sentence) => {
    const arn = "arn:aws:redshift:us-east-1:111122223333:dbuser:";
    const condition = { StringLike: { "sts:ExternalId": arn + users } };
    const [statement] = policyOf({ Service: "redshift.amazonaws.com" }, condition).statements;
    if (statement === undefined) throw new TypeError("no statement");
    const asked = request("Service", "redshift.us-east-1.amazonaws.com", { "sts:ExternalId": `${arn}dwh/u1` });
    expect(requestSentence(asked, can, { statement })).toContain(sentence);
  });

  test("a pattern of everything is like nothing", () => {
    const condition = { StringLike: { "sts:ExternalId": "*" } };
    const [statement] = policyOf({ Service: "redshift.amazonaws.com" }, condition).statements;
    if (statement === undefined) throw new TypeError("no statement");
    const user = { "sts:ExternalId": "arn:aws:redshift:us-east-1:111122223333:dbuser:dwh/u1" };
    expect(requestSentence(request("Service", "redshift.amazonaws.com", user), "can", { statement })).toBe(
      "Every database user, for example `u1` on cluster `dwh` (account 111122223333, us-east-1), can use this role",
    );
  });

  const root = "arn:aws:iam::999988887777:root";
  const loader = "arn:aws:iam::999988887777:role/loader";
  test.each<[string, string, unknown, "can" | "can no longer", string]>([
    [
      "one role",
      loader,
      { AWS: "999988887777" },
      "can",
      "The role `loader` of account 999988887777 can assume this role",
    ],
    [
      "a role of everybody",
      loader,
      "*",
      "can",
      `Any AWS principal of any account can assume this role when \`aws:PrincipalArn\` is \`${loader}\``,
    ],
    [
      "an account",
      root,
      { AWS: "999988887777" },
      "can",
      `Any principal of account 999988887777 can assume this role when \`aws:PrincipalArn\` is \`${root}\``,
    ],
    [
      "an account that lost it",
      root,
      { AWS: "999988887777" },
      "can no longer",
      "Account 999988887777 as a whole can no longer assume this role",
    ],
  ])("keys that follow from who asks are sent: %s", (_, id, principal, can, sentence) => {
    const [statement] = policyOf(principal, { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } }).statements;
    if (statement === undefined) throw new TypeError("no statement");
    const asked = request("AWS", id);
    const keys = ["aws:PrincipalAccount", "aws:PrincipalIsAWSService"];
    expect(requestSentence(asked, can, { statement })).toBe(sentence);
    expect(requestSentence(asked, can, { statement, keys })).not.toContain("not sent");
    expect(requestSentence(request("Service", "ec2.amazonaws.com"), can, { keys })).toContain(
      "when `aws:PrincipalAccount` is not sent",
    );
  });

  test("other policies are told by action and resource", () => {
    const asked = { ...request("AWS", "111122223333"), action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
    expect(requestSentence(asked, "can", { policyType: "identity" })).toBe(
      "This allows `s3:GetObject` on `arn:aws:s3:::b/k`",
    );
    expect(requestSentence(asked, "can", { policyType: "resource" })).toBe(
      "Any principal of account 111122223333 can do `s3:GetObject` on `arn:aws:s3:::b/k`",
    );
  });
});

describe("what the spec says", () => {
  const regional = { Service: ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] };
  const ids = (value: unknown) => ({ StringEquals: { "sts:ExternalId": value } });
  test.each<[Request, ReturnType<typeof policyOf>, string]>([
    [
      request("Service", "redshift.eu-west-1.amazonaws.com"),
      policyOf(regional),
      "the spec allows us-east-1 and us-west-2",
    ],
    [request("Service", "ec2.amazonaws.com"), policyOf(regional), "the spec does not allow it"],
    [request("AWS", "111122223333"), policyOf({ AWS: "111122223333" }, ids("abcd")), "the spec requires `abcd`"],
    [
      request("AWS", "111122223333"),
      policyOf({ AWS: "111122223333" }, ids(["a1", "b1", "c1", "d1", "e1"])),
      "the spec requires one of `a1`, `b1`, `c1` and 2 more",
    ],
    [
      request("AWS", "111122223333", { "sts:ExternalId": "x1" }),
      policyOf({ AWS: "111122223333" }, ids("abcd")),
      "the spec does not allow it",
    ],
    [request("AWS", "111122223333"), policyOf(regional, ids("abcd")), "the spec does not allow it"],
    [request("AWS", "999988887777"), policyOf({ AWS: "111122223333" }, ids("abcd")), "the spec does not allow it"],
    [
      request("Service", "lambda.amazonaws.com"),
      policyOf({ Service: "redshift.amazonaws.com" }, ids("abcd")),
      "the spec does not allow it",
    ],
  ])("%#", (asked, expected, words) => {
    expect(whatIsExpected(asked, expected)).toBe(words);
  });
});
