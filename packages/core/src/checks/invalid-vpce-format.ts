import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { misshapenIds } from "../policy/vpc-id.ts";
import { quote } from "../quote.ts";

export const invalidVpceFormat: Check = {
  id: "invalid-vpce-format",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "aws:SourceVpce is compared with something that is no VPC endpoint identifier",
  why: "`aws:SourceVpce` holds `vpce-` and 8 or 17 letters and digits; another value never matches.",
  fix: "Write the endpoint's identifier, as in `vpce-12345678` or `vpce-11223344556677889`.",
  learnMoreLink: policyChecksPage("error-invalid-vpce-format"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpce": «"vpc-12345678"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpce": ["vpce-12345678", "vpce-11223344556677889"] } } }] }',
  ],
  needs: ["source-key", "String"],
  *run(policy) {
    for (const value of misshapenIds(policy, "aws:sourcevpce", "vpce-")) {
      yield {
        at: value,
        details: `${quote(value.value)} is no VPC endpoint identifier. Write \`vpce-\` and 8 or 17 letters and digits.`,
      };
    }
  },
};
