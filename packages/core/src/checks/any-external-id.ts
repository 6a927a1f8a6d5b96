import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isHeldToValues } from "../redshift/closed-by-deny.ts";
import { isAnyExternalId } from "../redshift/external-id.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const anyExternalId: Check = {
  id: "any-external-id",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Any ExternalId will do",
  why: "A pattern of nothing but wildcards, or `Null` with `false` alone, asks that an ExternalId be sent but not which. Any text passes, so it protects nothing.",
  fix: "Name the value with `StringEquals`: what the vendor shows for you, or the ARN of each database user.",
  learnMoreLink: awsPage.thirdParty,
  bad: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringLike": { "sts:ExternalId": «"*"» } }'),
    trusting('{ "AWS": "210000000001" }', '{ "StringLike": { "sts:ExternalId": ["org-7d0c", «"?*"»] } }'),
    trusting('{ "AWS": "210000000001" }', '{ "Null": { "sts:ExternalId": «"false"» } }'),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "568237466542" }, "Action": "sts:AssumeRole", "Condition": { "Null": { "sts:ExternalId": «"false"» } } }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "Null": { "sts:ExternalId": "true" } } }] }',
  ],
  good: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringLike": { "sts:ExternalId": "org-*" } }'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:*:210000000001:dbuser:*/*" } }',
    ),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "Null": { "sts:ExternalId": "false" }, "StringEquals": { "sts:ExternalId": "org-7d0c" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::568237466542:root" }, "Action": "sts:AssumeRole", "Condition": { "Null": { "sts:ExternalId": "false" } } }, { "Effect": "Deny", "Principal": { "AWS": "568237466542" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "org-7d0c" } } }] }',
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      const { externalIds } = grant;
      // Which of them pass a Deny says.
      if (externalIds.length === 0 || isHeldToValues(policy, grant)) continue;
      for (const condition of externalIds) {
        const { operator } = condition;
        if (operator?.base.type === "Null") {
          const value = condition.values[0];
          if (externalIds.length > 1 || holdsWithoutKey(condition) || value === undefined) continue;
          yield {
            at: value,
            details:
              "The condition asks that an ExternalId be sent, but not which: any text passes. Name the value with `StringEquals` on `sts:ExternalId`.",
          };
        } else if (operator?.base.wildcards === true && !operator.base.negated && externalIds.length === 1) {
          for (const value of condition.values) {
            if (!isAnyExternalId(value.value)) continue;
            yield {
              at: value,
              details: `${quoteWhole(value.value)} matches every ExternalId, so the condition restricts nothing. Name the value: what the vendor shows for you, or a database user's ARN.`,
            };
          }
        }
      }
    }
  },
};
