import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";

export const variableUnsupportedInVersion: Check = {
  id: "variable-unsupported-in-version",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable stands in a policy of the version of 2008",
  why: "Variables came with version `2012-10-17`. By the rules of 2008, which also count when `Version` is missing, `${aws:username}` is plain text.",
  fix: 'Write `"Version": "2012-10-17"`.',
  learnMoreLink: policyChecksPage("error-variable-unsupported-in-version"),
  bad: [
    '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*"» }] }',
    '{ "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "s3:prefix": [«"${aws:username}/*"», "public/*"] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*" }] }',
    '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/$username/*" }] }',
  ],
  needs: ["odd-variable"],
  *run(policy) {
    const uses = variableUses(policy);
    if (uses.length === 0) return;
    const { version } = policy;
    // A misspelt version has a finding of its own, and what is meant is the current one.
    if (version !== undefined && version.value !== "2008-10-17") return;
    let last: unknown;
    for (const { variable, value, element } of uses) {
      const replaced = element === "Resource" || element === "NotResource" || element === "Condition";
      if (!replaced || value === last) continue;
      last = value;
      const rules = version === undefined ? "Without `Version`" : `In version \`${version.value}\``;
      yield {
        at: value,
        details: `${rules}, ${quote(variable.text)} is plain text and is not replaced. Set \`Version\` to \`2012-10-17\`.`,
      };
    }
  },
};
