import { type Check, policyChecksPage } from "../check.ts";
import { asksForAwsService, principalConditions } from "../policy/rcp-condition.ts";
import { quote } from "../quote.ts";

export const rcpMissingRelatedPrincipalConditionKey: Check = {
  id: "rcp-missing-related-principal-condition-key",
  findingType: "WARNING",
  policyTypes: ["rcp"],
  title: "An RCP limits principals and forgets AWS's services",
  why: "An RCP also meets AWS services that act for you by their own principal. They belong to no account or organization of yours, so that a condition on the principal locks them out.",
  fix: 'Add `"BoolIfExists": { "aws:PrincipalIsAWSService": "false" }` to the condition.',
  learnMoreLink: policyChecksPage("general-warning-rcp-missing-related-principal-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { «"aws:PrincipalOrgID"»: "o-a1b2c3d4e5" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }] }',
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { key, member } of principalConditions(policy, (statement) => asksForAwsService(statement, "false"))) {
      yield {
        at: member.key,
        details: `The condition on ${quote(key)} also meets AWS services that act for you by their own principal. Add \`"BoolIfExists": { "aws:PrincipalIsAWSService": "false" }\`.`,
      };
    }
  },
};
