import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";

export const missingBraceInVariable: Check = {
  id: "missing-brace-in-variable",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable has no closing brace",
  why: "A variable begins with `${` and ends with `}`; without the brace IAM cannot read it.",
  fix: "Add `}` after the variable's name.",
  learnMoreLink: policyChecksPage("error-missing-brace-in-variable"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket/${aws:username/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "s3:prefix": ["home", «"${aws:username"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*" }] }',
  ],
  needs: ["odd-variable"],
  *run(policy) {
    for (const { variable, value } of variableUses(policy)) {
      if (variable.closed) continue;
      yield {
        at: value,
        details: `The policy variable ${quote(variable.text)} has no closing brace. Add \`}\` after its name.`,
      };
    }
  },
};
