import type { Check } from "../check.ts";
import { topic } from "../facts/action-number.ts";
import { oddLists, statementsAbout } from "../facts/odd-lists.ts";
import { isAllow } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const withPassRole = (statement: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:ModifyClusterIamRoles", "Resource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" }, { "Effect": "Allow", "Action": "iam:PassRole", ${statement} }] }`;

export const passEveryRoleToRedshift: Check = {
  id: "pass-every-role-to-redshift",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity"],
  title: "Every role of the account can be passed, to any service",
  why: "Attaching a role to a cluster needs `iam:PassRole` on that role. On `role/*` without `iam:PassedToService` the caller can hand any role of the account to any service that trusts it, and use its permissions.",
  fix: 'Name the roles that Redshift uses, and add `"StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" }`.',
  learnMoreLink: awsPage.passRole,
  bad: [
    withPassRole('"Resource": «"arn:aws:iam::210000000001:role/*"»'),
    withPassRole('"Resource": «"arn:aws:iam::*:role/*"»'),
  ],
  good: [
    withPassRole('"Resource": "arn:aws:iam::210000000001:role/RedshiftCopyUnload"'),
    withPassRole(
      '"Resource": "arn:aws:iam::210000000001:role/*", "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::210000000001:role/*" }] }',
  ],
  needs: ["redshift-action", "pass-role"],
  *run(policy, services) {
    // The check is about those who attach roles to Redshift.
    if ((oddLists(policy, services).allTopics & topic.redshift) === 0) return;
    for (const statement of statementsAbout(topic.passRole, policy, services)) {
      if (statement.conditions.length > 0 || !isAllow(statement) || statement.action === undefined) continue;
      for (const value of statement.resource?.values ?? []) {
        if (!/^arn:[^:]*:iam::(?:\d{12}|\*):role\/\*+$/.test(value.value)) continue;
        yield {
          at: value,
          details: `\`iam:PassRole\` on ${quoteWhole(value.value)} lets the caller hand every role to any service that trusts it. Name the roles for Redshift, and ask for \`iam:PassedToService\` \`redshift.amazonaws.com\`.`,
        };
      }
    }
  },
};
