import { type Check, policyChecksPage } from "../check.ts";
import { asksForAwsService, sourceConditions } from "../policy/rcp-condition.ts";
import { quote } from "../quote.ts";

export const rcpMissingRelatedServicePrincipalConditionKey: Check = {
  id: "rcp-missing-related-service-principal-condition-key",
  findingType: "WARNING",
  policyTypes: ["rcp"],
  title: "An RCP limits services and forgets your own principals",
  why: "Only requests that a service makes by its own principal say for which resource they are made. Your users and roles do not have these keys, so that a condition on them locks them out.",
  fix: 'Add `"BoolIfExists": { "aws:PrincipalIsAWSService": "true" }` to the condition.',
  learnMoreLink: policyChecksPage("general-warning-rcp-missing-related-service-principal-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { «"aws:SourceOrgID"»: "o-a1b2c3d4e5" }, "Null": { "aws:SourceAccount": "false" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:SourceAccount": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }] }',
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { key, member } of sourceConditions(policy, (statement) => asksForAwsService(statement, "true"))) {
      yield {
        at: member.key,
        details: `The condition on ${quote(key)} also meets your own users and roles, whose requests lack it. Add \`"BoolIfExists": { "aws:PrincipalIsAWSService": "true" }\`.`,
      };
    }
  },
};
