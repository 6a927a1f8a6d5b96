import { type Check, everyPolicyType } from "../check.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import type { Value } from "../policy/document.ts";
import { isLeftOpen, serviceNamed } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

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
    {
      policyType: "scp",
      policy: denyingAllBut('["arn:aws:iam::<account>:role/<name>", "arn:${AWS::Partition}:iam::210000000001:role/x"]'),
    },
    {
      policyType: "scp",
      policy: denyingAllBut('"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2QWRUHA"'),
    },
  ],
  needs: ["condition", "identifying-key"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      const type = operator?.base.type;
      if (lowerKey !== "aws:principalarn" || (type !== "Arn" && type !== "String")) continue;
      // Beside its role a session is there for nothing, and does no harm.
      const roles = new Set(values.filter(isRole).map(({ value }) => value.slice(value.lastIndexOf("/") + 1)));
      for (const value of values) {
        const reason = reasonAgainst(value.value);
        if (reason === undefined || roles.has(sessionRole(value.value))) continue;
        const effect = operator?.base.negated === true ? "it always differs" : "it is never equal";
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is ${reason}, so under ${quoteWhole(key)} ${effect}. Write ${formFor(value.value)}.`,
        };
      }
    }
  },
};

/** Roles of IAM Identity Center have a path, which is part of the ARN. */
function formFor(text: string): string {
  const path = text.includes("/AWSReservedSSO_")
    ? "aws-reserved/sso.amazonaws.com/*AWSReservedSSO_<name>"
    : "<path><name>";
  return `\`arn:<partition>:iam::<account>:role/${path}\``;
}

function isRole({ value }: Value): boolean {
  return value.includes(":role/");
}

/** The name of the role of a session; a space, which no name has, for what is no session. */
function sessionRole(text: string): string {
  return /:assumed-role\/([^/]+)/.exec(text)?.[1] ?? " ";
}

/** What it is instead, in words. */
function reasonAgainst(text: string): string | undefined {
  const arn = parseArn(text);
  const service = serviceNamed(text);
  if (arn === undefined || service === undefined) return undefined;
  const { region, account, resource } = arn;
  if (service === "sts") {
    return resource.startsWith("assumed-role/") ? "the ARN of a session, and the key carries the role's" : undefined;
  }
  if (service !== "iam") return "the ARN of a resource";
  if (region !== "" && !isLeftOpen(region)) return "in a Region, and IAM has none";
  if (/^[\d-]+$/.test(account) && !isAccountId(account)) return "in no account: one has 12 digits";
  return notPrincipals.get(/^[^/*?$<{[%]*(?=\/)/.exec(resource)?.[0] ?? "");
}

const notPrincipals: ReadonlyMap<string, string> = new Map([
  ["group", "a group, and the key carries the user's"],
  ["instance-profile", "an instance profile, and the key carries the role's"],
  ["mfa", "a device"],
  ["oidc-provider", "an identity provider, and the key carries the role's"],
  ["policy", "a policy"],
  ["saml-provider", "an identity provider, and the key carries the role's"],
]);
