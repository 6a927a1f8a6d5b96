import type { Check } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import { oddLists } from "../facts/odd-lists.ts";
import type { Value } from "../policy/document.ts";
import { partitions, regions } from "../policy/region.ts";
import { partitionOfRegion } from "../policy/region-partition.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { redshiftArns } from "../redshift/resource-type.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const partitionMismatch: Check = {
  id: "partition-mismatch",
  findingType: "ERROR",
  policyTypes: ["trust", "identity", "resource", "session"],
  title: "The Redshift ARN's partition is not its Region's",
  why: "A Region belongs to one partition: `us-east-1` to `aws`, `cn-north-1` to `aws-cn`, `us-gov-west-1` to `aws-us-gov`. An ARN with another partition names nothing.",
  fix: "Write the partition of the Region.",
  learnMoreLink: awsPage.arns,
  bad: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:cn-north-1:210000000001:dbuser:analytics/etl"» } }',
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": «"arn:aws:redshift:cn-*:210000000001:dbuser:*/*"» } }',
    ),
    {
      policyType: "identity",
      policy: allowing(
        '"Action": "redshift:DescribeClusters", "Resource": «"arn:aws:redshift:us-gov-*:210000000001:cluster:analytics"»',
      ),
    },
  ],
  good: [
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws-cn:redshift:cn-north-1:210000000001:dbuser:analytics/etl" } }',
    ),
    {
      policyType: "identity",
      policy: allowing(
        '"Action": "redshift:DescribeClusters", "Resource": ["arn:aws:redshift:us-east-1:210000000001:cluster:c1", "arn:*:redshift:cn-north-1:210000000001:cluster:c1"]',
      ),
    },
  ],
  contradiction: true,
  needs: ["redshift"],
  *run(policy, services) {
    const odd = new Set(oddLists(policy, services).arns.map(({ value }) => value));
    for (const arn of redshiftArns(policy)) {
      // Of a resource's ARN with one Region Access Analyzer tells it.
      if (!(odd.has(arn.value) && regions.has(arn.region))) yield* problemsOf(arn);
    }
    if (policy.type !== "trust") return;
    for (const grant of roleGrants(policy)) for (const user of grant.users) yield* problemsOf(user);
  },
};

function* problemsOf(arn: { readonly value: Value; readonly partition: string; readonly region: string }) {
  const partition = partitionOfRegion(arn.region);
  if (partition === undefined || partition === arn.partition) return;
  if (!(partitions as readonly string[]).includes(arn.partition)) return;
  const { value } = arn.value;
  yield {
    at: arn.value,
    details: `${quoteWhole(arn.region)} is in the partition ${quoteWhole(partition)}, not ${quoteWhole(arn.partition)}, so ${quoteWhole(value)} names nothing. Begin it with \`arn:${partition}:\`.`,
    replacement: JSON.stringify(value.replace(`arn:${arn.partition}:`, `arn:${partition}:`)),
  };
}
