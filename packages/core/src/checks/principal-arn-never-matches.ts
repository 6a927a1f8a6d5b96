import { type Check, everyPolicyType } from "../check.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isLeftOpen } from "../redshift/left-open.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";

const denyingAllBut = (arn: string, operator = "ArnNotLike"): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:DeleteCluster", "Resource": "*", "Condition": { "${operator}": { "aws:PrincipalArn": ${arn} } } }] }`;

export const principalArnNeverMatches: Check = {
  id: "principal-arn-never-matches",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "`aws:PrincipalArn` never has this value",
  why: "`aws:PrincipalArn` carries the ARN of a user, of an account's root user, of a federated user, or of the role: not that of the role's session. A session's ARN, a group, an identity provider or a resource is never equal. A Deny that was to spare somebody then spares nobody.",
  fix: "Write the role's ARN, `arn:aws:iam::<account>:role/<name>`.",
  learnMoreLink: `${awsPage.conditionKeys}#condition-keys-principalarn`,
  bad: [
    { policyType: "scp", policy: denyingAllBut('«"arn:aws:sts::*:assumed-role/PlatformAdmin/*"»') },
    {
      policyType: "scp",
      policy: denyingAllBut(
        '["arn:aws:iam::*:role/PlatformAdmin", «"arn:aws:iam::210000000001:group/Admins"»]',
        "StringNotLike",
      ),
    },
    { policyType: "scp", policy: denyingAllBut('«"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"»') },
    { policyType: "scp", policy: denyingAllBut('«"arn:aws:iam::2100-0000-0001:role/PlatformAdmin"»') },
  ],
  good: [
    {
      policyType: "scp",
      policy: denyingAllBut(
        '["arn:aws:iam::*:role/PlatformAdmin", "arn:aws:iam::210000000001:root", "arn:aws:iam::*:user/ops/*", "arn:*:iam::*:*/Admin", "*"]',
      ),
    },
    {
      policyType: "scp",
      policy: denyingAllBut('["arn:aws:sts::210000000001:federated-user/etl", "${aws:PrincipalTag/boss}"]'),
    },
    { policyType: "scp", policy: denyingAllBut('"arn:aws:iam::<account>:role/<name>"') },
  ],
  needs: ["condition", "identifying-key"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      const type = operator?.base.type;
      if (lowerKey !== "aws:principalarn" || (type !== "Arn" && type !== "String")) continue;
      for (const value of values) {
        const reason = reasonAgainst(value.value);
        if (reason === undefined) continue;
        const effect = operator?.base.negated === true ? "always differs from it" : "never equals it";
        yield {
          at: value,
          details: `${quoteWhole(key)} ${effect}: ${quoteWhole(value.value)} is ${reason}. Write \`arn:<partition>:iam::<account>:role/<name>\`.`,
        };
      }
    }
  },
};

/** What it is instead, in words. */
function reasonAgainst(text: string): string | undefined {
  const arn = parseArn(text);
  if (arn === undefined || isLeftOpen(arn.service)) return undefined;
  const { service, account, resource } = arn;
  if (service === "sts")
    return resource.startsWith("assumed-role/") ? "the ARN of a session, and the key carries the role's" : undefined;
  if (service !== "iam") return "the ARN of a resource";
  if (!isAccountId(account) && !isLeftOpen(account) && account !== "") return "in no account: one has 12 digits";
  return notPrincipals.get(/^[^/*?$<{[%]*(?=\/)/.exec(resource)?.[0] ?? "");
}

const notPrincipals: ReadonlyMap<string, string> = new Map([
  ["group", "a group, and the key carries the user's"],
  ["instance-profile", "an instance profile, and the key carries the role's"],
  ["oidc-provider", "an identity provider, and the key carries the role's"],
  ["policy", "a policy"],
  ["saml-provider", "an identity provider, and the key carries the role's"],
]);
