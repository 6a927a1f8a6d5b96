import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { quote } from "../quote.ts";

export const typeMismatchBoolean: Check = {
  id: "type-mismatch-boolean",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A Boolean operator has a value that is neither true nor false",
  why: "`Bool` and `Null` compare with `true` or `false`; with anything else they never hold.",
  fix: "Write `true` or `false`.",
  learnMoreLink: policyChecksPage("general-warning-type-mismatch-boolean"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": «"no"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": «0» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "False" }, "Null": { "aws:PrincipalOrgID": true } } }] }',
  ],
  needs: ["odd-truth"],
  *run(policy) {
    for (const { operator, operatorName, values } of policy.conditions) {
      if (operator?.base.type !== "Bool" && operator?.base.type !== "Null") continue;
      for (const value of values) {
        if (/^(?:true|false)$/i.test(value.value) || value.value.includes("${")) continue;
        yield {
          at: value,
          details: `${quote(value.value)} is no Boolean value, as \`${operatorName.value}\` needs. Write \`true\` or \`false\`.`,
        };
      }
    }
  },
};
