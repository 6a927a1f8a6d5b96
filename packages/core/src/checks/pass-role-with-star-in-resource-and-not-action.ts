import { type Check, policyChecksPage } from "../check.ts";
import { passRoleGrants } from "../facts/pass-role.ts";

export const passRoleWithStarInResourceAndNotAction: Check = {
  id: "pass-role-with-star-in-resource-and-not-action",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "session"],
  title: "`NotAction` allows `iam:PassRole` on every role",
  why: "Whoever can pass every role can hand an administrator's role to a service that acts on his behalf, and so gain all its permissions.",
  fix: "List the ARNs of the roles that may be passed, and limit the service with `StringEquals` on `iam:PassedToService`.",
  learnMoreLink: policyChecksPage("security-warning-pass-role-with-star-in-resource-and-not-action"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": «1:["s3:*", "organizations:*"]», "Resource": «2:"*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["s3:*"], "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": ["s3:*"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["s3:*"], "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*" }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of passRoleGrants(policy, services)) {
      if (grant.action !== "not-action" || grant.resource !== "star") continue;
      yield {
        at: grant.at,
        details: `The statement allows any role to be passed to any service: it has a \`NotAction\` that leaves \`iam:PassRole\` allowed on every role. List the ARNs of the roles that may be passed, and limit the service with \`StringEquals\` on \`iam:PassedToService\`.`,
      };
    }
  },
};
