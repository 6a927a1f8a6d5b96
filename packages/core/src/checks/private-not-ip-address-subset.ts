import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { privateSourceIps } from "../policy/source-ip.ts";

export const privateNotIpAddressSubset: Check = {
  id: "private-not-ip-address-subset",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "Private addresses among others are excepted from aws:SourceIp",
  why: "`aws:SourceIp` holds the public address of a request; the private ranges in the list except nobody.",
  fix: "Remove the private ranges, or use `aws:VpcSourceIp` with `aws:SourceVpc` for them.",
  learnMoreLink: policyChecksPage("suggestion-private-not-ip-address-subset"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": [«"10.0.0.0/8"», "203.0.113.0/24"] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }] }',
  ],
  needs: ["IpAddress"],
  *run(policy) {
    for (const { private: values, publicCount } of privateSourceIps(policy, true)) {
      if (publicCount === 0) continue;
      yield {
        at: values,
        details:
          "`aws:SourceIp` is always a public address, so that these private ranges except nobody. Remove them, or use `aws:VpcSourceIp`.",
      };
    }
  },
};
