import type { Check } from "../check.ts";
import { topic } from "../facts/action-number.ts";
import { oddLists, statementsAbout } from "../facts/odd-lists.ts";
import { coversEveryRole } from "../facts/wide-grant.ts";
import { isAllow, type Statement, type Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isStar } from "../redshift/redshift-action.ts";

const withPassRole = (statement: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:ModifyClusterIamRoles", "Resource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" }, { "Effect": "Allow", "Action": "iam:PassRole", ${statement} }] }`;

export const passEveryRoleToRedshift: Check = {
  id: "pass-every-role-to-redshift",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity"],
  title: "Every role of the account can be passed, to any service",
  why: "Attaching a role to a cluster needs `iam:PassRole` on that role. Where the condition on `iam:PassedToService` takes every service, as a pattern of nothing but a wildcard does, the caller can hand any role of the account to any service that trusts it, and use its permissions. Access Analyzer reports it where there is no such condition at all.",
  fix: 'Name the roles that Redshift uses, and write `"StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" }`.',
  learnMoreLink: awsPage.passRole,
  bad: [
    withPassRole(
      '"Resource": "arn:aws:iam::210000000001:role/*", "Condition": { "StringLike": { "iam:PassedToService": «"*"» } }',
    ),
    withPassRole('"Resource": "*", "Condition": { "StringLike": { "iam:PassedToService": «"*.amazonaws.com"» } }'),
    withPassRole(
      '"Resource": "*", "Condition": { "StringLike": { "iam:PassedToService": ["redshift.amazonaws.com", «"*"»] }, "Bool": { "aws:SecureTransport": "true" } }',
    ),
  ],
  good: [
    withPassRole('"Resource": "arn:aws:iam::210000000001:role/*"'),
    withPassRole('"Resource": "arn:aws:iam::210000000001:role/RedshiftCopyUnload"'),
    withPassRole(
      '"Resource": "arn:aws:iam::210000000001:role/RedshiftCopyUnload", "Condition": { "StringLike": { "iam:PassedToService": "*" } }',
    ),
    withPassRole(
      '"Resource": "arn:aws:iam::210000000001:role/*", "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } }',
    ),
    withPassRole(
      '"Resource": "arn:aws:iam::210000000001:role/*", "Condition": { "StringLike": { "iam:PassedToService": "redshift*" } }',
    ),
    withPassRole(
      '"Resource": "*", "Condition": { "StringLike": { "iam:PassedToService": "*", "iam:AssociatedResourceArn": "arn:aws:redshift:us-west-2:210000000001:cluster:*" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::210000000001:role/*", "Condition": { "StringLike": { "iam:PassedToService": "*" } } }] }',
  ],
  needs: ["redshift-action", "pass-role", "condition"],
  *run(policy, services) {
    // The check is about those who attach roles to Redshift.
    if ((oddLists(policy, services).allTopics & topic.redshift) === 0) return;
    for (const statement of statementsAbout(topic.passRole, policy, services)) {
      if (!isAllow(statement) || statement.action === undefined) continue;
      const role = statement.resource?.values.find(({ value }) => isStar(value) || coversEveryRole(value));
      if (role === undefined) continue;
      const value = everyServiceOf(statement);
      if (value === undefined) continue;
      yield {
        at: value,
        details: `${quoteWhole(value.value)} takes every service, so \`iam:PassRole\` on ${quoteWhole(role.value)} lets the caller hand every role to any service that trusts it. Name the roles for Redshift, and ask for \`redshift.amazonaws.com\` under \`StringEquals\`.`,
        related: [{ at: role, label: "every role" }],
      };
    }
  },
};

/** The value of `iam:PassedToService` that takes every service, where nothing else limits what is passed to whom. */
function everyServiceOf({ conditions }: Statement): Value | undefined {
  if (conditions.some(({ lowerKey }) => lowerKey === "iam:associatedresourcearn")) return undefined;
  const asked = conditions.filter(({ lowerKey }) => lowerKey === "iam:passedtoservice");
  const open = asked.map(({ operator, values }) =>
    operator?.base.name === "StringLike" ? values.find(({ value }) => everyService.test(value)) : undefined,
  );
  return open.includes(undefined) ? undefined : open[0];
}

const everyService = /^\*+(?:\.?amazonaws\.com\**)?$/;
