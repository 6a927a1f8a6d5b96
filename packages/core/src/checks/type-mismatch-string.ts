import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { quote } from "../quote.ts";

export const typeMismatchString: Check = {
  id: "type-mismatch-string",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A binary operator has a value that is not base64",
  why: "`BinaryEquals` compares byte for byte with a value in base64; with anything else it never holds.",
  fix: "Write the bytes in base64, with their padding.",
  learnMoreLink: policyChecksPage("general-warning-type-mismatch-string"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "BinaryEquals": { "aws:PrincipalTag/key": [«"not base64!"», "QmluYXJ5VmFsdWVJbkJhc2U2NA=="] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "BinaryEquals": { "aws:PrincipalTag/key": "QmluYXJ5VmFsdWVJbkJhc2U2NA==" } } }] }',
  ],
  needs: ["Binary"],
  *run(policy) {
    for (const { operator, operatorName, values } of policy.conditions) {
      if (operator?.base.type !== "Binary") continue;
      for (const value of values) {
        if (value.value.includes("${") || isBase64(value.value)) continue;
        yield {
          at: value,
          details: `${quote(value.value)} is not base64, as \`${operatorName.value}\` needs. Write the bytes in base64.`,
        };
      }
    }
  },
};

function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
