import { type Check, policyChecksPage } from "../check.ts";
import { sizeFault, sizeQuota } from "../policy/policy-size.ts";

const quota = sizeQuota.rcp;

export const policySizeExceedsRcpQuota: Check = {
  id: "policy-size-exceeds-rcp-quota",
  findingType: "ERROR",
  policyTypes: ["rcp"],
  title: "The policy is longer than a resource control policy may be",
  why: "AWS Organizations refuses a resource control policy of more than 5,120 characters, white space included unless its console removes it.",
  fix: "Remove white space, use patterns, or split the policy.",
  learnMoreLink: policyChecksPage("error-policy-size-exceeds-rcp-quota"),
  bad: [
    `«{ "Version": "2012-10-17", "Id": "${"x".repeat(quota)}", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" }] }»`,
    `«{ "Version": "2012-10-17",${" ".repeat(quota)}"Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" }] }»`,
  ],
  good: [
    `{ "Version": "2012-10-17", "Id": "${"x".repeat(quota - 200)}", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" }] }`,
  ],
  needs: ["long"],
  *run(policy) {
    const fault = sizeFault(policy);
    if (fault !== undefined) yield { at: policy.node, details: `${fault} Split it into several policies.` };
  },
};
