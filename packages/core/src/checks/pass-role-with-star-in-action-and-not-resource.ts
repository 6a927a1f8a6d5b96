import { type Check, policyChecksPage } from "../check.ts";
import { passRoleGrants } from "../facts/pass-role.ts";

export const passRoleWithStarInActionAndNotResource: Check = {
  id: "pass-role-with-star-in-action-and-not-resource",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "session"],
  title: "An action pattern allows `iam:PassRole` on all but some resources",
  why: "Whoever can pass every role can hand an administrator's role to a service that acts on his behalf, and so gain all its permissions.",
  fix: "List the ARNs of the roles that may be passed, and limit the service with `StringEquals` on `iam:PassedToService`.",
  learnMoreLink: policyChecksPage("security-warning-pass-role-with-star-in-action-and-not-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:Pass*"», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"*"», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:Pass*"», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]», "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:Pass*", "NotResource": ["arn:aws:iam::111122223333:role/admin"] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of passRoleGrants(policy, services)) {
      if (grant.action !== "pattern" || grant.resource !== "not-resource") continue;
      yield {
        at: grant.at,
        details: `The statement allows roles that nobody listed to be passed: it has an action pattern that covers \`iam:PassRole\` on all resources but some. List the ARNs of the roles that may be passed, and limit the service with \`StringEquals\` on \`iam:PassedToService\`.`,
      };
    }
  },
};
