import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { looksLikeDbUser } from "../redshift/db-user.ts";
import { roleGrants } from "../redshift/role-grant.ts";
import { vendorAlone } from "../redshift/vendor-grant.ts";

export const dbuserForVendor: Check = {
  id: "dbuser-for-vendor",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "A vendor is asked for a database user's ARN as ExternalId",
  why: "Only Redshift itself, and roles it chains, send a database user's ARN. A vendor sends the ExternalId it made for you, so it can never assume this role.",
  fix: "Write the ExternalId that the vendor shows for you.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/polytomic"» } }',
    ),
  ],
  good: [
    trusting(
      '{ "AWS": "arn:aws:iam::210000000001:root" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
    trusting(
      '{ "AWS": "arn:aws:iam::210000000001:role/RoleA" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      const vendor = grant.asked.length === 0 ? undefined : vendorAlone(grant);
      if (vendor === undefined) continue;
      for (const value of grant.asked) {
        if (!looksLikeDbUser(value.value)) continue;
        yield {
          at: value,
          details: `${vendor.name} never sends a database user's ARN, so ${quoteWhole(value.value)} never matches. Write your ExternalId (${vendor.externalId}).`,
        };
      }
    }
  },
};
