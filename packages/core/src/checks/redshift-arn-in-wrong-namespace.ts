import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { inItsNamespace, untoldArns } from "../redshift/mended-arn.ts";

const onResource = (resource: string): string => allowing(`"Action": "redshift:*", "Resource": ${resource}`);

export const redshiftArnInWrongNamespace: Check = {
  id: "redshift-arn-in-wrong-namespace",
  findingType: "ERROR",
  policyTypes: ["identity", "trust", "resource", "session", "scp", "rcp", "endpoint"],
  title: "The resource is of another Redshift service",
  why: "Workgroups are resources of `redshift-serverless`, clusters and database users of `redshift`; the Data API has no resources of its own and uses theirs. An ARN with the wrong service names nothing, so the statement never matches. AWS's own Data API sample prints `arn:aws:redshift:…:workgroup/*`.",
  fix: "Write the service that the finding names.",
  learnMoreLink: awsPage.dataApiActions,
  bad: [
    onResource('«"arn:aws:redshift:*:210000000001:workgroup/*"»'),
    onResource(
      '["arn:aws:redshift:us-east-1:210000000001:cluster:*", «"arn:aws:redshift-serverless:*:*:cluster:analytics"»]',
    ),
    onResource('«"arn:aws:redshift-data:us-east-1:210000000001:cluster:analytics"»'),
  ],
  good: [
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/*"'),
    onResource(
      '["arn:aws:redshift:us-east-1:210000000001:namespace:5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20", "arn:aws:redshift-serverless:us-east-1:210000000001:namespace/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"]',
    ),
    onResource('["arn:aws:redshift:us-east-1:210000000001:dbuser:analytics/etl", "arn:aws:redshift:*:*:*"]'),
  ],
  needs: ["redshift-arn"],
  run: (policy, services) => untoldArns(policy, services, inItsNamespace),
};
