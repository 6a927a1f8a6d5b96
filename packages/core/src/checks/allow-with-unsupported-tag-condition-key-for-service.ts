import { type Check, policyChecksPage } from "../check.ts";
import { unsupportedTags } from "../facts/tag-support.ts";
import { isAllow } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";

export const allowWithUnsupportedTagConditionKeyForService: Check = {
  id: "allow-with-unsupported-tag-condition-key-for-service",
  findingType: "SUGGESTION",
  policyTypes: ["identity", "resource", "scp", "rcp", "session", "endpoint"],
  title: "An Allow asks for a resource tag that some of its actions never show",
  why: "The request of an action whose resources show no tags never carries `aws:ResourceTag`. In an Allow that means that these actions are not allowed.",
  fix: "Move those actions to a statement without the condition, and limit them by ARN.",
  learnMoreLink: policyChecksPage("suggestion-allow-with-unsupported-tag-condition-key-for-service"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:PauseCluster", «1:"redshift:DescribeAccountAttributes"», «2:"app-integrations:ListDataIntegrations"»], "Resource": "*", "Condition": { "StringEquals": { «3:"aws:ResourceTag/team"»: "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [«1:"sns:GetTopicAttributes"», "kms:GetKeyPolicy"], "Resource": "*", "Condition": { "StringEquals": { «2:"aws:ResourceTag/team"»: "etl" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:PauseCluster", "redshift:CreateCluster"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:DescribeAccountAttributes", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/team": "etl" }, "Null": { "aws:ResourceTag/a": "false" } } }] }',
  ],
  needs: ["unsupported-tag"],
  *run(policy, services) {
    for (const { statement, condition, actions, prefixes } of unsupportedTags(policy, services)) {
      if (!isAllow(statement) || statement.notAction !== undefined) continue;
      yield {
        at: [...actions, condition.member.key],
        details: `Some actions of ${prefixes.map((prefix) => quoteWhole(prefix)).join(", ")} never carry ${quoteWhole(condition.key)}, so this statement does not allow them. Move them to a statement without the condition.`,
      };
    }
  },
};
