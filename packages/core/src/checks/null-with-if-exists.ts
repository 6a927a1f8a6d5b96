import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { operatorsOf } from "../policy/condition-block.ts";

export const nullWithIfExists: Check = {
  id: "null-with-if-exists",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "Null is combined with IfExists",
  why: "`Null` asks whether the key is there, and `IfExists` skips the question when it is not; the two contradict each other, and IAM refuses them together.",
  fix: "Write `Null` without the suffix.",
  learnMoreLink: policyChecksPage("error-null-with-if-exists"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { «"NullIfExists"»: { "aws:PrincipalOrgID": "true" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, «"NullIfExists"»: {} } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "Null": { "aws:PrincipalOrgID": "true" }, "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }] }',
  ],
  needs: ["Null", "if-exists"],
  *run(policy) {
    for (const { name, operator } of operatorsOf(policy)) {
      if (operator?.base.type !== "Null" || !operator.ifExists) continue;
      const set = operator.setOperator === undefined ? "" : `${operator.setOperator}:`;
      yield {
        at: name,
        details: "`Null` cannot be used with the suffix `IfExists`. Remove the suffix, or use another operator.",
        replacement: JSON.stringify(`${set}Null`),
      };
    }
  },
};
