import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { dateForm } from "../policy/date-value.ts";
import { quote } from "../quote.ts";

export const typeMismatchDate: Check = {
  id: "type-mismatch-date",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A date operator has a value that is no date",
  why: "Date operators compare with a date in ISO 8601 form; with anything else they never hold.",
  fix: "Write a date such as `2025-12-31` or `2025-12-31T23:59:59Z`.",
  learnMoreLink: policyChecksPage("general-warning-type-mismatch-date"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateLessThan": { "aws:CurrentTime": «"31/12/2025"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateGreaterThanEqualsIfExists": { "aws:TokenIssueTime": «"2025-02-30"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateLessThan": { "aws:CurrentTime": [«"2025-12-31T23:59:59+99:00"», "2025-12-31T23:59:59+14:00"] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateLessThan": { "aws:CurrentTime": "2025-12-31T23:59:59Z" }, "DateGreaterThan": { "aws:CurrentTime": "2025-01-01" } } }] }',
  ],
  needs: ["Date"],
  *run(policy) {
    for (const { operator, operatorName, values } of policy.conditions) {
      if (operator?.base.type !== "Date") continue;
      for (const value of values) {
        if (value.value.includes("${") || dateForm(value.value) !== "none") continue;
        yield {
          at: value,
          details: `${quote(value.value)} is no date, as \`${operatorName.value}\` needs. Write it as \`YYYY-MM-DD\` or in another form of ISO 8601.`,
        };
      }
    }
  },
};
