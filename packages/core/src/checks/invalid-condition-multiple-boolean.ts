import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { isSingleValued, knownConditionKey } from "../facts/known-condition-key.ts";
import { quoteWhole } from "../quote.ts";

export const invalidConditionMultipleBoolean: Check = {
  id: "invalid-condition-multiple-boolean",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A Boolean condition has several values",
  why: "The values of a key are alternatives, and `true` or `false` is always the case: such a condition decides nothing, and IAM refuses it.",
  fix: "Keep the one value that is meant.",
  learnMoreLink: policyChecksPage("error-invalid-condition-multiple-boolean"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": «["true", "false"]» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": «[true, true]» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ForAnyValue:Bool": { "aws:SecureTransport": «["true", "false"]» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": ["true"] }, "Null": { "aws:PrincipalOrgID": "false" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "apigateway:PUT", "Resource": "*", "Condition": { "ForAnyValue:Bool": { "apigateway:Request/ApiKeyRequired": ["true", "false"] } } }] }',
  ],
  needs: ["truth", "values"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      const { operator, values, member, key } = condition;
      if (values.length < 2 || (operator?.base.type !== "Bool" && operator?.base.type !== "Null")) continue;
      // A set operator compares a list with a list, where the key holds one.
      if (operator.setOperator !== undefined && !isSingleValued(knownConditionKey(condition, services))) continue;
      yield {
        at: member.value,
        details: `${quoteWhole(key)} is compared with ${values.length} Boolean values, of which any one is enough. Keep the one that is meant.`,
      };
    }
  },
};
