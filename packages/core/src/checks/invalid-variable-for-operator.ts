import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quote } from "../quote.ts";

export const invalidVariableForOperator: Check = {
  id: "invalid-variable-for-operator",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable stands under an operator that knows none",
  why: "IAM replaces variables in the values of String and ARN operators only; a number, date, address or Boolean must be written out.",
  fix: "Write the value out, or compare it with a String or ARN operator.",
  learnMoreLink: policyChecksPage("error-invalid-variable-for-operator"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": «"${aws:PrincipalTag/network}"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericLessThan": { "s3:max-keys": [«"${aws:PrincipalTag/limit}"», "10"] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" }, "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}-*" } } }] }',
  ],
  needs: ["odd-variable"],
  *run(policy) {
    for (const { variable, value, condition } of variableUses(policy)) {
      const type = condition?.operator?.base.type;
      if (type === undefined || type === "String" || type === "Arn") continue;
      yield {
        at: value,
        details: `\`${condition?.operatorName.value}\` takes no policy variables, so ${quote(variable.text)} is not replaced. Write the value out, or use a String or ARN operator.`,
      };
    }
  },
};
