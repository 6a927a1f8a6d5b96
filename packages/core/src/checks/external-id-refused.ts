import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const externalIdRefused: Check = {
  id: "external-id-refused",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Only requests without an ExternalId are allowed",
  why: '`"Null": { "sts:ExternalId": "true" }` holds when the key is absent. In an Allow it refuses every caller who sends an ExternalId and lets in those who send none.',
  fix: "Name the value with `StringEquals`, which requires the key, and take the `Null` condition out.",
  learnMoreLink: awsPage.conditionOperators,
  bad: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "Null": { "sts:ExternalId": «"true"» } }'),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringEquals": { "sts:ExternalId": "org-7d0c" }, "Null": { "sts:ExternalId": «true» } }',
    ),
  ],
  good: [
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringEquals": { "sts:ExternalId": "org-7d0c" }, "Null": { "sts:ExternalId": "false" } }',
    ),
    trusting('{ "Service": "ec2.amazonaws.com" }', '{ "Null": { "sts:ExternalId": "true" } }'),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "Null": { "sts:ExternalId": "true" } } }] }',
  ],
  *run(policy) {
    for (const { externalIds, aws, redshift } of roleGrants(policy)) {
      // Other services send none.
      if (aws.length + redshift.length === 0) continue;
      for (const condition of externalIds) {
        const value = condition.values[0];
        if (condition.operator?.base.type !== "Null" || !holdsWithoutKey(condition) || value === undefined) continue;
        const dead = externalIds.some((other) => asksForValues(other) && !holdsWithoutKey(other));
        const effect = dead
          ? "no request can also meet the other ExternalId condition, so the statement never allows anything"
          : "callers who send an ExternalId are refused and those who send none are let in";
        const problem = (remedy: string) => ({
          at: value,
          details: `\`Null\` with ${quoteWhole(value.value)} asks that \`sts:ExternalId\` be absent: ${effect}. ${remedy}`,
        });
        // Alone, `false` would ask for any ExternalId there is.
        yield externalIds.some(asksForValues)
          ? { ...problem('Write `"false"` to require an ExternalId.'), replacement: '"false"' }
          : problem("Take it out, and name the value with `StringEquals` on `sts:ExternalId`.");
      }
    }
  },
};
