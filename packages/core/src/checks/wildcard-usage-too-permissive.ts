import { type Check, everyPolicyType, type Problem, policyChecksPage } from "../check.ts";
import type { Condition, Value } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import {
  isFineInUserId,
  isIdentifyingKey,
  leastFixedCharacters,
  sensitiveConditionKeys,
} from "../policy/sensitive-condition-key.ts";
import { quote } from "../quote.ts";

export const wildcardUsageTooPermissive: Check = {
  id: "wildcard-usage-too-permissive",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A wildcard admits too much",
  why: "An account, organization or VPC identifier has no meaningful parts, so that a wildcard in it may stand for anybody's. In a token's subject, an ARN or a path, fewer than six fixed characters before the wildcard leave as good as everything open.",
  fix: "Write the identifiers out. Where a pattern is needed, put at least six fixed characters directly before each wildcard; in `aws:userid`, use it behind the colon.",
  learnMoreLink: policyChecksPage("error-wildcard-usage-too-permissive"),
  bad: [
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { "aws:PrincipalOrgID": [«"o-a1b2*"», "o-f6g7h8i9j0"] } } }] }',
    },
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": «"repo:*"» } } }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLike": { "aws:userid": «"AIDA*"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLike": { "aws:userid": ["AROADBQP57FF2AEXAMPLE:*", "*:loader"], "aws:PrincipalTag/team": "bi*", "kms:ViaService": "s3.*.amazonaws.com" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:*" } } }] }',
    },
  ],
  needs: ["like", "identifying-key"],
  *run(policy) {
    for (const condition of policy.conditions) {
      if (condition.operator?.base.wildcards !== true) continue;
      for (const value of condition.values) {
        if (!hasWildcard(value.value)) continue;
        const problem = problemOf(condition, value);
        if (problem !== undefined) yield problem;
      }
    }
  },
};

function problemOf({ key, lowerKey, operator }: Condition, at: Value): Problem | undefined {
  const { value } = at;
  if (sensitiveConditionKeys.has(lowerKey)) {
    if (wildcardRuns(value).length === 0) return undefined;
    return {
      at,
      details: `No wildcard may stand in ${quote(key)}: ${quote(value)} also fits identifiers of strangers. Write the values out.`,
    };
  }
  if (lowerKey === "aws:userid") {
    if (wildcardRuns(value).every(({ start, end }) => isFineInUserId(value, start, end))) return undefined;
    return {
      at,
      details: `${quote(value)} leaves the unique ID in ${quote(key)} open. Use a wildcard behind the colon, or alone before it.`,
    };
  }
  // An ARN operator compares part by part: its wildcards cannot reach over a colon.
  if (operator?.base.type === "Arn" || !isIdentifyingKey(lowerKey)) return undefined;
  const isArn = value.startsWith("arn:");
  if (!wildcardRuns(value).some(({ fixed, start }) => fixed < leastFixedCharacters && !(isArn && start > 5)))
    return undefined;
  return {
    at,
    details: `${quote(value)} has fewer than six fixed characters directly before a wildcard, so that ${quote(key)} admits too much. Write more of the value out.`,
  };
}

interface WildcardRun {
  readonly start: number;
  readonly end: number;
  /** The characters between the wildcard before and this one. */
  readonly fixed: number;
}

/** Runs of `*` and `?` outside IAM's escapes `${*}` and `${?}`. */
function wildcardRuns(value: string): readonly WildcardRun[] {
  const runs: WildcardRun[] = [];
  let from = 0;
  // Behind the last `}` no variable is closed, and looking for one from each `${` anew would take long.
  const closed = value.lastIndexOf("}") + 1;
  for (const match of value.slice(0, closed).matchAll(/\$\{[^}]*\}|[*?]+/g)) {
    if (!match[0].startsWith("$")) note(match.index, match[0].length);
  }
  for (const match of value.slice(closed).matchAll(/[*?]+/g)) note(closed + match.index, match[0].length);
  return runs;

  function note(start: number, length: number): void {
    runs.push({ start, end: start + length, fixed: start - from });
    from = start + length;
  }
}
