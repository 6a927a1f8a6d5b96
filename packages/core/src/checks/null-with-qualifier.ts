import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { operatorsOf } from "../policy/condition-block.ts";

export const nullWithQualifier: Check = {
  id: "null-with-qualifier",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "Null is combined with ForAllValues or ForAnyValue",
  why: "`Null` asks whether the key is there at all. With `ForAllValues` it always holds, with `ForAnyValue` it never does.",
  fix: "Write `Null` without the qualifier.",
  learnMoreLink: policyChecksPage("suggestion-null-with-qualifier"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { «"ForAllValues:Null"»: { "aws:TagKeys": "true" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { «"ForAnyValue:Null"»: { "aws:TagKeys": "false" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, «"ForAnyValue:Null"»: {} } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "Null": { "aws:TagKeys": "true" } } }] }',
  ],
  needs: ["Null", "set-operator"],
  *run(policy) {
    for (const { name, operator } of operatorsOf(policy)) {
      if (operator?.base.type !== "Null" || operator.setOperator === undefined) continue;
      const always = operator.setOperator === "ForAllValues" ? "always holds" : "never holds";
      yield {
        at: name,
        details: `\`Null\` with \`${operator.setOperator}\` ${always}, whatever the request has. Use \`Null\` alone.`,
        replacement: '"Null"',
      };
    }
  },
};
