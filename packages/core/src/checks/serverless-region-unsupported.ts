import type { Check } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { doubtfulServerlessPlaces } from "../redshift/serverless-place.ts";

export const serverlessRegionUnsupported: Check = {
  id: "serverless-region-unsupported",
  findingType: "ERROR",
  policyTypes: ["identity", "trust", "resource", "session"],
  title: "Redshift Serverless does not exist in the Region",
  why: "Redshift is in every Region, Redshift Serverless is not. What names a workgroup in a Region without it names nothing.",
  fix: "Correct the Region, or name a provisioned cluster.",
  learnMoreLink: awsPage.endpoints,
  bad: [
    {
      policyType: "identity",
      policy: allowing(
        '"Action": "redshift-serverless:GetCredentials", "Resource": «"arn:aws:redshift-serverless:me-south-1:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"»',
      ),
    },
    {
      policyType: "trust",
      policy: trusting(
        '{ "Service": ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] }',
        '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:me-south-1:210000000001:dbuser:serverless-210000000001-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl"» } }',
      ),
    },
  ],
  good: [
    allowing(
      '"Action": "redshift-serverless:GetCredentials", "Resource": "arn:aws:redshift-serverless:eu-central-1:210000000001:workgroup/*"',
    ),
    allowing(
      '"Action": "redshift:DescribeClusters", "Resource": "arn:aws:redshift:me-south-1:210000000001:cluster:c1"',
    ),
  ],
  needs: ["redshift"],
  *run(policy) {
    for (const { value, region, exists } of doubtfulServerlessPlaces(policy)) {
      if (exists !== "no") continue;
      yield {
        at: value,
        details: `Redshift Serverless does not exist in ${quoteWhole(region)}, so ${quoteWhole(value.value)} names nothing. Correct the Region, or name a provisioned cluster.`,
      };
    }
  },
};
