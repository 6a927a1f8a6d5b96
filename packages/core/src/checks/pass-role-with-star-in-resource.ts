import { type Check, policyChecksPage } from "../check.ts";
import { passRoleGrants } from "../facts/pass-role.ts";

export const passRoleWithStarInResource: Check = {
  id: "pass-role-with-star-in-resource",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "session"],
  title: "`iam:PassRole` is allowed on every role",
  why: "Whoever can pass every role can hand an administrator's role to a service that acts on his behalf, and so gain all its permissions.",
  fix: "List the ARNs of the roles that may be passed, and limit the service with `StringEquals` on `iam:PassedToService`.",
  learnMoreLink: policyChecksPage("security-warning-pass-role-with-star-in-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:CreateCluster", «1:"iam:PassRole"»], "Resource": «2:"*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:passrole"», "Resource": ["arn:aws:s3:::x", «2:"*"»] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:PassRole"», "Resource": «2:"arn:aws:iam::*:*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:PassRole"», "Resource": «2:"arn:aws:iam::111122223333:role/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:PassRole"», "Resource": «2:"arn:aws:iam:*:*:role/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"iam:PassRole"», "Resource": «2:"arn:aws:*:*:111122223333:*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": ["arn:aws:iam::*:role/service-role/*", "arn:aws:iam::*:role/*SageMaker*", "arn:aws:iam::*:user/*"] }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of passRoleGrants(policy, services)) {
      if (grant.action !== "named" || grant.resource !== "star") continue;
      yield {
        at: grant.at,
        details: `The statement allows any role to be passed to any service: it has \`iam:PassRole\` on every role. List the ARNs of the roles that may be passed, and limit the service with \`StringEquals\` on \`iam:PassedToService\`.`,
      };
    }
  },
};
