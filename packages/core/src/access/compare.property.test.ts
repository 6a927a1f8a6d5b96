import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument, PolicyType } from "../policy/document.ts";
import { newAccess } from "./compare.ts";
import { isAllowed, type Request } from "./request.ts";
import { textDomain } from "./value-domain.ts";

/** `ACCESS_RUNS=100000` for the long run. */
const runs = Number(process.env["ACCESS_RUNS"] ?? 1000);
const seed = Number(process.env["ACCESS_SEED"] ?? 20261121);

type Json = Record<string, unknown>;
type Values = readonly (readonly [key: string, values: readonly string[], operators: readonly string[]])[];

const user = (name: string): string => `arn:aws:redshift:us-east-1:123456789012:dbuser:${name}`;
const text = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
];
const arns = ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringEquals"];
const order = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const suffixed = (names: readonly string[]): string[] => names.flatMap((name) => [name, name, `${name}IfExists`]);

/** Small pools, so that values meet. */
const keys: Values = [
  [
    "sts:ExternalId",
    [
      user("c1/u1"),
      user("c1/u2"),
      user("c1/*"),
      user("*/u1"),
      user("c1*/u?"),
      "ab",
      "aB",
      "a*",
      "*b",
      "a?*",
      "?*",
      "*",
      "a",
      "",
      "x y",
      "*a*b*",
      "?b",
    ],
    suffixed(text),
  ],
  ["sts:ExternalId", [user("c1/u1"), user("c1/*"), "arn:aws:redshift:*:*:dbuser:*/u1"], suffixed(arns)],
  [
    "sts:ExternalId",
    ["ab", "a*", "cd"],
    ["ForAllValues:StringEquals", "ForAnyValue:StringLike", "ForAllValues:StringNotLike"],
  ],
  [
    "aws:SourceIp",
    ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/9", "10.128.0.0/9", "203.0.113.7", "2001:db8::/32", "0.0.0.0/0", "::/0"],
    suffixed(["IpAddress", "NotIpAddress"]),
  ],
  ["aws:MultiFactorAuthAge", ["10", "20", "20.5", "30"], suffixed(order.map((name) => `Numeric${name}`))],
  [
    "aws:CurrentTime",
    ["2026-01-01T00:00:00Z", "2026-06-01", "1767225600"],
    suffixed(order.map((name) => `Date${name}`)),
  ],
  ["aws:SecureTransport", ["true", "false"], suffixed(["Bool", "StringEquals", "StringNotEquals"])],
  [
    "aws:PrincipalOrgID",
    ["o-aaaaaaaaaa", "o-bbbbbbbbbb", "o-*"],
    suffixed(["StringEquals", "StringNotEquals", "StringLike"]),
  ],
  [
    "aws:PrincipalArn",
    ["arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/*", "arn:aws:iam::*:root"],
    suffixed(arns),
  ],
  [
    "aws:PrincipalAccount",
    ["123456789012", "444455556666", "4*"],
    suffixed(["StringEquals", "StringNotEquals", "StringLike"]),
  ],
  ["aws:PrincipalIsAWSService", ["true", "false"], suffixed(["Bool"])],
  [
    "aws:TagKeys",
    ["cost", "team", "t*"],
    [
      "ForAllValues:StringEquals",
      "ForAnyValue:StringEquals",
      "ForAllValues:StringLike",
      "ForAnyValue:StringNotEquals",
      "ForAllValues:StringNotEquals",
      "StringEquals",
      "StringNotLike",
      "ForAnyValue:StringEqualsIfExists",
    ],
  ],
  ["sts:ExternalId", ["true", "false"], ["Null"]],
  ["aws:TagKeys", ["true", "false"], ["Null"]],
  ["aws:SourceIp", ["true", "false"], ["Null"]],
];

const principals: Json[] = [
  { Service: "redshift.amazonaws.com" },
  { Service: "redshift.us-east-1.amazonaws.com" },
  { Service: ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] },
  { Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] },
  { AWS: "123456789012" },
  { AWS: "arn:aws:iam::123456789012:root" },
  { AWS: "arn:aws:iam::123456789012:role/x" },
  { AWS: ["arn:aws:iam::123456789012:role/x", "444455556666"] },
  { AWS: "arn:aws:sts::123456789012:assumed-role/x/s" },
  { AWS: "*" },
  { AWS: "AROAEXAMPLEEXAMPLE12" },
  { Federated: "accounts.google.com" },
  { AWS: "123456789012", Service: "redshift.amazonaws.com" },
];

const some = <T>(values: readonly T[], max: number): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: max });

const condition: fc.Arbitrary<readonly [string, string, string[]]> = fc
  .constantFrom(...keys)
  .chain(([key, values, operators]) => fc.tuple(fc.constantFrom(...operators), fc.constant(key), some(values, 3)));

const conditionBlock: fc.Arbitrary<Json> = fc.array(condition, { maxLength: 3 }).map((list) => {
  const block: Record<string, Json> = {};
  for (const [operator, key, values] of list) block[operator] = { ...block[operator], [key]: values };
  return block;
});

const effect = fc.constantFrom("Allow", "Allow", "Allow", "Deny");

const trustStatement: fc.Arbitrary<Json> = fc
  .record({
    Effect: effect,
    Principal: fc.constantFrom(...principals),
    Condition: conditionBlock,
    actions: some(["sts:AssumeRole", "sts:TagSession", "sts:*", "sts:Assume*", "STS:assumerole"], 2),
    not: fc.nat(9),
  })
  .map(({ actions, not, ...statement }) => ({ ...statement, [not === 0 ? "NotAction" : "Action"]: actions }));

const actionNames = [
  "s3:GetObject",
  "s3:Get*",
  "s3:PutObject",
  "s3:*Object",
  "s3:*",
  "*",
  "redshift:*",
  "s3:getobjec?",
];
const resources = [
  "*",
  "arn:aws:s3:::b/*",
  "arn:aws:s3:::b/home/*",
  "arn:aws:s3:::b/*/x",
  "arn:aws:s3:::?/*",
  "arn:aws:s3:::b/home/${aws:username}/*",
  "arn:aws:s3:::b/home/${aws:username}",
];

const identityStatement: fc.Arbitrary<Json> = fc
  .record({
    Effect: effect,
    Condition: conditionBlock,
    actions: some(actionNames, 3),
    resources: some(resources, 2),
    not: fc.nat(19),
  })
  .map(({ actions, resources: list, not, ...statement }) => ({
    ...statement,
    [not === 0 ? "NotAction" : "Action"]: actions,
    [not === 1 ? "NotResource" : "Resource"]: list,
  }));

const resourceStatement: fc.Arbitrary<Json> = fc
  .tuple(identityStatement, fc.constantFrom(...principals))
  .map(([statement, principal]) => ({ ...statement, Principal: principal }));

/** A pair of near neighbours: the second is the first with a few statements changed, dropped, repeated or added. */
function pairOf(statement: fc.Arbitrary<Json>): fc.Arbitrary<readonly [Json[], Json[]]> {
  const change = fc.record({
    at: fc.nat(5),
    how: fc.constantFrom("drop", "add", "replace", "narrow", "widen", "swap"),
    with: statement,
    block: conditionBlock,
  });
  return fc
    .tuple(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.array(change, { maxLength: 2 }))
    .map(([first, changes]) => {
      const second = [...first];
      for (const { at, how, with: other, block } of changes) {
        const i = at % Math.max(second.length, 1);
        const here = second[i];
        if (how === "drop") second.splice(i, 1);
        else if (how === "add" || here === undefined) second.push(other);
        else if (how === "replace") second[i] = other;
        else if (how === "narrow") second[i] = { ...here, Condition: { ...block, ...(here["Condition"] as Json) } };
        else if (how === "widen")
          second[i] = { ...here, Condition: Object.fromEntries(Object.entries(here["Condition"] as Json).slice(1)) };
        else second[i] = { ...here, Condition: other["Condition"] };
      }
      return [first, second] as const;
    });
}

const sampledValues: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  "sts:ExternalId": [
    user("c1/u1"),
    user("c1/u2"),
    user("c2/u1"),
    user("c1/x/u1"),
    "ab",
    "aB",
    "axb",
    "AB",
    "cd",
    "zz",
    "bb",
    "a-b-",
  ],
  "aws:SourceIp": ["10.0.0.1", "10.1.2.3", "10.200.0.1", "203.0.113.7", "8.8.8.8", "2001:db8::1", "2002::1"],
  "aws:MultiFactorAuthAge": ["0", "10", "15", "20", "20.2", "20.5", "25", "30", "99"],
  "aws:CurrentTime": [
    "2025-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z",
    "2026-03-01T00:00:00Z",
    "2026-06-01T00:00:00Z",
    "2027-01-01T00:00:00Z",
  ],
  "aws:SecureTransport": ["true", "false"],
  "aws:PrincipalOrgID": ["o-aaaaaaaaaa", "o-bbbbbbbbbb", "o-cccccccccc", "zz"],
  "aws:TagKeys": [["cost"], ["team"], ["team", "cost"], ["other"], ["cost", "other"], ["tx"]],
  "aws:username": ["alice", "bob"],
};
const callers: readonly Request["principal"][] = [
  ...[
    "redshift.amazonaws.com",
    "redshift.us-east-1.amazonaws.com",
    "redshift.us-west-2.amazonaws.com",
    "redshift.eu-west-1.amazonaws.com",
    "redshift-serverless.amazonaws.com",
    "ec2.amazonaws.com",
  ].map((id) => ({ type: "Service" as const, id })),
  ...[
    "arn:aws:iam::123456789012:root",
    "arn:aws:iam::123456789012:role/x",
    "arn:aws:iam::123456789012:role/y",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::444455556666:user/u",
    "arn:aws:iam::555555555555:role/x",
    "arn:aws:sts::123456789012:assumed-role/x/s",
  ].map((id) => ({ type: "AWS" as const, id })),
  { type: "Federated", id: "accounts.google.com" },
];

const request: fc.Arbitrary<Request> = fc.record({
  action: fc.constantFrom(
    "sts:AssumeRole",
    "sts:TagSession",
    "sts:AssumeRoleWithSAML",
    "s3:GetObject",
    "s3:PutObject",
    "s3:GetBucketAcl",
    "redshift:CreateCluster",
    "ec2:RunInstances",
  ),
  principal: fc.constantFrom(...callers),
  resource: fc.constantFrom(
    "arn:aws:s3:::b/x",
    "arn:aws:s3:::b/home/alice/1",
    "arn:aws:s3:::b/home/alice",
    "arn:aws:s3:::c/x",
    "arn:aws:s3:::dd/x",
    "*",
  ),
  context: fc
    .tuple(
      ...Object.entries(sampledValues).map(([key, values]) =>
        fc.option(fc.constantFrom(...values)).map((value) => [key, value] as const),
      ),
    )
    .map((entries) =>
      Object.fromEntries(entries.filter((entry): entry is [string, string | readonly string[]] => entry[1] !== null)),
    ),
});

/** A trust policy is asked for actions of STS; only AWS principals have an organization, or identity policies. */
function canBe(type: PolicyType, { action, principal, context }: Request): boolean {
  if (type === "trust" && !action.startsWith("sts:")) return false;
  return principal.type === "AWS" || (type !== "identity" && context["aws:PrincipalOrgID"] === undefined);
}

function policy(type: PolicyType, statements: readonly Json[]): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { policyType: type }).policy;
}

const kinds: readonly (readonly [PolicyType, fc.Arbitrary<Json>])[] = [
  ["trust", trustStatement],
  ["identity", identityStatement],
  ["resource", resourceStatement],
];

describe.each(kinds)("newAccess on random pairs: %s", (type, statement) => {
  test("none is never refuted; a witness is allowed by one and not by the other, within its domain", () => {
    const counts = { none: 0, new: 0, unknown: 0 };
    fc.assert(
      fc.property(
        pairOf(statement),
        fc.array(request, { minLength: 40, maxLength: 40 }),
        ([first, second], requests) => {
          const expected = policy(type, first);
          const actual = policy(type, second);
          const access = newAccess(expected, actual);
          counts[access.kind]++;
          if (access.kind === "new") {
            const { witness } = access;
            expect(isAllowed(actual, witness)).toBe(true);
            expect(isAllowed(expected, witness)).toBe(false);
            for (const [key, value] of Object.entries(witness.context))
              if (typeof value === "string") expect(textDomain(key.toLowerCase())?.has(value) ?? true).toBe(true);
          }
          if (access.kind === "none")
            for (const asked of requests)
              if (canBe(type, asked) && isAllowed(actual, asked) && !isAllowed(expected, asked))
                throw new Error(`refuted by ${JSON.stringify(asked)}`);
        },
      ),
      { numRuns: runs, seed },
    );
    if (process.env["ACCESS_RUNS"] !== undefined) console.log(type, counts);
    expect(counts.unknown).toBeLessThanOrEqual(runs * (type === "trust" ? 0.001 : 0.1));
  });
});

describe.each(kinds)("laws: %s", (type, statement) => {
  const none = { kind: "none" };
  const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
  const law = (name: string, check: (list: Json[], other: Json) => void): void => {
    test(name, () => fc.assert(fc.property(statements, statement, check), { numRuns: Math.min(runs, 5000) / 5, seed }));
  };

  law("equal to itself, and blind to order and Sid", (list) => {
    const turned = [...list].reverse().map((one, i) => ({ Sid: `S${i}`, ...one }));
    expect(newAccess(policy(type, list), policy(type, list))).toEqual(none);
    expect(newAccess(policy(type, list), policy(type, turned))).toEqual(none);
  });

  law("one action a statement is the same as many", (list) => {
    const split = list.flatMap((one) =>
      Array.isArray(one["Action"]) ? one["Action"].map((action) => ({ ...one, Action: action })) : [one],
    );
    expect(newAccess(policy(type, list), policy(type, split)).kind).not.toBe("new");
    expect(newAccess(policy(type, split), policy(type, list)).kind).not.toBe("new");
  });

  law("an Allow more never loses access, a Deny more never gives any", (list, other) => {
    const allowing = policy(type, [...list, { ...other, Effect: "Allow" }]);
    const denying = policy(type, [...list, { ...other, Effect: "Deny" }]);
    expect(newAccess(allowing, policy(type, list))).toEqual(none);
    expect(newAccess(policy(type, list), denying)).toEqual(none);
  });
});
