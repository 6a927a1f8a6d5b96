import { type Check, policyChecksPage } from "../check.ts";
import { passRoleGrants } from "../facts/pass-role.ts";

export const passRoleWithNotActionAndNotResource: Check = {
  id: "pass-role-with-not-action-and-not-resource",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity", "session"],
  title: "`NotAction` allows `iam:PassRole` on all but some resources",
  why: "Whoever can pass every role can hand an administrator's role to a service that acts on his behalf, and so gain all its permissions.",
  fix: "List the ARNs of the roles that may be passed, and limit the service with `StringEquals` on `iam:PassedToService`.",
  learnMoreLink: policyChecksPage("security-warning-pass-role-with-not-action-and-not-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": «1:["s3:*", "organizations:*"]», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": «1:["s3:*"]», "NotResource": «2:["arn:aws:iam::111122223333:role/admin"]», "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": ["s3:*"], "NotResource": ["arn:aws:iam::111122223333:role/admin"] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["s3:*"], "Resource": "arn:aws:iam::111122223333:role/redshift-*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["iam:*"], "NotResource": ["arn:aws:iam::111122223333:role/admin"] }] }',
  ],
  needs: ["wide-grant"],
  *run(policy, services) {
    for (const grant of passRoleGrants(policy, services)) {
      if (grant.action !== "not-action" || grant.resource !== "not-resource") continue;
      yield {
        at: grant.at,
        details: `The statement allows roles that nobody listed to be passed: it has a \`NotAction\` that leaves \`iam:PassRole\` allowed on all resources but some. List the ARNs of the roles that may be passed, and limit the service with \`StringEquals\` on \`iam:PassedToService\`.`,
      };
    }
  },
};
