import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { namesAction } from "../facts/named-actions.ts";
import { isAllow } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";

export const missingActionForConditionKey: Check = {
  id: "missing-action-for-condition-key",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A condition key needs an action that the statement does not name",
  why: "Session tags and a source identity can only be passed by a caller who may also use `sts:TagSession` or `sts:SetSourceIdentity`. Without that action no request that carries the key is allowed.",
  fix: "Add the action to the statement.",
  learnMoreLink: policyChecksPage("error-missing-action-for-condition-key"),
  bad: [
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole", "Condition": { "StringLike": { «"aws:RequestTag/team"»: "*" } } }] }',
    },
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sts:AssumeRole"], "Condition": { "StringEquals": { «"sts:SourceIdentity"»: "etl" } } }] }',
    },
    {
      policyType: "session",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/etl", "Condition": { "ForAllValues:StringEquals": { «"aws:TagKeys"»: "team" } } }] }',
    },
  ],
  good: [
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], "Condition": { "StringLike": { "aws:RequestTag/team": "*", "sts:SourceIdentity": "etl" } } }] }',
    },
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:*", "Condition": { "StringLike": { "aws:RequestTag/team": "*" } } }] }',
    },
    {
      policyType: "identity",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:CreateCluster", "Resource": "*", "Condition": { "StringLike": { "aws:RequestTag/team": "*" } } }] }',
    },
  ],
  needs: ["session-key", "sts-action"],
  *run(policy) {
    for (const { lowerKey, key, member, operator, statement } of policy.conditions) {
      if (!isAllow(statement) || statement.action === undefined || operator?.base.type === "Null") continue;
      const needed = actionFor(lowerKey);
      if (needed === undefined) continue;
      if (!statement.action.values.every(({ value }) => /^sts(?::|$)/i.test(value))) continue;
      if (namesAction(statement, needed.toLowerCase())) continue;
      yield {
        at: member.key,
        details: `${quoteWhole(key)} comes with \`${needed}\`, which the statement does not name. Add it to \`Action\`.`,
      };
    }
  },
};

function actionFor(lowerKey: string): string | undefined {
  if (lowerKey === "sts:sourceidentity") return "sts:SetSourceIdentity";
  const ofTags =
    /^aws:requesttag\/./.test(lowerKey) || lowerKey === "aws:tagkeys" || lowerKey === "sts:transitivetagkeys";
  return ofTags ? "sts:TagSession" : undefined;
}
