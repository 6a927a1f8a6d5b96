import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { type PolicyVariable, variableUses } from "../policy/policy-variable.ts";
import {
  isFineInUserId,
  isIdentifyingKey,
  leastFixedCharacters,
  sensitiveConditionKeys,
} from "../policy/sensitive-condition-key.ts";
import { quote } from "../quote.ts";

export const variableUsageTooPermissive: Check = {
  id: "variable-usage-too-permissive",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable admits too much",
  why: "Whoever can choose the value that a variable stands for, such as a tag or a name, chooses what the condition compares with. For an account, organization or VPC identifier that is as open as a wildcard. A variable that is such an identifier itself, as in comparing `aws:ResourceAccount` with `${aws:PrincipalAccount}`, cannot be chosen and is not reported.",
  fix: "Write the identifiers out. Where a variable is needed, put at least six fixed characters before it; in `aws:userid`, use it behind the colon.",
  learnMoreLink: policyChecksPage("error-variable-usage-too-permissive"),
  bad: [
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": «"${aws:PrincipalTag/org}"» } } }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLike": { "aws:userid": «"AIDA${aws:username}"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalAccount}", "aws:SourceVpc": "${aws:Ec2InstanceSourceVpc}", "aws:ResourceTag/team": "${aws:PrincipalTag/team}" }, "StringLike": { "aws:userid": "AROADBQP57FF2AEXAMPLE:${aws:PrincipalTag/user}" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole", "Condition": { "StringLike": { "sts:RoleSessionName": "${aws:username}" } } }] }',
    },
  ],
  needs: ["variable", "identifying-key"],
  *run(policy) {
    for (const { variable, value, condition } of variableUses(policy)) {
      const type = condition?.operator?.base.type;
      if (condition === undefined || (type !== "String" && type !== "Arn")) continue;
      const { key, lowerKey } = condition;
      if (sensitiveConditionKeys.has(lowerKey)) {
        if (isIdentifier(variable.name.trim().toLowerCase())) continue;
        yield {
          at: value,
          details: `The policy variable ${quote(variable.text)} may stand for any value, and ${quote(key)} must not. Write the values out.`,
        };
      } else if (lowerKey === "aws:userid") {
        if (isFineInUserId(value.value, variable.start, variable.end)) continue;
        yield {
          at: value,
          details: `${quote(value.value)} leaves the unique ID in ${quote(key)} to a variable. Use a variable behind the colon, or alone before it.`,
        };
      } else if (type === "String" && isIdentifyingKey(lowerKey) && !isFixedBefore(value.value, variable)) {
        yield {
          at: value,
          details: `The policy variable ${quote(variable.text)} has fewer than six fixed characters before it, so that ${quote(key)} admits too much. Write more of the value out.`,
        };
      }
    }
  },
};

/** Whether the variable is such an identifier itself. That of an instance's VPC is made to be compared with another. */
function isIdentifier(lowerName: string): boolean {
  return sensitiveConditionKeys.has(lowerName) || lowerName === "aws:ec2instancesourcevpc";
}

/** Whether enough fixed characters stand directly before a variable. */
function isFixedBefore(value: string, { start }: PolicyVariable): boolean {
  return start >= leastFixedCharacters && !/[*?}]/.test(value.slice(start - leastFixedCharacters, start));
}
