import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";

export const invalidRegion: Check = {
  id: "invalid-region",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The value of a Region key is no Region",
  why: "A request is for a Region that exists; with another value the condition never matches. Access Analyzer also reports policy variables here, since it cannot know their value.",
  fix: "Write the Region's code, such as `us-east-1`.",
  learnMoreLink: policyChecksPage("error-invalid-region"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1", «"us-west2"»] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": «"${aws:PrincipalTag/TargetRegion}"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1", "eu-central-1"] }, "StringLike": { "aws:RequestedRegion": "us-*" }, "Null": { "aws:RequestedRegion": "false" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "unspecified" } } }] }',
  ],
  needs: ["region-key", "String"],
  *run(policy) {
    for (const { lowerKey, operator, values } of policy.conditions) {
      if (!regionKeys.has(lowerKey) || operator?.base.type !== "String") continue;
      for (const value of values) {
        const region = operator.base.ignoreCase ? value.value.toLowerCase() : value.value;
        // What requests that no Region was chosen for carry, as those to a global inference profile of Amazon Bedrock do.
        // https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
        if (lowerKey === "aws:requestedregion" && region === "unspecified") continue;
        if (regions.has(region) || (operator.base.wildcards && hasWildcard(region))) continue;
        const meant = closest(value.value, regions.keys());
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is no AWS Region. ${didYouMean(meant, "Write a Region's code, such as `us-east-1`.")}`,
          ...(meant === undefined ? {} : { replacement: JSON.stringify(meant) }),
        };
      }
    }
  },
};

const regionKeys: ReadonlySet<string> = new Set(["aws:requestedregion", "ec2:region"]);
