import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { doubtfulServerlessPlaces } from "../redshift/serverless-place.ts";

const onWorkgroup = (region: string, partition = "aws"): string =>
  `"arn:${partition}:redshift-serverless:${region}:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"`;
const onResource = (resource: string): string =>
  allowing(`"Action": "redshift-serverless:GetCredentials", "Resource": ${resource}`);

export const serverlessRegionDoubtful: Check = {
  id: "serverless-region-doubtful",
  findingType: "WARNING",
  policyTypes: ["identity", "trust", "resource", "session"],
  title: "AWS's sources disagree whether Redshift Serverless exists in the Region",
  why: "The SDK's endpoint list and the General Reference do not agree on some Regions, and say nothing of some isolated ones. If Serverless is not there, what names a workgroup there names nothing.",
  fix: "Check in the console that Redshift Serverless is offered in the Region.",
  learnMoreLink: awsPage.endpoints,
  bad: [onResource(`«${onWorkgroup("ca-west-1")}»`), onResource(`«${onWorkgroup("us-iso-east-1", "aws-iso")}»`)],
  good: [onResource(onWorkgroup("eu-central-1")), onResource(onWorkgroup("me-south-1"))],
  needs: ["redshift"],
  *run(policy) {
    for (const { value, region, exists } of doubtfulServerlessPlaces(policy)) {
      if (exists !== "maybe") continue;
      yield {
        at: value,
        details: `AWS's sources do not agree that Redshift Serverless exists in ${quoteWhole(region)}; if it does not, ${quoteWhole(value.value)} names nothing. Check the Region in the console.`,
      };
    }
  },
};
