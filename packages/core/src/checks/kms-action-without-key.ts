import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { patternsOverlap } from "../facts/pattern-overlap.ts";
import { isAllow, type PolicyDocument } from "../policy/document.ts";
import { serviceNamed } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { rememberEach } from "../remember-each.ts";

const key = '"arn:aws:kms:us-west-2:210000000001:key/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"';

export const kmsActionWithoutKey: Check = {
  id: "kms-action-without-key",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "A key is to be used, and no key is named",
  why: "`kms:Decrypt` and its like are allowed on keys. Beside the ARN of a bucket, a cluster or a secret they are allowed on nothing, and `COPY` and `UNLOAD` fail on what is encrypted with a key of your own.",
  fix: "Put the action into a statement with the key's ARN, `arn:aws:kms:<region>:<account>:key/<key-id>`.",
  learnMoreLink: "https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html",
  bad: [
    allowing('"Action": ["s3:GetObject", «"kms:Decrypt"»], "Resource": "arn:aws:s3:::staging/*"'),
    allowing('"Action": ["s3:PutObject", «"kms:GenerateDataKey*"»], "Resource": "arn:aws:s3:::staging/*"'),
    allowing('"Action": ["s3:*", «"kms:*"»], "Resource": ["arn:aws:s3:::staging", "arn:aws:s3:::staging/*"]'),
    allowing(
      '"Action": [«"kms:Decrypt"», «"kms:GenerateDataKey"», "s3:PutObject"], "Resource": ["arn:aws:s3:::staging", "arn:aws:s3:::staging/*"]',
    ),
  ],
  good: [
    allowing(`"Action": ["s3:GetObject", "kms:Decrypt"], "Resource": ["arn:aws:s3:::staging/*", ${key}]`),
    allowing('"Action": ["s3:GetObject", "kms:Decrypt"], "Resource": "*"'),
    allowing('"Action": ["s3:GetObject", "kms:Decrypt"], "Resource": ["arn:aws:s3:::staging/*", "${key}"]'),
    allowing(
      '"Action": ["s3:GetObject", "kms:Decrypt"], "Resource": ["arn:aws:s3:::staging/*", "arn:${AWS::Partition}:kms:us-west-2:210000000001:key/*"]',
    ),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "kms:Decrypt"], "Resource": "arn:aws:s3:::staging/*" }, { "Effect": "Allow", "Action": "kms:*", "Resource": ${key} }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:PutObject", "kms:GenerateDataKey*"], "Resource": "arn:aws:s3:::staging/*" }, { "Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": ${key} }] }`,
  ],
  needs: ["key-action"],
  *run(policy, services) {
    const isAllowed = rememberEach((name) => isAllowedSomewhere(policy, name));
    for (const statement of statementsAbout(topic.key, policy, services)) {
      const { action, resource } = statement;
      if (!isAllow(statement) || action === undefined || resource === undefined || resource.values.length === 0)
        continue;
      if (resource.values.some(({ value }) => mayBeKey(value))) continue;
      for (const value of action.values) {
        if (!usesKeys.test(value.value) || isAllowed(value.value.toLowerCase())) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} needs the ARN of a key, and the policy names none for it, so this policy never allows it. Put it into a statement with \`arn:<partition>:kms:<region>:<account>:key/<key-id>\`.`,
        };
      }
    }
  },
};

/** By name, and as the patterns that AWS's pages print: few enough to remember the answer for each. */
const usesKeys =
  /^kms:(?:\*|creategrant|decrypt|describekey|encrypt|generatedatakey(?:pair)?(?:withoutplaintext)?|reencrypt(?:from|to)?)\*?$/i;

/** A pattern is allowed where a part of what it means is. */
function isAllowedSomewhere({ statements }: PolicyDocument, action: string): boolean {
  return statements.some((statement) => {
    if (!isAllow(statement) || statement.resource?.values.some(({ value }) => mayBeKey(value)) === false) return false;
    return statement.action?.values.some(({ value }) => patternsOverlap(value.toLowerCase(), action)) ?? true;
  });
}

/** What is no ARN yet may become one. */
function mayBeKey(resource: string): boolean {
  const service = serviceNamed(resource);
  return service === undefined || service === "kms";
}
