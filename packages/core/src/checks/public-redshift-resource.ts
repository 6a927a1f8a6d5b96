import type { Check } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { isAllow } from "../policy/document.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { narrowsCallers } from "../redshift/caller-condition.ts";

const namespace = '"arn:aws:redshift-serverless:us-west-2:210000000001:namespace/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"';

export const publicRedshiftResource: Check = {
  id: "public-redshift-resource",
  findingType: "SECURITY_WARNING",
  policyTypes: ["resource"],
  title: "Every AWS account may use the namespace",
  why: "The policy of a namespace says which accounts may share data or set up integrations with it. A `*` principal stands for every account there is.",
  fix: "Name the accounts, or add a condition on `aws:PrincipalOrgID` or `aws:SourceArn`.",
  learnMoreLink: awsPage.zeroEtl,
  bad: [
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «"*"», "Action": "redshift:*", "Resource": ${namespace} }] }`,
  ],
  good: [
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "210000000002" }, "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace}, "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "redshift:CreateInboundIntegration", "Resource": ${namespace} }] }`,
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }',
  ],
  needs: ["redshift-action", "principal"],
  *run(policy, services) {
    for (const statement of oddLists(policy, services).redshiftStatements) {
      if (!isAllow(statement) || statement.conditions.some(narrowsCallers)) continue;
      const { bare, entries = [] } = statement.principal ?? {};
      const named = entries.flatMap(({ type, values }) => (type === "AWS" ? values : []));
      const anyone = [...(bare === undefined ? [] : [bare]), ...named].find(({ value }) => value === "*");
      if (anyone === undefined) continue;
      yield {
        at: anyone,
        details:
          "Every principal of every AWS account is allowed these actions of Redshift. Name the accounts, or add a condition on `aws:PrincipalOrgID`.",
      };
    }
  },
};
