import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { parseIpRange } from "../policy/ip-range.ts";
import { quote } from "../quote.ts";

export const typeMismatchIpRange: Check = {
  id: "type-mismatch-ip-range",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "An IP operator has a value that is no address range",
  why: "`IpAddress` and `NotIpAddress` compare with an address or a range in CIDR form; anything else matches nothing.",
  fix: "Write an address or a range such as `203.0.113.0/24` or `2001:db8::/32`.",
  learnMoreLink: policyChecksPage("error-type-mismatch-ip-range"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", «"203.0.113.*"», «"203.0.113.0/33"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "203.0.113.7", "2001:db8::/32"] } } }] }',
  ],
  needs: ["IpAddress"],
  *run(policy) {
    for (const { operator, operatorName, values } of policy.conditions) {
      if (operator?.base.type !== "IpAddress") continue;
      for (const value of values) {
        // A variable has a finding of its own.
        if (value.value.includes("${") || parseIpRange(value.value) !== undefined) continue;
        yield {
          at: value,
          details: `${quote(value.value)} is no address range, as \`${operatorName.value}\` needs. Write it in CIDR form, as in \`203.0.113.0/24\`.`,
        };
      }
    }
  },
};
