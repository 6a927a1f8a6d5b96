import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { conditionKeyOf } from "../facts/known-condition-key.ts";
import { quoteWhole } from "../quote.ts";

export const missingQualifier: Check = {
  id: "missing-qualifier",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A key with several values is compared without `ForAllValues` or `ForAnyValue`",
  why: "The request can hold several values for this key. Without a set operator IAM does not say how they are compared.",
  fix: "Put `ForAnyValue:` before the operator when one matching value is enough, `ForAllValues:` (with a `Null` check) when all must match.",
  learnMoreLink: policyChecksPage("error-missing-qualifier"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:CreateCluster", "Resource": "*", "Condition": { "StringEquals": { «"aws:TagKeys"»: ["team"] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringLikeIfExists": { «"aws:PrincipalOrgPaths"»: "o-a1b2c3d4e5/*" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-abcd", «"cognito-identity.amazonaws.com:amr"»: "authenticated" } } }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:CreateCluster", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] }, "Null": { "aws:TagKeys": "false" }, "StringEquals": { "aws:PrincipalTag/team": ["a", "b"] } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      const { operator, key, member } = condition;
      if (operator === undefined || operator.setOperator !== undefined || operator.base.type === "Null") continue;
      if (!conditionKeyOf(condition, services)?.multivalued) continue;
      yield {
        at: member.key,
        details: `A request can hold several values of ${quoteWhole(key)}. Put \`ForAnyValue:\` or \`ForAllValues:\` before \`${condition.operatorName.value}\`.`,
      };
    }
  },
};
