import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { misshapenIds } from "../policy/vpc-id.ts";
import { quote } from "../quote.ts";

export const invalidVpcFormat: Check = {
  id: "invalid-vpc-format",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "aws:SourceVpc is compared with something that is no VPC identifier",
  why: "`aws:SourceVpc` holds `vpc-` and 8 or 17 letters and digits; another value never matches.",
  fix: "Write the VPC's identifier, as in `vpc-12345678` or `vpc-11223344556677889`.",
  learnMoreLink: policyChecksPage("error-invalid-vpc-format"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpc": «"vpc-*"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpc": ["vpc-12345678", «"vpc-1234"», «"vpce-12345678"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:sourceVpc": ["vpc-12345678", "vpc-11223344556677889"] } } }] }',
  ],
  needs: ["source-key", "String"],
  *run(policy) {
    for (const value of misshapenIds(policy, "aws:sourcevpc", "vpc-")) {
      yield {
        at: value,
        details: `${quote(value.value)} is no VPC identifier. Write \`vpc-\` and 8 or 17 letters and digits.`,
      };
    }
  },
};
