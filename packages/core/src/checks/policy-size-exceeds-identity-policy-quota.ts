import { type Check, policyChecksPage } from "../check.ts";
import { sizeFault, sizeQuota } from "../policy/policy-size.ts";

const quota = sizeQuota.identity;

export const policySizeExceedsIdentityPolicyQuota: Check = {
  id: "policy-size-exceeds-identity-policy-quota",
  findingType: "WARNING",
  policyTypes: ["identity", "session"],
  title: "The policy is longer than an identity-based policy may be",
  why: "IAM refuses a managed policy of more than 6,144 characters, and inline policies of a role of more than 10,240 together, white space not counted.",
  fix: "Split the policy, or use patterns for actions that belong together.",
  learnMoreLink: policyChecksPage("general-warning-policy-size-exceeds-identity-policy-quota"),
  bad: [
    `«{ "Version": "2012-10-17", "Id": "${"x".repeat(quota)}", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }] }»`,
  ],
  good: [
    `{ "Version": "2012-10-17",${" ".repeat(quota)}"Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }] }`,
    `{ "Version": "2012-10-17", "Id": "${"x".repeat(quota - 200)}", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }] }`,
  ],
  needs: ["long"],
  *run(policy) {
    const fault = sizeFault(policy);
    if (fault !== undefined) yield { at: policy.node, details: `${fault} Split it into several policies.` };
  },
};
