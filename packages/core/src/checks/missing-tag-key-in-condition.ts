import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { knownConditionKey } from "../facts/known-condition-key.ts";
import { quoteWhole } from "../quote.ts";

export const missingTagKeyInCondition: Check = {
  id: "missing-tag-key-in-condition",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A tag condition key lacks the tag's own key",
  why: "`aws:ResourceTag/` alone names no tag, so that the condition compares with nothing.",
  fix: "Write the tag's key after the slash: `aws:ResourceTag/team`.",
  learnMoreLink: policyChecksPage("error-missing-tag-key-in-condition"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"aws:ResourceTag/"»: "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"aws:RequestTag"»: "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"ec2:ResourceTag/"»: "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { «"s3:ExistingObjectTag/"»: "etl" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "etl", "aws:RequestTag/hashtag/": "etl" }, "ForAllValues:StringEquals": { "aws:TagKeys": "team" } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      if (knownConditionKey(condition, services).kind !== "no-tag") continue;
      const { key, member } = condition;
      const slash = key.endsWith("/") ? key : `${key}/`;
      yield {
        at: member.key,
        details: `${quoteWhole(key)} names no tag. Write the tag's key after the slash: \`${slash}team\`.`,
      };
    }
  },
};
