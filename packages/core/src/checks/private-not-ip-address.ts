import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { privateSourceIps } from "../policy/source-ip.ts";

export const privateNotIpAddress: Check = {
  id: "private-not-ip-address",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "Only private addresses are excepted from aws:SourceIp",
  why: "`aws:SourceIp` holds the public address of a request. It is never a private one, so that `NotIpAddress` always holds and excepts nobody.",
  fix: "Write public ranges, or use `aws:VpcSourceIp` with `aws:SourceVpc` for requests over a VPC endpoint.",
  learnMoreLink: policyChecksPage("error-private-not-ip-address"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": «"10.0.0.0/8"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] } } }] }',
  ],
  needs: ["IpAddress"],
  *run(policy) {
    for (const { private: values, publicCount } of privateSourceIps(policy, true)) {
      if (publicCount > 0) continue;
      yield {
        at: values,
        details:
          "`aws:SourceIp` is always a public address, so that `NotIpAddress` with private ranges only excepts nobody. Use public ranges, or `aws:VpcSourceIp`.",
      };
    }
  },
};
