import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { isSingleValued, knownConditionKey } from "../facts/known-condition-key.ts";
import { quoteWhole } from "../quote.ts";

export const forallvaluesWithSingleValuedKey: Check = {
  id: "forallvalues-with-single-valued-key",
  findingType: "SECURITY_WARNING",
  policyTypes: everyPolicyType,
  title: "`ForAllValues` stands before a key with a single value",
  why: "`ForAllValues` also holds when the request does not carry the key at all, so that an Allow is open to every such request.",
  fix: "Remove `ForAllValues:`.",
  learnMoreLink: policyChecksPage("security-warning-forallvalues-with-single-valued-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": «["o-a1b2c3d4e5"]» } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/login.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAllValues:StringEquals": { "login.example.com:aud": «"etl"», "login.example.com:groups": "etl" } } }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }, "ForAnyValue:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-abcd" }, "ForAllValues:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } } }] }',
    },
  ],
  needs: ["condition", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      const { operator, key, member } = condition;
      if (operator?.setOperator !== "ForAllValues" || operator.base.type === "Null") continue;
      if (!isSingleValued(knownConditionKey(condition, services))) continue;
      yield {
        at: member.value,
        details: `${quoteWhole(key)} has a single value, and \`ForAllValues\` also holds when the request does not carry the key. Remove \`ForAllValues:\`.`,
      };
    }
  },
};
