import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { quote } from "../quote.ts";

export const invalidVersion: Check = {
  id: "invalid-version",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The version is not one of IAM's",
  why: "`Version` names the rules of the policy language, not the policy's own version or date. There are two: `2012-10-17` and, for old policies, `2008-10-17`.",
  fix: 'Write `"Version": "2012-10-17"`.',
  learnMoreLink: policyChecksPage("error-invalid-version"),
  bad: [
    '{ "Version": «"2024-01-01"», "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
    '{ "Version": «"2012"», "Statement": [] }',
    '{ "Version": «"2012-10-17 "», "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
    '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
  ],
  needs: ["unknown-keyword"],
  *run({ version }) {
    if (version === undefined || version.value === "2012-10-17" || version.value === "2008-10-17") return;
    yield {
      at: version,
      details: `${quote(version.value)} is no version of the policy language. Use \`2012-10-17\`, the current one.`,
      replacement: '"2012-10-17"',
    };
  },
};
