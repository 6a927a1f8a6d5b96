import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { namesCaller } from "../facts/caller-condition.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { deniesOthers } from "../redshift/closed-to-others.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const wildcardPrincipal: Check = {
  id: "wildcard-principal",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Any AWS principal can assume the role",
  why: "A `*` principal in a trust policy stands for every principal of every account. An ExternalId does not change that: it is no secret, and whoever learns it can use it.",
  fix: "Name the accounts or roles that may assume the role, or ask for your organization under `StringEquals` on `aws:PrincipalOrgID`, or for roles of your accounts under `ArnLike` on `aws:PrincipalArn`.",
  learnMoreLink: awsPage.principal,
  bad: [
    trusting('{ "AWS": «"*"» }', '{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/RedshiftRoleA" } }'),
    trusting('{ "AWS": «"*"» }'),
    trusting('{ "AWS": «"*"» }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
    trusting('{ "AWS": «"*"» }', '{ "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }'),
    trusting('{ "AWS": «"*"» }', '{ "IpAddress": { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }'),
    trusting('{ "AWS": «"*"» }', '{ "StringLike": { "aws:PrincipalOrgID": "o-*" } }'),
    trusting('{ "AWS": «"*"» }', '{ "StringEquals": { "aws:PrincipalOrgID": "${aws:PrincipalOrgID}" } }'),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"*"» }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:TagSession", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
  ],
  good: [
    trusting('{ "AWS": "arn:aws:iam::111122223333:root" }'),
    trusting('{ "AWS": "*" }', '{ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }'),
    trusting('{ "AWS": "*" }', '{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::210000000001:role/etl-*" } }'),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": ["sts:AssumeRole", "sts:TagSession"] }, { "Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "210000000001" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }] }',
  ],
  *run(policy) {
    for (const { aws, statement, externalIds } of roleGrants(policy)) {
      const anyone = aws.find(({ kind }) => kind === "anyone");
      if (anyone === undefined || statement.conditions.some(namesCaller) || deniesOthers(policy, statement)) continue;
      const known = externalIds.length > 0 ? "who know the ExternalId, which is no secret, " : "";
      yield {
        at: anyone.value,
        details: `Principals of any AWS account ${known}can assume the role. Name the accounts or roles, or ask for your organization under \`StringEquals\` on \`aws:PrincipalOrgID\`.`,
      };
    }
  },
};
