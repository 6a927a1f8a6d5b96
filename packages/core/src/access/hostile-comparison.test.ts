import { describe, expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument, PolicyType } from "../policy/document.ts";
import { newAccess } from "./compare.ts";

/*
 * Policies made to cost time when they are compared. Each pair takes far less than a second on an idle machine, and one
 * with a square in it tens of seconds.
 */
const bound = 5000;

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const identity = (elements: object): object => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "*",
  ...elements,
});
const trust = (principal: unknown, elements: object = {}): object => ({
  Effect: "Allow",
  Principal: principal,
  Action: "sts:AssumeRole",
  ...elements,
});
const on = (operator: string, key: string, values: unknown): object => ({
  Condition: { [operator]: { [key]: values } },
});
const tags = (values: (index: number) => string, spelling = "aws:RequestTag"): object => ({
  Condition: { StringLike: Object.fromEntries(many(10_000, (i) => [`${spelling}/${i}`, values(i)])) },
});

type Pair = readonly [expected: readonly object[], actual: readonly object[]];

const ofIdentity: Readonly<Record<string, Pair>> = {
  "condition keys": [[identity(tags((i) => `*a${i}`))], [identity(tags((i) => `a${i}*`))]],
  "condition keys in other letters": [
    [identity(tags((i) => `a${i}*`))],
    [identity(tags((i) => `a${i}?*`, "aws:requesttag"))],
  ],
  "a Deny of many keys": [
    [identity({}), identity({ Effect: "Deny", ...tags((i) => `a${i}*`) })],
    [identity({}), identity({ Effect: "Deny", ...tags((i) => `a${i}?*`) })],
  ],
  "IP ranges": [
    [
      identity(
        on(
          "IpAddress",
          "aws:SourceIp",
          many(4000, (i) => `10.${i >> 8}.${i & 255}.0/24`),
        ),
      ),
    ],
    [
      identity(
        on(
          "IpAddress",
          "aws:SourceIp",
          many(4000, (i) => `10.${i >> 8}.${i & 255}.0/25`),
        ),
      ),
    ],
  ],
  numbers: [
    [
      identity(
        on(
          "NumericEquals",
          "s3:max-keys",
          many(10_000, (i) => `${i}`),
        ),
      ),
    ],
    [
      identity(
        on(
          "NumericLessThan",
          "s3:max-keys",
          many(10_000, (i) => `${i}`),
        ),
      ),
    ],
  ],
  "patterns of actions": [
    [identity({ Action: many(20_000, (i) => `s3:Get${i}*`) })],
    [identity({ Action: many(20_000, (i) => `s3:*Get${i}`) })],
  ],
  "patterns of actions that are not meant": [
    many(1000, (k) => identity({ Action: undefined, NotAction: many(10, (i) => `s3:*${i}${k}*`) })),
    many(1000, (k) => identity({ Action: undefined, NotAction: many(10, (i) => `s3:*${i}${k}?*`) })),
  ],
  "one long pattern against one long text": [
    [identity({ Resource: `*${"a".repeat(300_000)}b` })],
    [identity({ Resource: "a".repeat(600_000) })],
  ],
  "Denies of one number each": [
    [identity({}), ...many(3000, (i) => identity({ Effect: "Deny", ...on("NumericEquals", "s3:max-keys", `${i}`) }))],
    [identity({}), ...many(3000, (i) => identity({ Effect: "Deny", ...on("NumericEquals", "s3:max-keys", `${i}.5`) }))],
  ],
  variables: [
    [identity({ Resource: many(20_000, (i) => `arn:aws:s3:::b/\${aws:PrincipalTag/${i}}`) })],
    [identity({ Resource: many(20_000, (i) => `arn:aws:s3:::b/\${aws:PrincipalTag/${i + 1}}`) })],
  ],
};

const services = (count: number, name: (index: number) => string): object =>
  trust({ Service: many(count, (i) => `${name(i)}.amazonaws.com`) });

const ofTrust: Readonly<Record<string, Pair>> = {
  services: [[services(20_000, (i) => `s${i}`)], [services(20_000, (i) => `s${i + 1}`)]],
  "services of a Region": [[services(10_000, (i) => `s${i}.us-east-1`)], [services(10_000, (i) => `s${i}`)]],
  "a statement for each service": [
    many(10_000, (i) => services(1, () => `s${i}`)),
    many(10_000, (i) => services(1, () => `t${i}`)),
  ],
  actions: [
    [trust({ Service: "ec2.amazonaws.com" }, { Action: many(20_000, (i) => `sts:a${i}`) })],
    [trust({ Service: "ec2.amazonaws.com" }, { Action: many(20_000, (i) => `sts:b${i}`) })],
  ],
  "actions against patterns": [
    [trust("*", { Action: many(10_000, (i) => `sts:a${i}`) })],
    [trust("*", { Action: many(10_000, (i) => `sts:*a${i}*`) })],
  ],
  sessions: [
    [trust({ AWS: many(10_000, (i) => `arn:aws:sts::111122223333:assumed-role/r/s${i}`) })],
    [trust({ AWS: many(10_000, (i) => `arn:aws:sts::111122223333:assumed-role/r/t${i}`) })],
  ],
};

function policyOf(policyType: PolicyType, statements: readonly object[]): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { policyType }).policy;
}

describe.each([
  { policyType: "identity", pairs: ofIdentity },
  { policyType: "trust", pairs: ofTrust },
] as const)("hostile $policyType policies are compared soon, or not at all", ({ policyType, pairs }) => {
  test.each(Object.entries(pairs))("%s", { timeout: 60_000 }, (_, [expected, actual]) => {
    const [e, a] = [policyOf(policyType, expected), policyOf(policyType, actual)];
    for (const [one, other] of [[e, a] as const, [a, e] as const]) {
      const start = performance.now();
      newAccess(one, other);
      expect(performance.now() - start).toBeLessThan(bound);
    }
  });
});

test("what takes too long is unknown, and says so", () => {
  const [expected, actual] = ofIdentity["patterns of actions"] as Pair;
  expect(newAccess(policyOf("identity", expected), policyOf("identity", actual))).toEqual({
    kind: "unknown",
    because: "the policies are too intricate to compare",
  });
});
