import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { starConditions } from "../policy/star-condition.ts";
import { quote } from "../quote.ts";

export const redundantStatementDueToWildcardInCondition: Check = {
  id: "redundant-statement-due-to-wildcard-in-condition",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A condition never holds",
  why: "No value fails to match `*`, and `ForAnyValue` does not hold without a value either: the statement never applies.",
  fix: "Remove the key, or write the values that are meant.",
  learnMoreLink: policyChecksPage("suggestion-redundant-statement-due-to-wildcard-in-condition"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": «"*"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "team*" } } }] }',
  ],
  needs: ["star-value"],
  *run(policy) {
    for (const { key, operatorName, values } of starConditions(policy, "never")) {
      yield {
        at: values,
        details: `\`${operatorName.value}\` with \`*\` never holds, so that ${quote(key)} keeps the statement from applying. Remove the key.`,
      };
    }
  },
};
