import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isDeny } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { regions } from "../policy/region.ts";
import { partitionOfRegion } from "../policy/region-partition.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isForRedshiftOnly, type RoleGrant, roleDenials, roleGrants } from "../redshift/role-grant.ts";

export const dbuserRegionMismatch: Check = {
  id: "dbuser-region-mismatch",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "The database user is in a Region whose Redshift is not trusted",
  why: "`redshift.<region>.amazonaws.com` is the Redshift of one Region, and it sends ARNs of that Region's database users. An ARN of another Region never comes from it: the value can never match.",
  fix: "Trust the Redshift of the database user's Region, or correct the Region in the ARN.",
  learnMoreLink: awsPage.regions,
  bad: [
    trusting(
      '{ "Service": "redshift.us-east-1.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"» } }',
    ),
    trusting(
      '{ "Service": ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] }',
      '{ "StringLike": { "sts:ExternalId": ["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/*", «"arn:aws:redshift:eu-*:210000000001:dbuser:analytics/*"»] } }',
    ),
    trusting(
      '{ "Service": ["redshift-serverless.amazonaws.com", "redshift.us-east-1.amazonaws.com"] }',
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"» } }',
    ),
    trusting(
      '{ "Service": "redshift.us-east-1.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": [«"arn:aws:redshift:us-west-2:210000000001:dbuser:*"», «"arn:aws:redshift:eu-*:210000000001:*"»] } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "Service": "redshift.us-east-1.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"» } } }] }',
  ],
  good: [
    trusting(
      '{ "Service": "redshift.us-east-1.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-east-1:210000000001:dbuser:analytics/etl" } }',
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
    trusting(
      '{ "Service": ["redshift.us-east-1.amazonaws.com", "redshift-serverless.amazonaws.com"] }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl" } }',
    ),
  ],
  contradiction: true,
  *run(policy) {
    for (const grant of [...roleGrants(policy), ...roleDenials(policy)]) {
      if (grant.users.length === 0 || !isForRedshiftOnly(grant)) continue;
      // Asked once for a grant: it may name as many services and users as the text has room for.
      const ofClusters = sendersOf(grant, false);
      const ofWorkgroups = sendersOf(grant, true);
      for (const user of grant.users) {
        const { senders, trusted, partition } = user.serverless === undefined ? ofClusters : ofWorkgroups;
        if (trusted.length === 0) continue;
        if (trusted.some((region) => matchesPattern(user.region, region))) continue;
        // Another partition is the greater contradiction and has its own finding.
        if ((partitionOfRegion(user.region) ?? partition) !== partition) continue;
        const [named, remedy] = isDeny(grant.statement) ? ["named here", "Name"] : ["trusted", "Trust"];
        const meant = hasWildcard(user.region)
          ? "the Redshift of such a Region"
          : `\`redshift.${user.region}.amazonaws.com\``;
        yield {
          at: user.value,
          details: `The database user is in ${quoteWhole(user.region)}, but only the Redshift of \`${trusted.join("`, `")}\` is ${named}, so ${quoteWhole(user.value.value)} never matches. ${remedy} ${meant} or correct the Region.`,
          related: senders.map((service) => ({
            at: service.value,
            label: "the Redshift of this Region only",
          })),
        };
      }
    }
  },
};

interface Senders {
  readonly senders: RoleGrant["redshift"];
  /** Their Regions; none where nothing can be said. */
  readonly trusted: readonly string[];
  readonly partition: string | undefined;
}

/** The database users of clusters are sent by `redshift` alone. */
function sendersOf({ redshift }: Pick<RoleGrant, "redshift">, isServerless: boolean): Senders {
  const senders = redshift.filter(
    ({ service }) => service === "redshift" || (service === "redshift-serverless" && isServerless),
  );
  const trusted = [...new Set(senders.map(({ region }) => region ?? ""))];
  // A misspelt Region has a finding of its own.
  const isKnown = trusted.every((region) => regions.has(region));
  return { senders, trusted: isKnown ? trusted : [], partition: regions.get(trusted[0] ?? "")?.partition };
}
