import { type Check, everyPolicyType } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isAccountId } from "../policy/arn.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';

export const accountWithoutQuotes: Check = {
  id: "account-without-quotes",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "An account is written as a number",
  why: "An account is 12 digits, not a number: without quotes every tool that reads and writes the policy drops leading zeros, and the condition then matches no account. One AWS page prints `aws:SourceAccount` this way.",
  fix: "Put the 12 digits in quotes.",
  learnMoreLink: awsPage.confusedDeputy,
  bad: [
    { policyType: "trust", policy: trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": «210000000001» } }') },
    {
      policyType: "identity",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceAccount": ["210000000002", «210000000001»] } } }] }',
    },
  ],
  good: [
    { policyType: "trust", policy: trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": "210000000001" } }') },
    {
      policyType: "identity",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "NumericLessThan": { "s3:max-keys": 210000000001 } } }] }',
    },
  ],
  needs: ["bare-value"],
  *run(policy) {
    for (const { key, lowerKey, values } of policy.conditions) {
      if (!lowerKey.endsWith("account")) continue;
      for (const value of values) {
        // A shorter number is no account, and has a finding of its own.
        if (value.kind !== "number" || !isAccountId(value.value)) continue;
        yield {
          at: value,
          details: `The account ${quoteWhole(value.value)} in ${quoteWhole(key)} is a number; whatever writes the policy again may change it, and leading zeros are lost. Put it in quotes.`,
          replacement: JSON.stringify(value.value),
        };
      }
    }
  },
};
