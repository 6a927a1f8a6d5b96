import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { conditionKeyOf } from "../facts/known-condition-key.ts";
import { asArnOperator, isArnKey } from "../facts/operator-fit.ts";
import { quoteWhole } from "../quote.ts";

export const stringLikeOperatorWithArnConditionKeys: Check = {
  id: "string-like-operator-with-arn-condition-keys",
  findingType: "SECURITY_WARNING",
  policyTypes: everyPolicyType,
  title: "`StringLike` compares an ARN as plain text",
  why: "A `*` under `StringLike` also matches colons, so that a pattern for one field of the ARN can match another Region, account or service. `ArnLike` compares field by field.",
  fix: "Use `ArnLike` or `ArnNotLike`.",
  learnMoreLink: policyChecksPage("security-warning-string-like-operator-with-arn-condition-keys"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringLike": { «"aws:SourceArn"»: "arn:aws:redshift:*:111122223333:cluster:*" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringNotLikeIfExists": { «"aws:PrincipalArn"»: "arn:aws:iam::*:role/etl" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:redshift:*:111122223333:cluster:*" }, "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/etl" }, "StringLike": { "aws:PrincipalTag/a": "b*" } } }] }',
  ],
  needs: ["condition", "String", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      const better = asArnOperator(condition);
      if (better === undefined) continue;
      const definition = conditionKeyOf(condition, services);
      if (definition === undefined || !isArnKey(definition)) continue;
      yield {
        at: condition.member.key,
        details: `${quoteWhole(condition.key)} holds an ARN, and under \`${condition.operatorName.value}\` a \`*\` also matches its colons. Use \`${better}\`, which compares field by field.`,
      };
    }
  },
};
