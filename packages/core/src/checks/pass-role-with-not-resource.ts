import { type Check, policyChecksPage } from "../check.ts";
import { passRoleGrants } from "../facts/pass-role.ts";

export const passRoleWithNotResource: Check = {
  id: "pass-role-with-not-resource",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "session"],
  title: "`iam:PassRole` is allowed on all but some resources",
  why: "Whoever can pass every role can hand an administrator's role to a service that acts on his behalf, and so gain all its permissions.",
  fix: "List the ARNs of the roles that may be passed, and limit the service with `StringEquals` on `iam:PassedToService`.",
  learnMoreLink: policyChecksPage("security-warning-pass-role-with-not-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:CreateCluster", «1:"iam:PassRole"»], "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:passrole"», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:PassRole"», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]», "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:PassRole", "NotResource": ["arn:aws:iam::111122223333:role/admin"] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of passRoleGrants(policy, services)) {
      if (grant.action !== "named" || grant.resource !== "not-resource") continue;
      yield {
        at: grant.at,
        details: `The statement allows roles that nobody listed to be passed: it has \`iam:PassRole\` on all resources but some. List the ARNs of the roles that may be passed, and limit the service with \`StringEquals\` on \`iam:PassedToService\`.`,
      };
    }
  },
};
