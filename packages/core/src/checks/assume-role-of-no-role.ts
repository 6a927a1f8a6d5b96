import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { parseArn } from "../policy/arn.ts";
import { isAllow } from "../policy/document.ts";
import { isAction } from "../policy/exact-action.ts";
import { serviceNamed } from "../policy/left-open.ts";
import { mayBeRole } from "../policy/may-be-role.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isRoleChain } from "../redshift/role-chain.ts";

export const assumeRoleOfNoRole: Check = {
  id: "assume-role-of-no-role",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "`sts:AssumeRole` is allowed on what is no role",
  why: "Only roles can be assumed, and each is an element of its own. The list of roles with commas that `COPY` and `UNLOAD` take for a chain is no ARN, and an account, a user or a cluster is no role: the statement allows nothing.",
  fix: "Write `arn:aws:iam::<account>:role/<name>`, one element for each role.",
  learnMoreLink: awsPage.chaining,
  bad: [
    allowing(
      '"Action": "sts:AssumeRole", "Resource": «"arn:aws:iam::210000000001:role/RoleA,arn:aws:iam::210000000002:role/RoleB"»',
    ),
    allowing(
      '"Action": "sts:AssumeRole", "Resource": ["arn:aws:iam::210000000001:role/RoleB", «"arn:aws:iam::210000000002:root"»]',
    ),
    allowing('"Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": «"arn:aws:iam::210000000002:user/analyst"»'),
    allowing('"Action": "sts:AssumeRole", "Resource": «"arn:aws:sts::210000000002:assumed-role/RoleB/etl"»'),
    allowing('"Action": "sts:AssumeRole", "Resource": «"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"»'),
  ],
  good: [
    allowing('"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::210000000001:role/teams/etl=RoleB,1"'),
    allowing('"Action": "sts:AssumeRole", "Resource": ["arn:aws:iam::*:*", "arn:aws:iam::210000000001:r*"]'),
    allowing('"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::210000000001:${aws:PrincipalTag/kind}/etl"'),
    allowing('"Action": ["iam:GetUser", "sts:AssumeRole"], "Resource": "arn:aws:iam::210000000001:user/analyst"'),
    allowing('"Action": ["s3:GetObject", "sts:AssumeRole"], "Resource": "arn:aws:s3:::staging/*"'),
    allowing(
      '"Action": "sts:AssumeRole", "Resource": ["arn:aws:*:*:*:role/etl", "arn:${AWS::Partition}:iam::210000000001:role/etl"]',
    ),
  ],
  needs: ["assume-role"],
  *run(policy) {
    for (const statement of policy.statements) {
      const { action, resource } = statement;
      if (!isAllow(statement) || resource === undefined) continue;
      if (action?.values.some((value) => isAction(value, "sts:assumerole")) !== true) continue;
      const areOfRoles = action.values.every(({ value }) => ofRoles.has(value.toLowerCase()));
      for (const value of resource.values) {
        const isOfSeveral = isRoleChain(value.value);
        if (!isOfSeveral && (!areOfRoles || !isNoRole(value.value))) continue;
        const what = isOfSeveral ? "several ARNs in one string" : "no role's ARN";
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is ${what}, so the statement lets no role be assumed by it. Write \`arn:<partition>:iam::<account>:role/<name>\`, one element for each role.`,
        };
      }
    }
  },
};

/** Actions that know roles alone. */
const ofRoles: ReadonlySet<string> = new Set([
  "sts:assumerole",
  "sts:setcontext",
  "sts:setsourceidentity",
  "sts:tagsession",
]);

function isNoRole(text: string): boolean {
  const arn = parseArn(text);
  if (arn === undefined || serviceNamed(text) === undefined) return false;
  if (arn.service === "sts") return arn.resource.startsWith("assumed-role/");
  return arn.service !== "iam" || !mayBeRole(arn.resource);
}
