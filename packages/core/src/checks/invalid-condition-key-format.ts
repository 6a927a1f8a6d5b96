import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { knownConditionKey } from "../facts/known-condition-key.ts";
import { quoteWhole } from "../quote.ts";

export const invalidConditionKeyFormat: Check = {
  id: "invalid-condition-key-format",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A condition key is not written as `service:name`",
  why: "A condition key names the service that defines it: `redshift:DbUser`, `aws:SourceIp`. IAM refuses a key without one.",
  fix: "Write the prefix of the service, or `aws`, and a colon before the key's name.",
  learnMoreLink: policyChecksPage("error-invalid-condition-key-format"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"DbUser"»: "etl" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "redshift:DbUser": "etl", "aws:PrincipalTag/team": "etl" } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      if (knownConditionKey(condition, services).kind !== "no-colon") continue;
      yield {
        at: condition.member.key,
        details: `${quoteWhole(condition.key)} is no condition key: write it as \`service:name\`, such as \`aws:SourceAccount\`.`,
      };
    }
  },
};
