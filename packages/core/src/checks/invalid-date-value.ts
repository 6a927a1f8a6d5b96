import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { dateForm } from "../policy/date-value.ts";
import { quote } from "../quote.ts";

export const invalidDateValue: Check = {
  id: "invalid-date-value",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A date is written as epoch time",
  why: "Epoch time counts seconds since 1970: it is hard to check by eye, and may not resolve to the moment that was meant. `aws:EpochTime` is made for it and is not reported.",
  fix: "Write the date in ISO 8601 form, as in `2025-12-31` or `2025-12-31T23:59:59Z`.",
  learnMoreLink: policyChecksPage("general-warning-invalid-date-value"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateLessThan": { "aws:CurrentTime": «"1767225599"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateGreaterThan": { "aws:TokenIssueTime": [«1735689600»] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": { "DateGreaterThan": { "aws:CurrentTime": «"2021"» }, "DateLessThan": { "aws:CurrentTime": "2022-12-31" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateLessThan": { "aws:CurrentTime": "2025-12-31" }, "NumericLessThan": { "aws:EpochTime": "1767225599" } } }] }',
  ],
  needs: ["Date"],
  *run(policy) {
    for (const { operator, lowerKey, values } of policy.conditions) {
      if (operator?.base.type !== "Date" || lowerKey === "aws:epochtime") continue;
      for (const value of values) {
        if (dateForm(value.value) !== "epoch") continue;
        yield {
          at: value,
          details: `The date ${quote(value.value)} is epoch time, which may not resolve as expected. Write it as \`YYYY-MM-DD\`.`,
        };
      }
    }
  },
};
