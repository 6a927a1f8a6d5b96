import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAllowed } from "../access/request.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { compareTrust } from "./compare-trust.ts";

function policyOf(statements: unknown): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { policyType: "trust" }).policy;
}

const dbUser = (user: string) => `arn:aws:redshift:us-east-1:111122223333:dbuser:dwh/${user}`;

/** Few values, so that near-equal policies are common. */
const principal = fc.oneof(
  fc
    .subarray(
      [
        "redshift.amazonaws.com",
        "redshift.us-east-1.amazonaws.com",
        "redshift.us-west-2.amazonaws.com",
        "ec2.amazonaws.com",
      ],
      { minLength: 1 },
    )
    .map((Service) => ({ Service })),
  fc
    .subarray(
      [
        "111122223333",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:role/a",
        "arn:aws:iam::568237466542:root",
        "AROAEXAMPLEID12345678",
        "*",
      ],
      { minLength: 1 },
    )
    .map((AWS) => ({ AWS })),
);
const condition = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          "StringEquals",
          "StringLike",
          "StringNotEquals",
          "StringEqualsIfExists",
          "ForAllValues:StringEquals",
        ),
        fc.subarray([dbUser("etl"), dbUser("bi"), dbUser("*"), "abcd"], { minLength: 1 }),
      )
      .map(([operator, values]) => ({ Condition: { [operator]: { "sts:ExternalId": values } } })),
  },
);
const statement = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    principal,
    fc.subarray(["sts:AssumeRole", "sts:TagSession", "sts:Assume*"], { minLength: 1 }),
    condition,
  )
  .map(([Effect, Principal, Action, more]) => ({ Effect, Principal, Action, ...more }));
const policy = fc.array(statement, { minLength: 1, maxLength: 3 });

const reverse = {
  narrowed: "widened",
  widened: "narrowed",
  shifted: "shifted",
  cosmetic: "cosmetic",
  identical: "identical",
};

describe("laws", () => {
  test("each verdict has its mirror image, and each witness divides the two", () => {
    fc.assert(
      fc.property(policy, policy, (one, other) => {
        const [a, b] = [policyOf(one), policyOf(other)];
        const there = compareTrust(a, b);
        if (there.verdict !== "unknown") expect(compareTrust(b, a).verdict).toBe(reverse[there.verdict]);
        for (const [access, allowing, refusing] of [
          [there.newAccess, b, a],
          [there.lostAccess, a, b],
        ] as const) {
          if (access.kind !== "new") continue;
          expect(isAllowed(allowing, access.witness)).toBe(true);
          expect(isAllowed(refusing, access.witness)).toBe(false);
        }
      }),
      { numRuns: 1000, seed: 20261121 },
    );
  });

  test("writing it differently is cosmetic, and something differs", () => {
    fc.assert(
      fc.property(policy, (statements) => {
        const rewritten = [...statements].reverse().map((row, index) => ({
          ...row,
          Sid: `S${index}`,
          Action: [...row.Action].reverse().map((action) => action.toUpperCase().replace("STS", "sts")),
        }));
        const { verdict, differences } = compareTrust(policyOf(statements), policyOf(rewritten));
        expect(verdict).toMatch(/^(cosmetic|unknown)$/);
        if (verdict === "cosmetic") expect(differences).toContain("`Sid`");
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });
});

test("a text with a second policy behind the first is not identical to it", () => {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const { policy } = parsePolicy(text, { policyType: "trust" });
  const { policy: twice } = parsePolicy(`${text} ${text.replace("redshift", "ec2")}`, { policyType: "trust" });
  expect(compareTrust(policy, twice).verdict).toBe("unknown");
});

test.each<[string, string[], string[], string, string, string]>([
  ["what may be more", ["known"], ["known", "odd"], "unknown", "unknown", "none"],
  ["what may be less", ["known", "odd"], ["known"], "unknown", "none", "unknown"],
  ["more, and what may be less", ["odd"], ["known"], "widened", "new", "unknown"],
  ["less, and what may be more", ["known"], ["odd"], "unknown", "unknown", "new"],
  ["what cannot be decided, on both sides", ["odd"], ["odd"], "identical", "none", "none"],
])("%s: never in sync unless it is proved", (_, expected, actual, verdict, newAccess, lostAccess) => {
  const statements: Record<string, object> = {
    known: { Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:AssumeRole" },
    odd: {
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Action: "sts:AssumeRole",
      Condition: { StringSame: { "sts:ExternalId": "a1" } },
    },
  };
  const policy = (names: string[]) =>
    parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: names.map((name) => statements[name]) }), {
      policyType: "trust",
    }).policy;
  const found = compareTrust(policy(expected), policy(actual));
  expect([found.verdict, found.newAccess.kind, found.lostAccess.kind]).toEqual([verdict, newAccess, lostAccess]);
});

test("a text with a fault is not identical to itself", () => {
  const { policy } = parsePolicy('{ "Version": "2012-10-17", "Statement": [] ', { policyType: "trust" });
  const { policy: whole } = parsePolicy('{ "Version": "2012-10-17", "Statement": [] }', { policyType: "trust" });
  for (const [a, b] of [
    [policy, policy],
    [policy, whole],
    [whole, policy],
  ] as const)
    expect(compareTrust(a, b).verdict).toBe("unknown");
});
