import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";

export const unsupportedSpaceInVariable: Check = {
  id: "unsupported-space-in-variable",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable has a space in its name",
  why: "IAM reads the text between the braces as the name of a condition key, which has no spaces. Only a default value may follow a space.",
  fix: "Remove the space.",
  learnMoreLink: policyChecksPage("error-unsupported-space-in-variable"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket/${ aws:username }/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket/${aws: username}/*"» }] }',
  ],
  good: [
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, 'no team'}" }] }`,
  ],
  needs: ["odd-variable"],
  *run(policy) {
    for (const { variable, value } of variableUses(policy)) {
      const { name, defaultValue, closed } = variable;
      const written = defaultValue === undefined ? name : name.trimEnd();
      if (!closed || !/\s/.test(written) || name.trim() === "") continue;
      yield {
        at: value,
        details: `The policy variable ${quote(variable.text)} has a space in its name. Remove it.`,
      };
    }
  },
};
