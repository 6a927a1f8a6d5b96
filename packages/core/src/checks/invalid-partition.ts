import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { isOpen } from "../facts/resource-arns.ts";
import { isPartition, partitions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";

export const invalidPartition: Check = {
  id: "invalid-partition",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No AWS partition has that name",
  why: "The second field of an ARN names the partition: `aws`, `aws-cn` in China, `aws-us-gov` in GovCloud. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write the partition of the account, or `*` when one policy serves several.",
  learnMoreLink: policyChecksPage("error-invalid-partition"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:amazon:redshift:us-east-1:111122223333:cluster:sales"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn::s3:::reports/*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "arn:aws-cn:s3:::reports/*", "arn:*:s3:::reports/*", "arn:${aws:PrincipalTag/p}:s3:::x"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const { value, partition } of oddLists(policy, services).arns) {
      if (isOpen(partition) || isPartition(partition)) continue;
      yield {
        at: value,
        details: `The partition ${quoteWhole(partition)} of ${quoteWhole(value.value)} does not exist. Use one of ${partitions.map((known) => `\`${known}\``).join(", ")}.`,
      };
    }
  },
};
