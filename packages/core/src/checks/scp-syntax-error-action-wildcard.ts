import { type Check, policyChecksPage } from "../check.ts";
import { quote } from "../quote.ts";

export const scpSyntaxErrorActionWildcard: Check = {
  id: "scp-syntax-error-action-wildcard",
  findingType: "ERROR",
  policyTypes: ["scp"],
  title: "An action of an SCP has a wildcard before its end",
  why: "Access Analyzer accepts wildcards in the actions of a service control policy only at the end of the string.",
  fix: "Name the actions one by one, or shorten the pattern to one wildcard at its end.",
  learnMoreLink: policyChecksPage("error-scp-syntax-error-action-wildcard"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": [«"iam:*Role"», "iam:Get*"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": «"s3:*Object*"», "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }, { "Effect": "Deny", "Action": ["iam:*", "ec2:Describe*"], "Resource": "*" }] }',
  ],
  *run(policy) {
    for (const { action, notAction } of policy.statements) {
      for (const value of [...(action?.values ?? []), ...(notAction?.values ?? [])]) {
        const first = value.value.search(/[*?]/);
        if (first === -1 || !/[^*?]/.test(value.value.slice(first))) continue;
        yield {
          at: value,
          details: `${quote(value.value)} has a wildcard before its end. In an SCP, use wildcards only as the last characters of an action.`,
        };
      }
    }
  },
};
