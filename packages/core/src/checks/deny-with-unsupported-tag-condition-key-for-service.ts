import { type Check, policyChecksPage } from "../check.ts";
import { unsupportedTags } from "../facts/tag-support.ts";
import { isDeny } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";

export const denyWithUnsupportedTagConditionKeyForService: Check = {
  id: "deny-with-unsupported-tag-condition-key-for-service",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "resource", "scp", "rcp", "session", "endpoint"],
  title: "A Deny asks for a resource tag that some of its actions never show",
  why: "The request of an action whose resources show no tags never carries `aws:ResourceTag`. In a Deny that means that these actions are not denied.",
  fix: "Move those actions to a statement without the condition, and name the resources by ARN.",
  learnMoreLink: policyChecksPage("security-warning-deny-with-unsupported-tag-condition-key-for-service"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": ["redshift:PauseCluster", «1:"redshift:DescribeAccountAttributes"», «2:"app-integrations:ListDataIntegrations"»], "Resource": "*", "Condition": { "StringEquals": { «3:"aws:ResourceTag/team"»: "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": «1:"elasticmapreduce:*Session*"», "Resource": "*", "Condition": { "StringNotEquals": { «2:"aws:ResourceTag/owner"»: "${aws:SourceIdentity}" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": ["redshift:PauseCluster", "redshift:CreateCluster"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:DescribeAccountAttributes", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/team": "etl" } } }] }',
  ],
  needs: ["unsupported-tag"],
  *run(policy, services) {
    for (const { statement, condition, actions, prefixes } of unsupportedTags(policy, services)) {
      if (!isDeny(statement) || statement.notAction !== undefined) continue;
      yield {
        at: [...actions, condition.member.key],
        details: `Some actions of ${prefixes.map((prefix) => quoteWhole(prefix)).join(", ")} never carry ${quoteWhole(condition.key)}, so this statement does not deny them. Move them to a statement without the condition.`,
      };
    }
  },
};
