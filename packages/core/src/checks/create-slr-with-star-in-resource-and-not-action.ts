import { type Check, policyChecksPage } from "../check.ts";
import { createServiceLinkedRoleGrants } from "../facts/pass-role.ts";

export const createSlrWithStarInResourceAndNotAction: Check = {
  id: "create-slr-with-star-in-resource-and-not-action",
  findingType: "WARNING",
  policyTypes: ["identity", "session"],
  title: "`NotAction` allows `iam:CreateServiceLinkedRole` on every role",
  why: "A service-linked role lets its service act in the account. With this statement roles can come into being that nobody intended.",
  fix: "List the ARNs of the service-linked roles, and limit the service with `StringEquals` on `iam:AWSServiceName`.",
  learnMoreLink: policyChecksPage("general-warning-create-slr-with-star-in-resource-and-not-action"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": «1:["s3:*", "organizations:*"]», "Resource": «2:"*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["s3:*"], "Resource": "*", "Condition": { "StringEquals": { "iam:AWSServiceName": "redshift.amazonaws.com" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": ["s3:*"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["s3:*"], "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*" }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of createServiceLinkedRoleGrants(policy, services)) {
      if (grant.action !== "not-action" || grant.resource !== "star") continue;
      yield {
        at: grant.at,
        details: `The statement allows service-linked roles to be created for any service: it has a \`NotAction\` that leaves \`iam:CreateServiceLinkedRole\` allowed on every role. List the ARNs of the service-linked roles, and limit the service with \`StringEquals\` on \`iam:AWSServiceName\`.`,
      };
    }
  },
};
