import { type Check, policyChecksPage } from "../check.ts";
import { asksForSource, sourceConditions } from "../policy/rcp-condition.ts";
import { quote } from "../quote.ts";

export const rcpMissingServiceConditionKeyNullCheck: Check = {
  id: "rcp-missing-service-condition-key-null-check",
  findingType: "WARNING",
  policyTypes: ["rcp"],
  title: "An RCP limits services that do not say whom they act for",
  why: "Some integrations of AWS services do not fill in the source keys; a condition on them then locks out a service that acts for you.",
  fix: 'Add `"Null": { "aws:SourceAccount": "false" }` or `"Null": { "aws:SourceArn": "false" }` to the condition.',
  learnMoreLink: policyChecksPage("general-warning-rcp-missing-service-condition-key-null-check"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { «"aws:SourceOrgID"»: "o-a1b2c3d4e5" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:SourceArn": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }] }',
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { key, member } of sourceConditions(policy, asksForSource)) {
      yield {
        at: member.key,
        details: `Some services do not fill in ${quote(key)}, and the statement would lock them out. Add \`"Null": { "aws:SourceAccount": "false" }\` or \`"Null": { "aws:SourceArn": "false" }\`.`,
      };
    }
  },
};
