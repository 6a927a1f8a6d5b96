import { describe, expect, test } from "vitest";
import type { Request } from "./access/request.ts";
import { decideRequest } from "./explain/decide.ts";
import { explainPolicy } from "./explain.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";

const dbUser = (user: string, cluster = "dwh", region = "us-east-1") =>
  `arn:aws:redshift:${region}:111122223333:dbuser:${cluster}/${user}`;

function policyOf(statements: unknown, policyType: PolicyType = "trust") {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { policyType }).policy;
}

function allow(principal: unknown, condition?: unknown, action: unknown = "sts:AssumeRole"): object {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
const redshift = { Service: "redshift.amazonaws.com" };
const externalId = (value: unknown, operator = "StringEquals") => ({ [operator]: { "sts:ExternalId": value } });

/** `group: sentence`, a line each. */
function linesOf(statements: unknown, policyType?: PolicyType): string[] {
  const { groups } = explainPolicy(policyOf(statements, policyType));
  return groups.flatMap(({ title, sentences }) => sentences.map((sentence) => `${title}: ${sentence}`));
}

describe("who can use a role", () => {
  test.each<[string, object[], string[]]>([
    [
      "Redshift anywhere",
      [allow(redshift)],
      [
        "Redshift in every Region: Every database user of every cluster or workgroup that has the role attached can use the role.",
      ],
    ],
    [
      "users of two clusters",
      [allow(redshift, externalId([dbUser("etl"), dbUser("bi"), dbUser("bi", "lab")]))],
      [
        "Redshift cluster `dwh` (account 111122223333, us-east-1): Database users `etl` and `bi` can use the role.",
        "Redshift cluster `lab` (account 111122223333, us-east-1): Database user `bi` can use the role.",
      ],
    ],
    [
      "every user",
      [allow(redshift, externalId(dbUser("*"), "StringLike"))],
      ["Redshift cluster `dwh` (account 111122223333, us-east-1): Every database user can use the role."],
    ],
    [
      "a regional principal",
      [allow({ Service: "redshift.us-east-1.amazonaws.com" }, externalId(dbUser("etl")))],
      [
        "Redshift cluster `dwh` (account 111122223333, us-east-1): Database user `etl` can use the role, through Redshift in us-east-1.",
      ],
    ],
    [
      "a vendor",
      [allow({ AWS: "arn:aws:iam::568237466542:root" }, externalId("abcd"))],
      [
        "Polytomic (account 568237466542): Any principal of the account can assume the role when `sts:ExternalId` is `abcd`.",
      ],
    ],
    [
      "a role with session tags",
      [allow({ AWS: "arn:aws:iam::111122223333:role/loader" }, undefined, ["sts:AssumeRole", "sts:TagSession"])],
      ["Account 111122223333: The role `loader` of the account can assume the role and pass session tags."],
    ],
    [
      "everybody",
      [allow({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-abc" } })],
      ["Every AWS account: Any AWS principal of any account can assume the role when `aws:PrincipalOrgID` is `o-abc`."],
    ],
    [
      "a deleted principal",
      [allow({ AWS: ["arn:aws:iam::111122223333:role/loader", "AROAEXAMPLEID12345678"] })],
      [
        "Account 111122223333: The role `loader` of the account can assume the role.",
        "Nobody: `AROAEXAMPLEID12345678` was deleted; its entry lets nobody in.",
      ],
    ],
    [
      "another service",
      [allow({ Service: "ec2.amazonaws.com" })],
      ["Service `ec2.amazonaws.com`: It can use the role."],
    ],
    [
      "a Deny",
      [allow(redshift), { ...allow({ AWS: "444455556666" }), Effect: "Deny" }],
      [
        "Redshift in every Region: Every database user of every cluster or workgroup that has the role attached can use the role.",
        "Kept out, whatever else is allowed: Account 444455556666: Any principal of the account cannot assume the role.",
      ],
    ],
  ])("%s", (_, statements, lines) => {
    expect(linesOf(statements)).toEqual(lines);
  });

  test.each<[string, unknown, string]>([
    ["values", { StringLike: { "aws:PrincipalArn": ["a*", "b"] } }, "`aws:PrincipalArn` matches `a*` or `b`"],
    ["not", { StringNotEquals: { k: ["a", "b"] } }, "`k` is none of `a` and `b`"],
    [
      "IfExists",
      { BoolIfExists: { "aws:SecureTransport": true } },
      "`aws:SecureTransport` is `true`, or is not sent at all",
    ],
    ["Null", { Null: { "aws:TokenIssueTime": "true" } }, "`aws:TokenIssueTime` is not sent"],
    ["not Null", { Null: { "aws:TokenIssueTime": "false" } }, "`aws:TokenIssueTime` is sent"],
    [
      "ForAllValues",
      { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } },
      "each value of `aws:TagKeys` is `team`, or is not sent at all",
    ],
    ["ForAnyValue", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }, "some value of `aws:TagKeys` is `team`"],
    [
      "dates",
      { DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
      "`aws:CurrentTime` is before `2027-01-01T00:00:00Z`",
    ],
    [
      "numbers",
      { NumericLessThanEquals: { "aws:MultiFactorAuthAge": 300 } },
      "`aws:MultiFactorAuthAge` is at most `300`",
    ],
    ["addresses", { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "`aws:SourceIp` is outside `10.0.0.0/8`"],
    ["case", { StringEqualsIgnoreCase: { k: "a" } }, "`k` is `a` in any case"],
  ])("conditions: %s", (_, condition, clause) => {
    expect(linesOf([allow({ AWS: "111122223333" }, condition)])[0]).toContain(` when ${clause}.`);
  });
});

describe("what is said first", () => {
  test.each<[string, object[], RegExp]>([
    [
      "a dead statement, and nothing more of it",
      [allow(redshift, externalId("a*"))],
      /^Statement 1 lets nobody in: `StringEquals` takes the wildcard/,
    ],
    [
      "users of another Region",
      [allow({ Service: "redshift.us-west-2.amazonaws.com" }, externalId(dbUser("etl")))],
      /^Statement 1 lets nobody in: its database users are in us-east-1, but only Redshift in us-west-2 may come\.$/,
    ],
    [
      "a lock",
      [allow(redshift), { ...allow({ AWS: "*", Service: "redshift.amazonaws.com" }), Effect: "Deny" }],
      /^Nobody can assume the role now/,
    ],
    ["a vendor without ExternalId", [allow({ AWS: "568237466542" })], /without an ExternalId/],
    ["a way around", [allow({ AWS: "568237466542" }, externalId("abcd", "StringEqualsIfExists"))], /leave it out/],
  ])("%s", (_, statements, first) => {
    expect(explainPolicy(policyOf(statements)).first[0]).toMatch(first);
  });
});

test("an identity policy is told by service", () => {
  const statements = [
    { Effect: "Allow", Action: ["redshift-data:ExecuteStatement", "S3:GetObject"], Resource: "*" },
    { Effect: "Deny", NotAction: "iam:*", NotResource: ["a", "b"] },
  ];
  expect(linesOf(statements, "identity")).toEqual([
    "redshift-data: Allows `ExecuteStatement` on every resource.",
    "s3: Allows `GetObject` on every resource.",
    "Every service: Denies every action but `iam:*` on everything but `a` and `b`.",
  ]);
});

test.each([
  ["DateLessThanEquals", "2027-01-01T00:00:00Z", "is not after `2027-01-01T00:00:00Z`"],
  ["DateLessThan", "2027-01-01T00:00:00Z", "is before `2027-01-01T00:00:00Z`"],
  ["NumericGreaterThanEquals", "3", "is at least `3`"],
  ["Null", "true", "is not sent"],
  ["Null", ["true", "false"], "is sent or not"],
  ["Null", [], "is any of no values, which nothing does"],
  ["StringEquals", [], "is any of no values, which nothing does"],
  ["StringNotEquals", [], "has any value, or none"],
  ["ForAnyValue:StringNotEquals", [], "has any value"],
  ["StringNotLike", ["a*", "b"], "matches none of `a*` and `b`"],
])("the condition %s of %j: it %s", (operator, value, clause) => {
  const statement = {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "*",
    Condition: { [operator]: { "a:b": value } },
  };
  expect(linesOf([statement], "identity")).toEqual([
    `s3: Allows \`GetObject\` on every resource when \`a:b\` ${clause}.`,
  ]);
});

describe("texts made to cost time end soon, and say what is left out", () => {
  const many = <T>(make: (index: number) => T): T[] => Array.from({ length: 20_000 }, (_, i) => make(i));

  test.each<[string, PolicyType, object]>([
    ["actions that there are not", "identity", { Effect: "Allow", Action: many((i) => `s3:No${i}`), Resource: "*" }],
    ["database users", "trust", allow(redshift, externalId(many((i) => dbUser(`u${i}`))))],
    [
      "principals under many conditions",
      "trust",
      allow(
        { AWS: many((i) => String(100_000_000_000 + i)) },
        { StringLike: Object.fromEntries(many((i) => [`aws:PrincipalTag/${i}`, "a"])) },
      ),
    ],
  ])("%s", { timeout: 60_000 }, (name, type, statement) => {
    const policy = policyOf([statement], type);
    const start = performance.now();
    const { first, groups } = explainPolicy(policy);
    expect(performance.now() - start).toBeLessThan(15_000);
    const characters = groups.flatMap(({ sentences }) => sentences).reduce((sum, { length }) => sum + length, 0);
    expect(characters).toBeLessThan(1_000_001);
    const isCut = name === "principals under many conditions";
    expect(first.some((text) => text.startsWith("This is not all that the policy says"))).toBe(isCut);
  });
});

describe("what names nothing", () => {
  test.each(["redshift.eu-west1.amazonaws.com", "redshift.*.amazonaws.com", "redshfit.amazonaws.com"])(
    "nobody comes in through %s",
    (id) => {
      expect(linesOf([allow({ Service: ["redshift.us-east-1.amazonaws.com", id] })])).toEqual([
        "Redshift in us-east-1: Every database user of every cluster or workgroup that has the role attached can use the role.",
        `Nobody: No service has the name \`${id}\`; its entry lets nobody in.`,
      ]);
    },
  );

  test("actions that there are not allow nothing", () => {
    const action = ["redshift-data:ExecuteStatment", "redshift-data:GetStatementResult", "redshift-data:Foo*"];
    expect(linesOf([{ Effect: "Allow", Action: action, Resource: "*" }], "identity")).toEqual([
      "redshift-data: Allows `GetStatementResult` on every resource.",
      "redshift-data: Allows nothing with `redshift-data:ExecuteStatment` and `redshift-data:Foo*`: there is no such action.",
    ]);
  });
});

describe("one request", () => {
  const policy = policyOf([
    { Sid: "Users", ...allow(redshift, externalId(dbUser("*"), "StringLike")) },
    { Sid: "NotEve", ...allow(redshift, externalId(dbUser("eve"))), Effect: "Deny" },
    allow({ AWS: "568237466542" }, { StringEquals: { "sts:ExternalId": "abcd", "aws:SourceIp": "x" } }),
  ]);
  const ask = (type: Request["principal"]["type"], id: string, context: Request["context"] = {}) =>
    decideRequest(policy, { action: "sts:AssumeRole", principal: { type, id }, context });

  test("names the Allow that lets it in", () => {
    const decision = ask("Service", "redshift.amazonaws.com", { "sts:ExternalId": dbUser("etl") });
    expect(decision).toMatchObject({ allowed: true, statement: { sid: { value: "Users" } } });
  });

  test("names the Deny that keeps it out", () => {
    const decision = ask("Service", "redshift.amazonaws.com", { "sts:ExternalId": dbUser("eve") });
    expect(decision).toMatchObject({ allowed: false, statement: { sid: { value: "NotEve" } } });
  });

  test("says that it does not know the path of a session's role", () => {
    const byPath = policyOf(
      allow({ AWS: "111122223333" }, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/sso/*" } }),
    );
    const decide = (id: string, context = {}) =>
      decideRequest(byPath, { action: "sts:AssumeRole", principal: { type: "AWS", id }, context });
    const session = "arn:aws:sts::111122223333:assumed-role/admin/jane";
    expect(decide(session)).toMatchObject({
      allowed: false,
      assumed: expect.stringContaining("taken to be `arn:aws:iam::111122223333:role/admin`, without one"),
    });
    const told = decide(session, { "AWS:principalarn": "arn:aws:iam::111122223333:role/sso/admin" });
    expect(told).toMatchObject({ allowed: true });
    expect(told).not.toHaveProperty("assumed");
    expect(decide("arn:aws:iam::111122223333:role/admin")).not.toHaveProperty("assumed");
  });

  test("names the conditions that fail, and only those", () => {
    const { missing } = ask("AWS", "arn:aws:iam::568237466542:root", { "sts:ExternalId": "abcd" });
    expect(missing.map(({ reason }) => reason)).toEqual([
      "it is for other principals",
      "it applies only when `aws:SourceIp` is `x`",
    ]);
  });

  test.each<[string, PolicyType, object, Partial<Request>, string]>([
    ["who asks", "trust", allow({ AWS: "111122223333" }), {}, "it is for other principals"],
    [
      "what is asked",
      "trust",
      { Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:TagSession" },
      {},
      "it is for other actions",
    ],
    [
      "both",
      "trust",
      { Effect: "Allow", NotPrincipal: { Service: "redshift.amazonaws.com" }, NotAction: "sts:*" },
      {},
      "it is for other principals and actions",
    ],
    [
      "on what",
      "identity",
      { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::a/*" },
      { action: "s3:GetObject", resource: "arn:aws:s3:::b/x" },
      "it is for other resources",
    ],
    [
      "on nothing that is named",
      "identity",
      { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::a/*" },
      { action: "s3:GetObject" },
      "it is for other resources than `*`, as the request names none",
    ],
    [
      "on what is left out, with another action",
      "identity",
      { Effect: "Allow", Action: "s3:Put*", NotResource: "arn:aws:s3:::a/*" },
      { action: "s3:GetObject", resource: "arn:aws:s3:::a/x" },
      "it is for other actions and resources",
    ],
  ])("names the part of the request that a statement is not about: %s", (_, policyType, statement, asked, reason) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const principal = { type: "Service", id: "redshift.amazonaws.com" } as const;
    const { missing } = decideRequest(parsePolicy(text, { policyType }).policy, {
      action: "sts:AssumeRole",
      principal,
      context: {},
      ...asked,
    });
    expect(missing.map((one) => one.reason)).toEqual([reason]);
  });

  test("a policy at fault is no answer", () => {
    const broken = parsePolicy('{"Statement":[],"Statement":[]}', { policyType: "trust" }).policy;
    const request: Request = { action: "sts:AssumeRole", principal: { type: "AWS", id: "x" }, context: {} };
    expect(() => decideRequest(broken, request)).toThrow(/written twice/);
  });
});
