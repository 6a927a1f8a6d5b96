import { type Check, policyChecksPage } from "../check.ts";
import { unsupportedTags } from "../facts/tag-support.ts";
import { isAllow } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";

export const allowNotactionWithUnsupportedTagConditionKeyForService: Check = {
  id: "allow-notaction-with-unsupported-tag-condition-key-for-service",
  findingType: "SUGGESTION",
  policyTypes: ["identity", "resource", "scp", "rcp", "session", "endpoint"],
  title: "An Allow with `NotAction` asks for a resource tag",
  why: "The request of an action whose resources show no tags never carries `aws:ResourceTag`. An Allow with `NotAction` then allows only the actions whose resources show tags, and not all that it seems to.",
  fix: "List the actions with `Action`.",
  learnMoreLink: policyChecksPage("suggestion-allow-notaction-with-unsupported-tag-condition-key-for-service"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": «1:["iam:*"]», "Resource": "*", "Condition": { "StringEquals": { «2:"aws:ResourceTag/team"»: "etl" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "etl" } } }] }',
  ],
  needs: ["unsupported-tag"],
  *run(policy, services) {
    for (const { statement, condition } of unsupportedTags(policy, services)) {
      if (!isAllow(statement) || statement.notAction === undefined) continue;
      yield {
        at: [statement.notAction.member.value, condition.member.key],
        details: `With \`NotAction\` this statement only allows actions that carry ${quoteWhole(condition.key)}, and many never do. List the actions with \`Action\`.`,
      };
    }
  },
};
