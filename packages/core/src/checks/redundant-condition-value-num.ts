import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { isNumericValue } from "../policy/is-numeric-value.ts";
import { quote } from "../quote.ts";

export const redundantConditionValueNum: Check = {
  id: "redundant-condition-value-num",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A numeric bound has several values of which one decides",
  why: "The values of a key are alternatives: of several upper bounds only the greatest counts, of several lower bounds only the least.",
  fix: "Keep the value that decides.",
  learnMoreLink: policyChecksPage("suggestion-redundant-condition-value-num"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": [«1:"2700"», «2:"3600"»] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericGreaterThanEquals": { "s3:max-keys": [«1:10», «2:20», «3:10»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericEquals": { "s3:max-keys": ["10", "20"] }, "NumericLessThan": { "aws:MultiFactorAuthAge": ["3600"] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericLessThan": { "s3:max-keys": ["0x10", "20"], "aws:MultiFactorAuthAge": ["Infinity", "3600"] } } }] }',
  ],
  needs: ["Numeric"],
  *run(policy) {
    for (const { operator, operatorName, key, values } of policy.conditions) {
      if (values.length < 2 || operator?.base.type !== "Numeric" || operator.base.relation === "equal") continue;
      // A value that is no number has a finding of its own.
      if (!values.every(({ value }) => isNumericValue(value))) continue;
      const numbers = values.map(({ value }) => Number(value));
      const isUpper = operator.base.relation.startsWith("less");
      const decides = numbers.reduce((a, b) => (isUpper ? Math.max(a, b) : Math.min(a, b)));
      yield {
        at: values,
        details: `Of the values of ${quote(key)} under \`${operatorName.value}\` only the ${isUpper ? "greatest" : "least"}, \`${decides}\`, counts. Keep that one.`,
      };
    }
  },
};
