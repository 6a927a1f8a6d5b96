import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";

export const missingQuoteInVariable: Check = {
  id: "missing-quote-in-variable",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable's default value lacks a quote",
  why: "The default value of a variable stands in single quotes: `${aws:PrincipalTag/team, 'company-wide'}`.",
  fix: "Put a single quote before and after the default value.",
  learnMoreLink: policyChecksPage("error-missing-quote-in-variable"),
  bad: [
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, 'company-wide}"» }] }`,
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team, company-wide}"» }] }',
  ],
  good: [
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, 'company-wide'}" }] }`,
  ],
  needs: ["odd-variable"],
  *run(policy) {
    for (const { variable, value } of variableUses(policy)) {
      if (variable.defaultValue === undefined || !variable.closed) continue;
      if (/^'.*'$/s.test(variable.defaultValue) && variable.defaultValue.length > 1) continue;
      yield {
        at: value,
        details: `The default value of the policy variable ${quote(variable.text)} must begin and end with a single quote. Add the missing one.`,
      };
    }
  },
};
