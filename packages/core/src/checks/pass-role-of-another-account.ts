import type { Check } from "../check.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import { isAllow, type PolicyDocument, type Statement } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { redshiftArns } from "../redshift/resource-type.ts";

const passing = (role: string, condition = ""): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:ModifyClusterIamRoles", "Resource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" }, { "Effect": "Allow", "Action": "iam:PassRole", "Resource": ${role}${condition} }] }`;

export const passRoleOfAnotherAccount: Check = {
  id: "pass-role-of-another-account",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "A role of another account is to be passed to Redshift",
  why: "A role can only be passed to a service of the role's own account. A cluster or workgroup takes a role of another account by chaining: a role of its own assumes the other one.",
  fix: "Pass a role of the cluster's account, and let it assume the other one.",
  learnMoreLink: awsPage.passRole,
  bad: [
    passing('«"arn:aws:iam::210000000002:role/RedshiftCopy"»'),
    passing(
      '["arn:aws:iam::210000000001:role/RedshiftCopy", «"arn:aws:iam::210000000002:role/RedshiftCopy"»]',
      ', "Condition": { "StringEquals": { "iam:PassedToService": "redshift.amazonaws.com" } }',
    ),
  ],
  good: [
    passing('["arn:aws:iam::210000000001:role/RedshiftCopy", "arn:aws:iam::*:role/etl"]'),
    passing(
      '"arn:aws:iam::210000000002:role/Glue"',
      ', "Condition": { "StringEquals": { "iam:PassedToService": "glue.amazonaws.com" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:AssociateDataShareConsumer", "Resource": "arn:aws:redshift:us-west-2:210000000001:datashare:5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/sales" }, { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::210000000002:role/RedshiftCopy" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:CreateInboundIntegration", "redshift:DescribeInboundIntegrations"], "Resource": "arn:aws:redshift-serverless:us-west-2:210000000001:namespace/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20" }, { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::210000000002:role/Orders" }] }',
  ],
  contradiction: true,
  needs: ["pass-role", "redshift-arn"],
  *run(policy, services) {
    const [account] = accountsOf(policy);
    if (account === undefined) return;
    for (const statement of statementsAbout(topic.passRole, policy, services)) {
      if (!isAllow(statement) || isForOthers(statement)) continue;
      for (const value of statement.resource?.values ?? []) {
        const arn = parseArn(value.value);
        if (arn?.service !== "iam" || !isAccountId(arn.account) || arn.account === account) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is of account ${quoteWhole(arn.account)}, and the Redshift resources of this policy are of ${quoteWhole(account)}: a role is passed to services of its own account only. Pass a role of ${quoteWhole(account)} that may assume this one.`,
        };
      }
    }
  },
};

/** The one account of all Redshift resources that take roles; nothing where there are several, or one is left open. */
function accountsOf(policy: PolicyDocument): readonly string[] {
  const targets = new Set(
    policy.statements.filter(makesIntegrations).flatMap(({ resource }) => resource?.values ?? []),
  );
  const own = redshiftArns(policy).filter(
    ({ type, value }) => type !== "datashare" && !(type === "namespace" && targets.has(value)),
  );
  const accounts = new Set(own.map(({ account }) => account));
  return accounts.size === 1 ? [...accounts].filter(isAccountId) : [];
}

/** The target of a zero-ETL integration may be in another account, as may be who shares data. */
function makesIntegrations({ action }: Statement): boolean {
  return (
    action?.values.some(({ value }) => matchesPatternIgnoringCase(value, "redshift:CreateInboundIntegration")) === true
  );
}

/** Whether the role is for other services than Redshift. */
function isForOthers({ conditions }: Statement): boolean {
  return conditions.some(
    ({ lowerKey, values }) =>
      lowerKey === "iam:passedtoservice" && !values.some(({ value }) => /redshift|[*?]/.test(value)),
  );
}
