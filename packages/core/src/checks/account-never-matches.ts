import { type Check, everyPolicyType } from "../check.ts";
import { isAccountId } from "../policy/arn.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";

const under = (condition: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": ${condition} }] }`;

export const accountNeverMatches: Check = {
  id: "account-never-matches",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No account has this number",
  why: "The key carries an account's 12 digits. A value that has hyphens, or more or fewer digits, never matches: an Allow grants nothing, and with a `Not` operator the condition always holds.",
  fix: "Write the 12 digits in quotes, without hyphens.",
  learnMoreLink: awsPage.conditionKeys,
  bad: [
    { policyType: "identity", policy: under('{ "StringEquals": { "kms:CallerAccount": «"2100-0000-0001"» } }') },
    {
      policyType: "identity",
      policy: under('{ "StringNotEquals": { "aws:ResourceAccount": ["210000000001", «"21000000001"»] } }'),
    },
  ],
  good: [
    {
      policyType: "identity",
      policy: under(
        '{ "StringEquals": { "kms:CallerAccount": "210000000001", "aws:ResourceAccount": "${aws:PrincipalAccount}" }, "StringLike": { "aws:PrincipalAccount": "2100*" } }',
      ),
    },
    { policyType: "identity", policy: under('{ "Null": { "aws:ResourceAccount": "true" } }') },
  ],
  needs: ["account-key", "String"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      if (!accountKeys.has(lowerKey) || operator?.base.type !== "String") continue;
      for (const value of values) {
        const text = value.value;
        if (isAccountId(text) || text.includes("${") || (operator.base.wildcards && hasWildcard(text))) continue;
        const effect = operator.base.negated ? "so the condition always holds" : "so it never matches";
        const digits = text.replaceAll("-", "");
        yield {
          at: value,
          details: `${quoteWhole(key)} is an account's 12 digits, and ${quoteWhole(text)} is none, ${effect}. Write the 12 digits in quotes, without hyphens.`,
          ...(isAccountId(digits) ? { replacement: JSON.stringify(digits) } : {}),
        };
      }
    }
  },
};

/** That of `aws:SourceAccount` in a role's trust is told by the check of its sources. */
const accountKeys: ReadonlySet<string> = new Set(["aws:principalaccount", "aws:resourceaccount", "kms:calleraccount"]);
