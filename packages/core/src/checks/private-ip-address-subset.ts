import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { privateSourceIps } from "../policy/source-ip.ts";

export const privateIpAddressSubset: Check = {
  id: "private-ip-address-subset",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "aws:SourceIp is compared with private addresses among others",
  why: "`aws:SourceIp` holds the public address of a request; the private ranges in the list match nothing.",
  fix: "Remove the private ranges, or use `aws:VpcSourceIp` with `aws:SourceVpc` for them.",
  learnMoreLink: policyChecksPage("suggestion-private-ip-address-subset"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", «"10.0.0.0/8"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"] } } }] }',
  ],
  needs: ["IpAddress"],
  *run(policy) {
    for (const { private: values, publicCount } of privateSourceIps(policy, false)) {
      if (publicCount === 0) continue;
      yield {
        at: values,
        details:
          "`aws:SourceIp` is always a public address, so that these private ranges match nothing. Remove them, or use `aws:VpcSourceIp`.",
      };
    }
  },
};
