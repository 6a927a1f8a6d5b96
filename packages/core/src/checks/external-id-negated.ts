import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isHeldToValues } from "../redshift/closed-by-deny.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const externalIdNegated: Check = {
  id: "external-id-negated",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Every ExternalId but some is allowed, and none too",
  why: "In an Allow, `StringNotEquals` and `StringNotLike` let in every value that is not listed, and a request without an ExternalId. Nobody has to know yours.",
  fix: "Allow the one value with `StringEquals`. To refuse values, write a Deny statement beside it.",
  learnMoreLink: awsPage.conditionOperators,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ «"StringNotEquals"»: { "sts:ExternalId": "org-7d0c" } }',
    ),
    trusting('{ "AWS": "210000000001" }', '{ «"StringNotLike"»: { "sts:ExternalId": ["a*", "b*"] } }'),
  ],
  good: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringLike": { "sts:ExternalId": "org-*" }, "StringNotEquals": { "sts:ExternalId": "org-old" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "org-7d0c" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::568237466542:root" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "org-old" } } }, { "Effect": "Deny", "Principal": { "AWS": "568237466542" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "org-7d0c" } } }] }',
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      const { externalIds } = grant;
      if (externalIds.length === 0 || externalIds.some(asksForValues) || isHeldToValues(policy, grant)) continue;
      for (const { operator, operatorName } of externalIds) {
        if (operator?.base.negated !== true) continue;
        yield {
          at: operatorName,
          details: `${quoteWhole(operatorName.value)} in an Allow lets in every other ExternalId, and requests without one. Use \`StringEquals\` with the value that is agreed.`,
        };
      }
    }
  },
};
