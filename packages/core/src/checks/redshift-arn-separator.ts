import type { Check } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { untoldArns, withItsSeparator } from "../redshift/mended-arn.ts";

const onResource = (resource: string): string => allowing(`"Action": "redshift:*", "Resource": ${resource}`);

export const redshiftArnSeparator: Check = {
  id: "redshift-arn-separator",
  findingType: "ERROR",
  policyTypes: ["identity", "trust", "resource", "session", "scp", "rcp", "endpoint"],
  title: "`:` and `/` are swapped after the resource type",
  why: "Resources of `redshift` have a colon after their type (`cluster:analytics`), those of `redshift-serverless` a slash (`workgroup/…`). With the other sign the ARN names nothing, and the statement never matches.",
  fix: "Write the sign that the finding gives.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    onResource('«"arn:aws:redshift:*:210000000001:cluster/analytics"»'),
    onResource('«"arn:aws:redshift-serverless:us-east-1:*:workgroup:5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"»'),
    onResource('«"arn:aws:redshift:*:*:dbuser/analytics/etl"»'),
    {
      policyType: "trust",
      policy: trusting(
        '{ "Service": "redshift.amazonaws.com" }',
        '{ "ArnLike": { "aws:SourceArn": «"arn:aws:redshift:us-east-1:210000000001:cluster/analytics"» } }',
      ),
    },
  ],
  good: [
    onResource('["arn:aws:redshift:us-east-1:210000000001:cluster:analytics", "arn:aws:redshift:*:*:cluster*"]'),
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/*"'),
  ],
  needs: ["redshift-arn"],
  run: (policy, services) => untoldArns(policy, services, withItsSeparator),
};
