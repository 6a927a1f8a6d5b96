import { type Check, policyChecksPage } from "../check.ts";

export const rcpSyntaxErrorNotaction: Check = {
  id: "rcp-syntax-error-notaction",
  findingType: "ERROR",
  policyTypes: ["rcp"],
  title: "An RCP has NotAction",
  why: "A resource control policy reaches some services only, so that it must name the actions; `NotAction` it does not know.",
  fix: "List the actions in `Action`.",
  learnMoreLink: policyChecksPage("error-rcp-syntax-error-notaction"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "NotAction": «"s3:GetObject"», "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }] }',
  ],
  *run(policy) {
    for (const { notAction } of policy.statements) {
      if (notAction === undefined) continue;
      yield { at: notAction.member.value, details: "An RCP knows no `NotAction`. List the actions in `Action`." };
    }
  },
};
