import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { memberOf } from "../syntax/node.ts";

const pairs = [
  ["Action", "NotAction"],
  ["Principal", "NotPrincipal"],
  ["Resource", "NotResource"],
] as const;

export const unsupportedElementCombination: Check = {
  id: "unsupported-element-combination",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A statement has an element and its opposite",
  why: "`Action` and `NotAction`, `Resource` and `NotResource`, `Principal` and `NotPrincipal` exclude each other: IAM refuses a statement with both.",
  fix: "Keep one of the two, or write two statements.",
  learnMoreLink: policyChecksPage("error-unsupported-element-combination"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"s3:*"», "NotAction": «2:"s3:DeleteBucket"», "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "NotResource": «2:"arn:aws:s3:::amzn-s3-demo-bucket"», "Resource": «1:"*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }, { "Effect": "Deny", "NotAction": "s3:*", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket" }] }',
  ],
  *run(policy) {
    for (const { node } of policy.statements) {
      if (node.members.length < 2) continue;
      for (const [name, opposite] of pairs) {
        const second = memberOf(node, opposite);
        const first = second === undefined ? undefined : memberOf(node, name);
        if (first === undefined || second === undefined) continue;
        yield {
          at: [first.value, second.value],
          details: `\`${name}\` and \`${opposite}\` cannot stand in the same statement. Remove one of them.`,
        };
      }
    }
  },
};
