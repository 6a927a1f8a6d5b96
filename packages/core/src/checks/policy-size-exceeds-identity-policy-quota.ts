import { type Check, policyChecksPage } from "../check.ts";
import { policySize, sizeQuota } from "../policy/policy-size.ts";

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
    const size = policySize(policy);
    if (size <= quota) return;
    yield {
      at: policy.node,
      details: `The policy has ${size} characters without white space, and at most ${quota} are allowed. Split it into several policies.`,
    };
  },
};
