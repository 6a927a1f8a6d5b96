import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";

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
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": ["true"] }, "Null": { "aws:PrincipalOrgID": "false" } } }] }',
  ],
  needs: ["condition", "values"],
  *run(policy) {
    for (const { operator, values, member, key } of policy.conditions) {
      if (values.length < 2 || operator === undefined || operator.setOperator !== undefined) continue;
      if (operator.base.type !== "Bool" && operator.base.type !== "Null") continue;
      yield {
        at: member.value,
        details: `\`${key}\` is compared with ${values.length} Boolean values, and one of them always holds. Keep the one that is meant.`,
      };
    }
  },
};
