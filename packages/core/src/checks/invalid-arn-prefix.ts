import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { quoteWhole } from "../quote.ts";

export const invalidArnPrefix: Check = {
  id: "invalid-arn-prefix",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A resource does not begin with `arn`",
  why: "A resource is `*` or an ARN, and an ARN begins with `arn:`. IAM refuses a policy with anything else.",
  fix: "Begin the resource with `arn:` and a partition, such as `arn:aws:`.",
  learnMoreLink: policyChecksPage("error-invalid-arn-prefix"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"aws:s3:::reports/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports", «"Arn:aws:s3:::reports/*"»] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "reports" }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const { value, fault } of oddLists(policy, services).faults) {
      if (fault !== "prefix") continue;
      yield { at: value, details: `The resource ${quoteWhole(value.value)} is no ARN: it must begin with \`arn:\`.` };
    }
  },
};
