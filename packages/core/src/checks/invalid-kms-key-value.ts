import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { patternsOverlap } from "../facts/pattern-overlap.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";

export const invalidKmsKeyValue: Check = {
  id: "invalid-kms-key-value",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A condition on a KMS key is not given a key ARN",
  why: "S3 compares with the full ARN of the key. A key ID, an alias or an alias ARN never matches, and no pattern of them does.",
  fix: "Write the key ARN: `arn:aws:kms:region:account:key/key-id`.",
  learnMoreLink: policyChecksPage("error-invalid-kms-key-value"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": «"alias/sales"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "ArnNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": [«"arn:aws:kms:us-east-1:111122223333:alias/sales"»] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3express:CreateSession", "Resource": "*", "Condition": { "StringNotEquals": { "s3express:x-amz-server-side-encryption-aws-kms-key-id": «"1234abcd-12ab-34cd-56ef-1234567890ab"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "ArnNotLike": { "s3:x-amz-server-side-encryption-aws-kms-key-id": [«"arn:aws:kms:*:111122223333:alias/*"», «"alias/*"», "arn:aws:kms:*:key/*"] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }, "Null": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "true" }, "ArnNotLike": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:*:111122223333:key/*" } } }] }',
  ],
  needs: ["data-key"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      if (!keysOfKeys.has(lowerKey) || operator === undefined || operator.base.type === "Null") continue;
      for (const value of values) {
        if (value.value.includes("${") || keyArn.test(value.value)) continue;
        if (operator.base.wildcards && hasWildcard(value.value) && mayFitKeyArn(value.value)) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is no key ARN, and ${quoteWhole(key)} is compared with one. Write \`arn:aws:kms:region:account:key/key-id\`.`,
        };
      }
    }
  },
};

const keysOfKeys: ReadonlySet<string> = new Set([
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
  "s3express:x-amz-server-side-encryption-aws-kms-key-id",
]);

const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]+$/;

/** A key ARN field by field. Its colons are five, so that a pattern with as many has its wildcards between them. */
const fieldsOfKeyArn = ["arn", "aws*", "kms", "*", "*", "key/*"];

/** Whether some key ARN fits the pattern. */
function mayFitKeyArn(pattern: string): boolean {
  const fields = pattern.split(":");
  if (fields.length < fieldsOfKeyArn.length) return patternsOverlap(pattern, fieldsOfKeyArn.join(":"));
  return (
    fields.length === fieldsOfKeyArn.length &&
    fieldsOfKeyArn.every((field, index) => patternsOverlap(fields[index] ?? "", field))
  );
}
