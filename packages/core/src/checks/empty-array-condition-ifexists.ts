import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { emptyConditions } from "../policy/empty-condition.ts";
import { quote } from "../quote.ts";

export const emptyArrayConditionIfexists: Check = {
  id: "empty-array-condition-ifexists",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "An operator with IfExists has no values",
  why: "With an empty list, `IfExists` holds only when the request does not have the key; `Null` says that plainly.",
  fix: 'Write the values, or use `"Null": { key: "true" }`.',
  learnMoreLink: policyChecksPage("suggestion-empty-array-condition-ifexists"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:SourceVpc": «[]» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:SourceVpc": ["vpc-12345678"] }, "StringEquals": { "aws:PrincipalOrgID": [] } } }] }',
  ],
  needs: ["condition", "empty"],
  *run(policy) {
    for (const { key, member } of emptyConditions(policy, "if-exists")) {
      yield {
        at: member.value,
        details: `\`IfExists\` with no values holds only where the request lacks ${quote(key)}. If that is meant, write it as \`Null\` with the value \`true\`.`,
      };
    }
  },
};
