import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { parseArn } from "../policy/arn.ts";
import type { Value } from "../policy/document.ts";
import { partitions, regions } from "../policy/region.ts";
import { partitionOfRegion } from "../policy/region-partition.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type RoleGrant, roleGrants } from "../redshift/role-grant.ts";

export const trustAcrossPartitions: Check = {
  id: "trust-across-partitions",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "The trust policy reaches into another partition",
  why: "A role and whoever assumes it are in one partition: `aws`, `aws-cn`, `aws-us-gov` and the others share no accounts and no credentials. Of names from two partitions, at least one can never assume the role.",
  fix: "Keep the names of the role's own partition.",
  learnMoreLink: awsPage.principal,
  bad: [
    trusting('{ "AWS": ["arn:aws:iam::210000000001:role/etl", «"arn:aws-cn:iam::210000000002:role/etl"»] }'),
    trusting('{ "Service": ["redshift.us-east-1.amazonaws.com", «"redshift.cn-north-1.amazonaws.com"»] }'),
  ],
  good: [
    trusting('{ "AWS": ["arn:aws-cn:iam::210000000001:role/etl", "arn:aws-cn:iam::210000000002:role/etl"] }'),
    trusting(
      '{ "Service": "redshift.cn-north-1.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws-cn:redshift:cn-north-1:210000000001:dbuser:analytics/etl" } }',
    ),
  ],
  contradiction: true,
  *run(policy) {
    let first: [string, Value] | undefined;
    for (const grant of roleGrants(policy)) {
      for (const [partition, value] of partitionsOf(grant)) {
        first ??= [partition, value];
        if (partition === first[0]) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is in the partition ${quoteWhole(partition)}, but ${quoteWhole(first[1].value)} is in ${quoteWhole(first[0])}: a role is in one partition, so one of them can never assume it. Keep those of the role's own.`,
          related: [{ at: first[1], label: `in the partition ${first[0]}` }],
        };
      }
    }
  },
};

function* partitionsOf(grant: RoleGrant): Iterable<[string, Value]> {
  for (const { partition, value } of grant.aws) if (isPartition(partition)) yield [partition, value];
  for (const value of grant.federated) {
    const partition = parseArn(value.value)?.partition;
    if (isPartition(partition)) yield [partition, value];
  }
  for (const { region, value } of grant.redshift) {
    const partition = region === undefined ? undefined : regions.get(region)?.partition;
    if (partition !== undefined) yield [partition, value];
  }
  for (const { partition, region, value } of grant.users) {
    // An ARN that contradicts itself has its own finding.
    if (isPartition(partition) && (partitionOfRegion(region) ?? partition) === partition) yield [partition, value];
  }
}

function isPartition(text: string | undefined): text is string {
  return (partitions as readonly (string | undefined)[]).includes(text);
}
