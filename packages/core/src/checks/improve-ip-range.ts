import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { hasHostBits, networkAddress, parseIpRange } from "../policy/ip-range.ts";
import { quote } from "../quote.ts";

export const improveIpRange: Check = {
  id: "improve-ip-range",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "An address range has bits behind its mask",
  why: "IAM ignores the bits behind the mask, so that the range is not the one it looks like.",
  fix: "Write the range with its first address.",
  learnMoreLink: policyChecksPage("suggestion-improve-ip-range"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": [«"203.0.113.7/24"», "198.51.100.0/24"] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "203.0.113.7", "2001:DB8:1234:5678::/64"] } } }] }',
  ],
  needs: ["IpAddress"],
  *run(policy) {
    for (const { operator, values } of policy.conditions) {
      if (operator?.base.type !== "IpAddress") continue;
      for (const value of values) {
        const range = parseIpRange(value.value);
        if (range === undefined || !hasHostBits(range)) continue;
        const network = `${networkAddress(range)}/${range.prefix}`;
        yield {
          at: value,
          details: `The bits of ${quote(value.value)} behind its mask are ignored. Write \`${network}\`.`,
          replacement: JSON.stringify(network),
        };
      }
    }
  },
};
