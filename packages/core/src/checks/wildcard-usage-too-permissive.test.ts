import { expect, test } from "vitest";
import { validatePolicy } from "../validate.ts";

function isReported(operator: string, key: string, value: string): boolean {
  const statement = {
    Effect: "Allow",
    Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { [operator]: { [key]: value } },
  };
  const outcome = validatePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), {
    policyType: "trust",
  });
  if (outcome.kind !== "analysed") throw new TypeError("not analysed");
  return outcome.findings.some(({ issueCode }) => issueCode === "WILDCARD_USAGE_TOO_PERMISSIVE");
}

const sub = "token.actions.githubusercontent.com:sub";

// The rule is about the fixed characters directly before each wildcard.
test.each([
  ["StringLike", sub, "repo:*", true],
  ["StringLike", sub, "repo:*@319896805/*@1342943014:ref:refs/heads/main", true],
  ["StringLike", sub, "repo:octo-org@*/app@*:ref:refs/heads/main", true],
  ["StringLike", sub, "repo:octo-org@*/apps@*:ref:refs/heads/main", false],
  ["StringLike", sub, "repo:octo-org/octo-repo:*", false],
  ["StringLike", sub, "repo:octo-org/*", false],
  ["StringLike", sub, "*", true],
  ["StringLikeIfExists", sub, "repo:?", true],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*", false],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-ab12/*", true],
  ["StringLike", "aws:PrincipalAccount", "1111*", true],
  ["StringLike", "aws:SourceVpce", "vpce-?2345678", true],
  ["StringNotLike", "aws:principalorgid", "o-a1b2c3*", true],
  ["StringLike", "aws:SourceVpc", "${*}", false],
  ["StringEquals", "aws:PrincipalAccount", "1111*", false],
  ["StringLike", "aws:userid", "AROADBQP57FF2AEXAMPLE:*", false],
  ["StringLike", "aws:userid", "*:loader", false],
  ["StringLike", "aws:userid", "*", true],
  ["StringLike", "aws:userid", "AROA*:loader", true],
  ["StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/etl-*", false],
  ["StringLike", "aws:PrincipalArn", "arn:*", true],
  ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*", false],
  ["StringLike", "aws:PrincipalTag/team", "b*", false],
  ["StringLike", "sts:RoleSessionName", "e*", false],
  ["StringLike", "kms:ViaService", "s3.*.amazonaws.com", false],
])("%s %s %s: %s", (operator, key, value, expected) => {
  expect(isReported(operator, key, value)).toBe(expected);
});
