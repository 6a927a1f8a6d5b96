import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { isAllow, isDeny } from "../policy/document.ts";

export const s3PrefixInNegativeContext: Check = {
  id: "s3-prefix-in-negative-context",
  findingType: "SECURITY_WARNING",
  policyTypes: everyPolicyType,
  title: "`s3:prefix` forbids some prefixes instead of allowing some",
  why: "A list request with a shorter prefix, or none, also returns the keys under the forbidden one. So a Deny of a prefix, or an Allow of all others, keeps nothing secret.",
  fix: "Allow the prefixes that may be listed with `StringLike`, or deny all others with `StringNotLike`.",
  learnMoreLink: policyChecksPage("security-warning-s3-prefix-in-negative-context"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { «"s3:prefix"»: "secret/*" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringNotLike": { «"s3:prefix"»: "secret/*" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "s3:prefix": "public/*" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringNotLike": { "s3:prefix": "public/*" }, "Null": { "s3:prefix": "true" } } }] }',
  ],
  needs: ["data-key", "String"],
  *run(policy) {
    for (const { lowerKey, operator, member, statement } of policy.conditions) {
      if (lowerKey !== "s3:prefix" || operator?.base.type !== "String") continue;
      if (operator.base.negated ? !isAllow(statement) : !isDeny(statement)) continue;
      yield {
        at: member.key,
        details: `A list request with a shorter \`${member.key.value}\` also returns the keys that this ${operator.base.negated ? "Allow leaves out" : "Deny names"}. ${operator.base.negated ? "Allow the prefixes that may be listed with `StringLike`." : "Deny all others with `StringNotLike` instead."}`,
      };
    }
  },
};
