import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { parseArn } from "../policy/arn.ts";
import { isAllow } from "../policy/document.ts";
import { isAction } from "../policy/exact-action.ts";
import { isLeftOpen, serviceNamed } from "../policy/left-open.ts";
import { mayBeRole } from "../policy/may-be-role.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isRoleChain } from "../redshift/role-chain.ts";

export const passRoleOfNoRole: Check = {
  id: "pass-role-of-no-role",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "`iam:PassRole` is allowed on what is no role",
  why: "Whoever attaches a role to a cluster needs `iam:PassRole` on the role. The ARN of the cluster, of a user or of an account is none, and the list of roles with commas that `COPY` takes is no ARN: the statement lets nothing be passed.",
  fix: "Write `arn:aws:iam::<account>:role/<name>`, one element for each role.",
  learnMoreLink: awsPage.passRole,
  bad: [
    allowing('"Action": "iam:PassRole", "Resource": «"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"»'),
    allowing(
      '"Action": "iam:PassRole", "Resource": ["arn:aws:iam::210000000001:role/RedshiftCopy", «"arn:aws:iam::210000000001:root"»]',
    ),
    allowing(
      '"Action": ["iam:PassRole", "redshift:ModifyClusterIamRoles"], "Resource": «"arn:aws:iam::210000000001:role/RoleA,arn:aws:iam::210000000001:role/RoleB"»',
    ),
  ],
  good: [
    allowing('"Action": "iam:PassRole", "Resource": "arn:aws:iam::210000000001:role/RedshiftCopy"'),
    allowing('"Action": "iam:PassRole", "Resource": ["arn:aws:iam::210000000001:*", "arn:aws:*:*:*:role/x"]'),
    allowing(
      '"Action": ["iam:PassRole", "redshift:ModifyClusterIamRoles"], "Resource": ["arn:aws:iam::210000000001:role/RedshiftCopy", "arn:aws:redshift:us-west-2:210000000001:cluster:analytics"]',
    ),
    allowing('"Action": "iam:PassRole", "Resource": "arn:aws:iam::*:instance-profile/etl"'),
  ],
  needs: ["pass-role"],
  *run(policy, services) {
    for (const statement of statementsAbout(topic.passRole, policy, services)) {
      const { action, resource } = statement;
      if (!isAllow(statement) || action === undefined || resource === undefined) continue;
      const isAlone = action.values.every((value) => isAction(value, "iam:passrole"));
      for (const value of resource.values) {
        const isOfSeveral = isRoleChain(value.value);
        if (!isOfSeveral && (!isAlone || !isNoRole(value.value))) continue;
        const what = isOfSeveral ? "several ARNs in one string" : "no role's ARN";
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is ${what}, so the statement lets no role be passed by it. Write \`arn:<partition>:iam::<account>:role/<name>\`, one element for each role.`,
        };
      }
    }
  },
};

/** Policies of AWS's own name instance profiles beside their roles. */
function isNoRole(text: string): boolean {
  // So are most.
  if (/^arn:[a-z-]+:iam::[^:]*:role\//.test(text)) return false;
  const arn = parseArn(text);
  if (arn === undefined || serviceNamed(text) === undefined) return false;
  return (
    arn.service !== "iam" ||
    !(mayBeRole(arn.resource) || isLeftOpen(arn.resource) || /^instance-profile\//.test(arn.resource))
  );
}
