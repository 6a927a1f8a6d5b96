import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { isNumericValue } from "../policy/is-numeric-value.ts";
import { quote } from "../quote.ts";

export const typeMismatchNumber: Check = {
  id: "type-mismatch-number",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A numeric operator has a value that is no number",
  why: "Numeric operators compare with a number; with anything else they never hold.",
  fix: "Write a number, without unit.",
  learnMoreLink: policyChecksPage("general-warning-type-mismatch-number"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericLessThanEquals": { "s3:max-keys": [«"ten"», "10"] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": «"1h"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericLessThanEquals": { "s3:max-keys": ["10", 20, "-1.5"] } } }] }',
  ],
  needs: ["Numeric"],
  *run(policy) {
    for (const { operator, operatorName, values } of policy.conditions) {
      if (operator?.base.type !== "Numeric") continue;
      for (const value of values) {
        if (value.value.includes("${") || isNumericValue(value.value)) continue;
        yield {
          at: value,
          details: `${quote(value.value)} is no number, as \`${operatorName.value}\` needs. Write a number, without unit.`,
        };
      }
    }
  },
};
