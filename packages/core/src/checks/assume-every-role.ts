import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { isAllow, nameOf, type Value } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { leavesCertainResources } from "../redshift/left-by-deny.ts";
import { isStar } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

export const assumeEveryRole: Check = {
  id: "assume-every-role",
  findingType: "WARNING",
  policyTypes: ["identity"],
  title: "Every role that trusts the account can be assumed",
  why: "A role that only chains to the next one, or a machine that only assumes the Redshift role, needs `sts:AssumeRole` on that role alone. On `*` it can take every role, of any account, whose trust policy lets it.",
  fix: "Name the role: `arn:aws:iam::<account>:role/<name>`.",
  learnMoreLink: awsPage.chaining,
  bad: [
    allowing('"Action": "sts:AssumeRole", "Resource": «"*"»'),
    allowing(
      '"Action": "sts:AssumeRole", "Resource": ["arn:aws:iam::210000000001:role/RoleB", «"arn:aws:iam::*:role/*"»]',
    ),
    allowing('"Action": ["s3:GetObject", "sts:Assume*"], "Resource": «"*"»'),
    allowing('"Action": "sts:AssumeRole", «"NotResource"»: "arn:aws:iam::210000000001:role/Admin"'),
  ],
  good: [
    allowing('"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::210000000001:role/RoleB"'),
    allowing('"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/RoleB"'),
    allowing('"Action": ["sts:AssumeRoleWith*", "sts:GetCallerIdentity"], "Resource": "*"'),
    allowing('"Action": "sts:*", "Resource": "*"'),
    allowing(
      '"Action": "sts:AssumeRole", "Resource": "*", "Condition": { "StringEquals": { "iam:ResourceTag/team": "data" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }, { "Effect": "Deny", "Action": "sts:*", "NotResource": "arn:aws:iam::210000000001:role/RoleB" }] }',
  ],
  needs: ["assume-role"],
  *run(policy) {
    const isNarrowed = rememberEach((name) => leavesCertainResources(policy, name, isEveryRole));
    for (const statement of policy.statements) {
      if (statement.conditions.length > 0 || !isAllow(statement)) continue;
      const { resource, notResource } = statement;
      const star = resource?.values.find(({ value }) => isEveryRole(value));
      const at = star ?? (notResource === undefined ? undefined : nameOf(notResource));
      if (at === undefined) continue;
      if (!statement.action?.values.some(meansAssumeRole)) continue;
      if (isNarrowed("sts:AssumeRole")) return;
      yield {
        at,
        details: `\`sts:AssumeRole\` on ${star === undefined ? "everything but what `NotResource` lists takes every other role" : `${quoteWhole(star.value)} takes every role`} whose trust policy allows it. Name the role: \`arn:aws:iam::<account>:role/<name>\`.`,
      };
    }
  },
};

/** By its name, or by a pattern that says more than `sts:*`. */
function meansAssumeRole({ value }: Value): boolean {
  return /^sts:a/i.test(value) && matchesPatternIgnoringCase(value, "sts:AssumeRole");
}

function isEveryRole(resource: string): boolean {
  return isStar(resource) || /^arn:[^:]*:iam::\*:(?:role\/)?\*+$/.test(resource);
}
