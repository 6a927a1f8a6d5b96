import { type Check, everyPolicyType } from "../check.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import type { BaseOperator } from "../policy/condition-operator.ts";
import { isAllow } from "../policy/document.ts";
import { aboutOf } from "../policy/key-feature.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const under = (condition: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": ${condition} }] }`;

export const accountNeverMatches: Check = {
  id: "account-never-matches",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No account has this number",
  why: "The key carries an account's 12 digits. A value that has hyphens, or more or fewer digits, is never equal: the condition never holds, and under a `Not` operator always.",
  fix: "Write the 12 digits in quotes, and nothing else.",
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
    { policyType: "identity", policy: under('{ "StringNotEquals": { "aws:PrincipalAccount": "anonymous" } }') },
  ],
  needs: ["account-key", "String"],
  *run(policy) {
    for (const { lowerKey, key, operator, statement, values } of policy.conditions) {
      if (aboutOf(lowerKey) !== "account-key" || operator?.base.type !== "String") continue;
      // Of who may assume a role the check of its sources tells it.
      if (lowerKey === "aws:sourceaccount" && policy.type === "trust" && isAllow(statement)) continue;
      for (const value of values) {
        const text = value.value;
        if (isAccountId(text) || isOther(text, operator.base)) continue;
        // What it carries for requests that nobody signed.
        if (lowerKey === "aws:principalaccount" && text === "anonymous") continue;
        const effect = operator.base.negated ? "so it always differs" : "so it never matches";
        // The ARN of a role or user means less than its account.
        const arn = parseArn(text);
        const digits = arn === undefined ? text.replaceAll(/[-\s]/g, "") : arn.resource === "root" ? arn.account : "";
        yield {
          at: value,
          details: `${quoteWhole(key)} is an account's 12 digits, and ${quoteWhole(text)} is none, ${effect}. Write the 12 digits in quotes, and nothing else.`,
          ...(isAccountId(digits) ? { replacement: JSON.stringify(digits) } : {}),
        };
      }
    }
  },
};

/** A variable, a placeholder, a pattern that some account matches, and what other checks tell. */
function isOther(text: string, { wildcards }: BaseOperator): boolean {
  if (text.includes("${") || text.includes("<")) return true;
  return hasWildcard(text) && (!wildcards || /^[\d*?]+$/.test(text));
}
