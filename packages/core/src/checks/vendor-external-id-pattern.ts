import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isHeldToValues } from "../redshift/closed-by-deny.ts";
import { looksLikeDbUser } from "../redshift/db-user.ts";
import { isAnyExternalId } from "../redshift/external-id.ts";
import { roleGrants } from "../redshift/role-grant.ts";
import { vendorAlone } from "../redshift/vendor-grant.ts";

const census = '{ "AWS": "arn:aws:iam::341876425553:root" }';

export const vendorExternalIdPattern: Check = {
  id: "vendor-external-id-pattern",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "A vendor's ExternalId is asked for as a pattern",
  why: "A vendor gives each customer an ExternalId of the same form. A pattern such as `CustomerOwnedS3Bucket/*` is met by those of its other customers, who could have the vendor use your role: what the ExternalId is there to prevent.",
  fix: "Write the whole ExternalId that the vendor shows for you, under `StringEquals`.",
  learnMoreLink: awsPage.thirdParty,
  bad: [
    trusting(census, '{ "StringLike": { "sts:ExternalId": «"CustomerOwnedS3Bucket/*"» } }'),
    trusting(
      census,
      '{ "StringLike": { "sts:ExternalId": ["CustomerOwnedS3Bucket/48", «"CustomerOwnedS3Bucket/4?"»] } }',
    ),
  ],
  good: [
    trusting(census, '{ "StringLike": { "sts:ExternalId": "CustomerOwnedS3Bucket/48" } }'),
    trusting(census, '{ "StringEquals": { "sts:ExternalId": "CustomerOwnedS3Bucket/48" } }'),
    // The two must hold together, and one of them names the value.
    trusting(
      census,
      '{ "StringLike": { "sts:ExternalId": "CustomerOwnedS3Bucket/*" }, "StringEquals": { "sts:ExternalId": "CustomerOwnedS3Bucket/48" } }',
    ),
    trusting('{ "AWS": "210000000001" }', '{ "StringLike": { "sts:ExternalId": "team-*" } }'),
    trusting(
      '{ "AWS": ["341876425553", "210000000001"] }',
      '{ "StringLike": { "sts:ExternalId": ["CustomerOwnedS3Bucket/48", "team-*"] } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::568237466542:root" }, "Action": "sts:AssumeRole", "Condition": { "StringLike": { "sts:ExternalId": "org-*" } } }, { "Effect": "Deny", "Principal": { "AWS": "568237466542" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "org-7d0c" } } }] }',
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      const [condition] = grant.externalIds;
      if (condition === undefined || grant.externalIds.length > 1) continue;
      if (!asksForValues(condition) || condition.operator?.base.wildcards !== true) continue;
      // Beside others, a pattern may be meant for them.
      const vendor = vendorAlone(grant);
      if (vendor === undefined || isHeldToValues(policy, grant)) continue;
      for (const value of condition.values) {
        const { value: text } = value;
        if (!hasWildcard(text) || text.includes("${") || isAnyExternalId(text) || looksLikeDbUser(text)) continue;
        yield {
          at: value,
          details: `${quoteWhole(text)} can also match ExternalIds of ${vendor.name}'s other customers, who could then have the role used for them. Write your own (${vendor.externalId}), whole.`,
        };
      }
    }
  },
};
