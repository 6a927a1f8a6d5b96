import type { Check } from "../check.ts";
import { parseArn } from "../policy/arn.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { partitions, regions } from "../policy/region.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing, trusting } from "../redshift/example-text.ts";
import { isExternalId } from "../redshift/external-id.ts";

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
    {
      policyType: "identity",
      policy: allowing(
        '"Action": "redshift:DescribeClusters", "Resource": «"arn:aws:redshift:us-gov-west-1:210000000001:cluster:analytics"»',
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
  *run(policy) {
    for (const value of arnsOf(policy)) {
      if (!value.value.includes(":redshift")) continue;
      const arn = parseArn(value.value);
      if (arn === undefined || !arn.service.startsWith("redshift")) continue;
      const partition = regions.get(arn.region)?.partition;
      if (partition === undefined || partition === arn.partition) continue;
      if (!(partitions as readonly string[]).includes(arn.partition)) continue;
      yield {
        at: value.node,
        details: `\`${arn.region}\` is in the partition \`${partition}\`, not \`${arn.partition}\`, so \`${value.value}\` names nothing. Begin it with \`arn:${partition}:\`.`,
        replacement: JSON.stringify(value.value.replace(`arn:${arn.partition}:`, `arn:${partition}:`)),
      };
    }
  },
};

function* arnsOf(policy: PolicyDocument): Iterable<Value> {
  for (const { resource, notResource } of policy.statements) {
    yield* resource?.values ?? [];
    yield* notResource?.values ?? [];
  }
  for (const condition of policy.conditions) {
    if (isExternalId(condition) || condition.lowerKey === "aws:sourcearn") yield* condition.values;
  }
}
