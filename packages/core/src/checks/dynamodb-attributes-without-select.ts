import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { namesAction } from "../facts/named-actions.ts";
import { isAllow, type Statement } from "../policy/document.ts";

export const dynamodbAttributesWithoutSelect: Check = {
  id: "dynamodb-attributes-without-select",
  findingType: "SECURITY_WARNING",
  policyTypes: everyPolicyType,
  title: "`dynamodb:Attributes` is limited, but not which attributes come back by default",
  why: "DynamoDB compares `dynamodb:Attributes` only when the request names attributes. A read without a projection returns the whole item.",
  fix: 'Add `"dynamodb:Select": "SPECIFIC_ATTRIBUTES"` under `StringEquals` (or `StringEqualsIfExists` when the statement also allows writes).',
  learnMoreLink: policyChecksPage("security-warning-dynamodb-attributes-without-select"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { «"dynamodb:Attributes"»: ["id", "name"] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "dynamodb:*", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { «"dynamodb:Attributes"»: ["id", "name"] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "name"] }, "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "dynamodb:GetItem", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "dynamodb:Attributes": "salary" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["dynamodb:PutItem", "dynamodb:UpdateItem"], "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "name"] } } }] }',
  ],
  needs: ["data-key", "String"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement)) continue;
      const limits = statement.conditions.filter(
        ({ lowerKey, operator }) => lowerKey === "dynamodb:attributes" && operator?.base.type === "String",
      );
      if (limits.length === 0 || !allowsRead(statement) || asksForSpecificAttributes(statement)) continue;
      for (const { member } of limits) {
        yield {
          at: member.key,
          details:
            "A read that names no attributes returns all of them, whatever `dynamodb:Attributes` allows. Also require `dynamodb:Select` to be `SPECIFIC_ATTRIBUTES`.",
        };
      }
    }
  },
};

/** The actions that give attributes back, each with `dynamodb:Select`. */
const reads = [
  "dynamodb:getitem",
  "dynamodb:batchgetitem",
  "dynamodb:query",
  "dynamodb:scan",
  "dynamodb:partiqlselect",
];

function allowsRead(statement: Statement): boolean {
  return statement.action === undefined || reads.some((action) => namesAction(statement, action));
}

function asksForSpecificAttributes({ conditions }: Statement): boolean {
  return conditions.some(
    ({ lowerKey, operator, values }) =>
      lowerKey === "dynamodb:select" &&
      operator?.base.type === "String" &&
      !operator.base.negated &&
      values.some(({ value }) => value === "SPECIFIC_ATTRIBUTES"),
  );
}
