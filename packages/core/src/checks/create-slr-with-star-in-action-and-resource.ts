import { type Check, policyChecksPage } from "../check.ts";
import { createServiceLinkedRoleGrants } from "../facts/pass-role.ts";

export const createSlrWithStarInActionAndResource: Check = {
  id: "create-slr-with-star-in-action-and-resource",
  findingType: "WARNING",
  policyTypes: ["identity", "session"],
  title: "An action pattern allows `iam:CreateServiceLinkedRole` on every role",
  why: "A service-linked role lets its service act in the account. With this statement roles can come into being that nobody intended.",
  fix: "List the ARNs of the service-linked roles, and limit the service with `StringEquals` on `iam:AWSServiceName`.",
  learnMoreLink: policyChecksPage("general-warning-create-slr-with-star-in-action-and-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:Create*"», "Resource": «2:"*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"*"», "Resource": «2:"*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "Resource": "*", "Condition": { "StringEquals": { "iam:AWSServiceName": "redshift.amazonaws.com" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:Create*", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of createServiceLinkedRoleGrants(policy, services)) {
      if (grant.action !== "pattern" || grant.resource !== "star") continue;
      yield {
        at: grant.at,
        details: `The statement allows service-linked roles to be created for any service: it has an action pattern that covers \`iam:CreateServiceLinkedRole\` on every role. List the ARNs of the service-linked roles, and limit the service with \`StringEquals\` on \`iam:AWSServiceName\`.`,
      };
    }
  },
};
