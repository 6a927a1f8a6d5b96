import { type Check, policyChecksPage } from "../check.ts";
import { createServiceLinkedRoleGrants } from "../facts/pass-role.ts";

export const createSlrWithStarInActionAndNotResource: Check = {
  id: "create-slr-with-star-in-action-and-not-resource",
  findingType: "WARNING",
  policyTypes: ["identity", "session"],
  title: "An action pattern allows `iam:CreateServiceLinkedRole` on all but some resources",
  why: "A service-linked role lets its service act in the account. With this statement roles can come into being that nobody intended.",
  fix: "List the ARNs of the service-linked roles, and limit the service with `StringEquals` on `iam:AWSServiceName`.",
  learnMoreLink: policyChecksPage("general-warning-create-slr-with-star-in-action-and-not-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:Create*"», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"*"», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "NotResource": ["arn:aws:iam::111122223333:role/admin"], "Condition": { "StringEquals": { "iam:AWSServiceName": "redshift.amazonaws.com" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:Create*", "NotResource": ["arn:aws:iam::111122223333:role/admin"] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of createServiceLinkedRoleGrants(policy, services)) {
      if (grant.action !== "pattern" || grant.resource !== "not-resource") continue;
      yield {
        at: grant.at,
        details: `The statement allows service-linked roles to be created for any service: it has an action pattern that covers \`iam:CreateServiceLinkedRole\` on all resources but some. List the ARNs of the service-linked roles, and limit the service with \`StringEquals\` on \`iam:AWSServiceName\`.`,
      };
    }
  },
};
