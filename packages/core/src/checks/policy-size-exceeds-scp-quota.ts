import { type Check, policyChecksPage } from "../check.ts";
import { sizeFault, sizeQuota } from "../policy/policy-size.ts";

const quota = sizeQuota.scp;

export const policySizeExceedsScpQuota: Check = {
  id: "policy-size-exceeds-scp-quota",
  findingType: "ERROR",
  policyTypes: ["scp"],
  title: "The policy is longer than a service control policy may be",
  why: "AWS Organizations refuses a service control policy of more than 10,240 characters, white space included unless its console removes it.",
  fix: "Remove white space, use patterns, or split the policy.",
  learnMoreLink: policyChecksPage("error-policy-size-exceeds-scp-quota"),
  bad: [
    `«{ "Version": "2012-10-17", "Id": "${"x".repeat(quota)}", "Statement": [{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*" }] }»`,
    `«{ "Version": "2012-10-17",${" ".repeat(quota)}"Statement": [{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*" }] }»`,
  ],
  good: [
    `{ "Version": "2012-10-17", "Id": "${"x".repeat(quota - 200)}", "Statement": [{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*" }] }`,
  ],
  needs: ["long"],
  *run(policy) {
    const fault = sizeFault(policy);
    if (fault !== undefined) yield { at: policy.node, details: `${fault} Split it into several policies.` };
  },
};
