import { type Check, policyChecksPage } from "../check.ts";
import { passRoleGrants } from "../facts/pass-role.ts";

export const passRoleWithStarInActionAndResource: Check = {
  id: "pass-role-with-star-in-action-and-resource",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "session"],
  title: "An action pattern allows `iam:PassRole` on every role",
  why: "Whoever can pass every role can hand an administrator's role to a service that acts on his behalf, and so gain all its permissions.",
  fix: "List the ARNs of the roles that may be passed, and limit the service with `StringEquals` on `iam:PassedToService`.",
  learnMoreLink: policyChecksPage("security-warning-pass-role-with-star-in-action-and-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:Pass*"», "Resource": «2:"*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"*"», "Resource": «2:"*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:*"», "Resource": «2:"arn:aws:iam::111122223333:role/*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:Pass*", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of passRoleGrants(policy, services)) {
      if (grant.action !== "pattern" || grant.resource !== "star") continue;
      yield {
        at: grant.at,
        details: `The statement allows any role to be passed to any service: it has an action pattern that covers \`iam:PassRole\` on every role. List the ARNs of the roles that may be passed, and limit the service with \`StringEquals\` on \`iam:PassedToService\`.`,
      };
    }
  },
};
