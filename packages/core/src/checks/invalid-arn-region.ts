import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { isOpen } from "../facts/resource-arns.ts";
import { isPartition, regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";

export const invalidArnRegion: Check = {
  id: "invalid-arn-region",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The Region of a resource ARN does not exist there",
  why: "The partition of the ARN has no such Region. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write a Region of the partition, such as `us-east-1`, or `*`. An Availability Zone such as `us-east-1a` is no Region.",
  learnMoreLink: policyChecksPage("error-invalid-arn-region"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:aws:redshift:us-west2:111122223333:cluster:sales"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:aws-cn:redshift:us-east-1:111122223333:cluster:sales"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": ["arn:aws:redshift:us-west-2:111122223333:cluster:sales", "arn:aws:redshift:us-*:*:cluster:sales", "arn:*:redshift:cn-north-1:*:cluster:sales", "arn:amazon:redshift:us-west-2:*:cluster:sales"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const { value, partition, region } of oddLists(policy, services).arns) {
      if (region === "" || isOpen(region) || !(isOpen(partition) || isPartition(partition))) continue;
      const known = regions.get(region);
      if (known !== undefined && (isOpen(partition) || known.partition === partition)) continue;
      const meant = known === undefined ? closest(region, regions.keys()) : undefined;
      const [fault, remedy] =
        known === undefined
          ? [`There is no Region ${quoteWhole(region)}`, "Write a Region of the partition, or `*`."]
          : [
              `The Region ${quoteWhole(region)} lies in the partition \`${known.partition}\`, not in ${quoteWhole(partition)}`,
              `Begin it with \`arn:${known.partition}:\`, or write a Region of ${quoteWhole(partition)}.`,
            ];
      yield {
        at: value,
        details: `${fault}, so ${quoteWhole(value.value)} names no resource. ${didYouMean(meant, remedy)}`,
        ...(meant === undefined
          ? {}
          : { replacement: JSON.stringify(value.value.replace(`:${region}:`, `:${meant}:`)) }),
      };
    }
  },
};
