import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { privateSourceIps } from "../policy/source-ip.ts";

export const privateIpAddress: Check = {
  id: "private-ip-address",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "aws:SourceIp is compared with private addresses only",
  why: "`aws:SourceIp` holds the public address of a request. It is never a private one, so that the condition never holds.",
  fix: "Write public ranges, or use `aws:VpcSourceIp` with `aws:SourceVpc` for requests over a VPC endpoint.",
  learnMoreLink: policyChecksPage("error-private-ip-address"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": [«1:"10.0.0.0/8"», «2:"192.168.1.0/24"»] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddressIfExists": { "aws:SourceIp": «"172.16.4.1"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"], "aws:VpcSourceIp": "10.0.0.0/8" }, "StringEquals": { "aws:SourceVpc": "vpc-12345678" } } }] }',
  ],
  needs: ["IpAddress"],
  *run(policy) {
    for (const { private: values, publicCount } of privateSourceIps(policy, false)) {
      if (publicCount > 0) continue;
      yield {
        at: values,
        details:
          "`aws:SourceIp` is always a public address, so that a condition with private ranges only never holds. Use public ranges, or `aws:VpcSourceIp`.",
      };
    }
  },
};
