import { type Check, policyChecksPage } from "../check.ts";
import { sizeFault, sizeQuota } from "../policy/policy-size.ts";

/**
 * In characters, white space included. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html and
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
const quota = sizeQuota.resource;

export const policySizeExceedsResourcePolicyQuota: Check = {
  id: "policy-size-exceeds-resource-policy-quota",
  findingType: "WARNING",
  policyTypes: ["resource", "endpoint"],
  title: "The policy is longer than a resource-based policy may be",
  why: "Services limit the policies of their resources; 20 KB, the limit of S3 buckets and VPC endpoints, is a common one.",
  fix: "Split the access over several policies, such as those of access points, or use patterns.",
  learnMoreLink: policyChecksPage("general-warning-policy-size-exceeds-resource-policy-quota"),
  bad: [
    `«{ "Version": "2012-10-17", "Id": "${"x".repeat(quota)}", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" }] }»`,
    `«{ "Version": "2012-10-17",${" ".repeat(quota)}"Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" }] }»`,
    {
      policyType: "endpoint",
      policy: `«{ "Version": "2012-10-17", "Id": "${"x".repeat(quota)}", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }] }»`,
    },
  ],
  good: [
    `{ "Version": "2012-10-17", "Id": "${"x".repeat(quota - 200)}", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" }] }`,
  ],
  needs: ["long"],
  *run(policy) {
    const fault = sizeFault(policy);
    if (fault !== undefined) yield { at: policy.node, details: `${fault} Split it into several policies.` };
  },
};
