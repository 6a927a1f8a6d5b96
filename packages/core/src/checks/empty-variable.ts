import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";

export const emptyVariable: Check = {
  id: "empty-variable",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable is empty",
  why: "`${}` names no condition key, so that IAM has nothing to put in its place.",
  fix: "Write the key's name, as in `${aws:username}`, or remove the braces. A dollar sign itself is written `${$}`.",
  learnMoreLink: policyChecksPage("error-empty-variable"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket/${}/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "s3:prefix": «"${ }/*"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/${$}{*}" }] }',
  ],
  needs: ["odd-variable"],
  *run(policy) {
    for (const { variable, value } of variableUses(policy)) {
      if (!variable.closed || variable.name.trim() !== "") continue;
      yield {
        at: value,
        details: `The policy variable ${quote(variable.text)} is empty. Name a condition key in it, or remove it.`,
      };
    }
  },
};
