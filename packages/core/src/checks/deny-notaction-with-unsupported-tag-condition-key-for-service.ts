import { type Check, policyChecksPage } from "../check.ts";
import { unsupportedTags } from "../facts/tag-support.ts";
import { isDeny } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";

export const denyNotactionWithUnsupportedTagConditionKeyForService: Check = {
  id: "deny-notaction-with-unsupported-tag-condition-key-for-service",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "resource", "scp", "rcp", "session", "endpoint"],
  title: "A Deny with `NotAction` asks for a resource tag",
  why: "The request of an action whose resources show no tags never carries `aws:ResourceTag`. A Deny with `NotAction` then leaves out every action whose resources show none.",
  fix: "List the actions with `Action`.",
  learnMoreLink: policyChecksPage("security-warning-deny-notaction-with-unsupported-tag-condition-key-for-service"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": «1:"iam:*"», "Resource": "*", "Condition": { "StringEquals": { «2:"aws:ResourceTag/team"»: "etl" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": ["iam:*"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "etl" } } }] }',
  ],
  needs: ["unsupported-tag"],
  *run(policy, services) {
    for (const { statement, condition } of unsupportedTags(policy, services)) {
      if (!isDeny(statement) || statement.notAction === undefined) continue;
      yield {
        at: [statement.notAction.member.value, condition.member.key],
        details: `With \`NotAction\` this statement does not deny actions that never carry ${quoteWhole(condition.key)}. List the actions with \`Action\`.`,
      };
    }
  },
};
