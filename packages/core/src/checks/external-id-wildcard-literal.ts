import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isExternalId } from "../redshift/external-id.ts";

export const externalIdWildcardLiteral: Check = {
  id: "external-id-wildcard-literal",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "A `*` or `?` is taken literally, and no ExternalId contains one",
  why: "Only `StringLike` and `StringNotLike` know wildcards. Under `StringEquals` a `*` stands for itself, and STS accepts no ExternalId with a `*` or `?` in it: the value can never match.",
  fix: "Use `StringLike` if the pattern is meant, or write the exact value.",
  learnMoreLink: awsPage.conditionOperators,
  bad: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { "sts:ExternalId": «"org-*"» } }'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": ["arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl", «"arn:aws:redshift:us-west-2:210000000001:dbuser:c1/*"»] } }',
    ),
  ],
  good: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/*" } }',
    ),
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
  ],
  *run(policy) {
    for (const condition of policy.conditions) {
      if (!isExternalId(condition)) continue;
      const base = condition.operator?.base;
      if (base?.type !== "String" || base.wildcards) continue;
      for (const value of condition.values) {
        if (!hasWildcard(value.value) || value.value.includes("${")) continue;
        const effect = base.negated ? "this value always differs" : "this value never matches";
        const like = base.negated ? "StringNotLike" : "StringLike";
        yield {
          at: value,
          details: `${quoteWhole(condition.operatorName.value)} takes the wildcard in ${quoteWhole(value.value)} literally, and no ExternalId can contain it: ${effect}. Use \`${like}\`, or the exact value.`,
        };
      }
    }
  },
};
