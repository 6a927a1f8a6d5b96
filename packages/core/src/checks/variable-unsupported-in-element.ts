import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";

export const variableUnsupportedInElement: Check = {
  id: "variable-unsupported-in-element",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable stands where IAM does not replace it",
  why: "IAM replaces variables in `Resource` and in the values of `Condition` only; elsewhere they are plain text that matches nothing.",
  fix: "Write the value out, or express it as a condition.",
  learnMoreLink: policyChecksPage("error-variable-unsupported-in-element"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [«"s3:${aws:PrincipalTag/access}"», "s3:ListBucket"], "Resource": "*" }] }',
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"arn:aws:iam::111122223333:user/${aws:username}"» }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*", "Condition": { "StringEquals": { "s3:ExistingObjectTag/owner": "${aws:username}" } } }] }',
  ],
  needs: ["odd-variable"],
  *run(policy) {
    for (const { variable, value, element } of variableUses(policy)) {
      if (element === "Resource" || element === "NotResource" || element === "Condition") continue;
      yield {
        at: value,
        details: `IAM does not replace the policy variable ${quote(variable.text)} in \`${element}\`, only in \`Resource\` and \`Condition\`. Write the value out.`,
      };
    }
  },
};
