import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { conditionKeyOf } from "../facts/known-condition-key.ts";
import { isArnKey } from "../facts/operator-fit.ts";
import { parseArn } from "../policy/arn.ts";
import type { Condition } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { withoutVariables } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

export const wildcardWithoutLikeOperator: Check = {
  id: "wildcard-without-like-operator",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A wildcard stands under an operator that compares literally",
  why: "`StringEquals` and its kin take `*` and `?` as the characters they are, so that such a value matches nearly nothing: an allowance never holds, a `Not…` condition always does.",
  fix: "Use `StringLike` or `StringNotLike`, or write the value out. A literal star is written `${*}`.",
  learnMoreLink: policyChecksPage("general-warning-wildcard-without-like-operator"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/job-category": «"admin-*"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ForAnyValue:StringNotEqualsIgnoreCase": { "aws:TagKeys": ["team", «"cost?"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLike": { "aws:PrincipalTag/job-category": "admin-*" }, "StringEquals": { "aws:PrincipalTag/team": "${*}" }, "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::*:role/etl" } } }] }',
  ],
  needs: ["literal-wildcard"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      const { operator, operatorName, values } = condition;
      if (operator?.base.type !== "String" || operator.base.wildcards) continue;
      for (const value of values) {
        if (!hasWildcard(value.value) || !hasWildcard(withoutVariables(value.value))) continue;
        yield {
          at: value,
          details: `${quote(value.value)} has a wildcard, and \`${operatorName.value}\` compares literally. If a wildcard is meant, use \`${likeName(operator, parseArn(value.value) !== undefined && isAboutArns(condition, services))}\`.`,
        };
      }
    }
  },
};

function likeName({ base, ifExists, setOperator }: NonNullable<Condition["operator"]>, isArn: boolean): string {
  const set = setOperator === undefined ? "" : `${setOperator}:`;
  return `${set}${isArn ? "Arn" : "String"}${base.negated ? "NotLike" : "Like"}${ifExists ? "IfExists" : ""}`;
}

function isAboutArns(condition: Condition, services: ServiceReference): boolean {
  const key = conditionKeyOf(condition, services);
  return key !== undefined && isArnKey(key);
}
