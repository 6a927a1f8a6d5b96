import { type Check, policyChecksPage } from "../check.ts";
import { highestTrustQuota, policySize, sizeQuota } from "../policy/policy-size.ts";

const quota = sizeQuota.trust;

export const policySizeExceedsRoleTrustPolicyQuota: Check = {
  id: "policy-size-exceeds-role-trust-policy-quota",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "The policy is longer than a role trust policy may be by default",
  why: "IAM refuses a trust policy of more than 2,048 characters, white space not counted, unless the account's quota was raised (up to 8,192).",
  fix: "Shorten the policy, or have the quota raised in Service Quotas.",
  learnMoreLink: policyChecksPage("general-warning-policy-size-exceeds-role-trust-policy-quota"),
  bad: [
    `«{ "Version": "2012-10-17", "Id": "${"x".repeat(quota)}", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }] }»`,
  ],
  good: [
    `{ "Version": "2012-10-17",${" ".repeat(quota)}"Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/etl" }, "Action": "sts:AssumeRole" }] }`,
    `{ "Version": "2012-10-17", "Id": "${"x".repeat(quota - 200)}", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }] }`,
  ],
  needs: ["long"],
  *run(policy) {
    const size = policySize(policy);
    if (size <= quota) return;
    yield {
      at: policy.node,
      details: `The policy has ${size} characters without white space, and at most ${quota} are allowed${size > highestTrustQuota ? `, ${highestTrustQuota} with a raised quota` : ""}. A role has one trust policy: write it shorter, many values as one pattern under \`StringLike\`${size > highestTrustQuota ? ", or trust by several roles" : `, or ask for a higher quota, up to ${highestTrustQuota}`}.`,
    };
  },
};
