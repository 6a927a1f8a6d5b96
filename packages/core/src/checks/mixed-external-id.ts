import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { nameOf } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { looksLikeDbUser } from "../redshift/db-user.ts";
import { isAnyExternalId } from "../redshift/external-id.ts";
import { roleGrants } from "../redshift/role-grant.ts";
import { vendorOf } from "../redshift/vendors.ts";

export const mixedExternalId: Check = {
  id: "mixed-external-id",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "One ExternalId condition stands for two meanings",
  why: "Redshift sends the ARN of the database user as the ExternalId; another account sends the text that was agreed with it. In one statement with both principals, each value fits only one of them, and the other principal can never use it.",
  fix: "Write two statements: one for the Redshift service with the database users' ARNs, one for the account with its ExternalId.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root", "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { «"sts:ExternalId"»: "5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20" } }',
    ),
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root", "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { «"sts:ExternalId"»: "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl" } }',
    ),
  ],
  good: [
    trusting(
      '{ "AWS": "arn:aws:iam::210000000001:role/RoleA", "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:c1/etl" } }',
    ),
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root", "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "*" } }',
    ),
  ],
  *run(policy) {
    for (const { aws, redshift, externalIds } of roleGrants(policy)) {
      const service = redshift[0];
      const principal = aws.find(({ account, partition }) => vendorOf(account, partition)) ?? aws[0];
      if (service === undefined || principal === undefined) continue;
      for (const condition of externalIds) {
        if (!asksForValues(condition)) continue;
        const agreed = condition.values.find(({ value }) => !looksLikeDbUser(value) && !isAnyExternalId(value));
        const vendor = vendorOf(principal.account, principal.partition);
        const isOfUsers = condition.values.some(({ value }) => looksLikeDbUser(value));
        if (agreed === undefined && (vendor === undefined || !isOfUsers)) continue;
        const never =
          agreed === undefined
            ? `${quoteWhole(principal.value.value)} never sends a database user's ARN`
            : `${quoteWhole(service.value.value)} sends a database user's ARN and never ${quoteWhole(agreed.value)}`;
        yield {
          at: nameOf(condition),
          details: `The ExternalId means one thing to an AWS account and another to Redshift: ${never}. Write a statement for each principal.`,
          related: [
            { at: service.value, label: "sends the ARN of the database user" },
            { at: principal.value, label: "sends the ExternalId that was agreed with it" },
          ],
        };
      }
    }
  },
};
