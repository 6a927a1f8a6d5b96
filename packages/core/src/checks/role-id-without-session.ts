import { type Check, everyPolicyType } from "../check.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const denyingAllBut = (id: string, operator = "StringNotLike"): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::staging/*", "Condition": { "${operator}": { "aws:userid": ${id} } } }] }`;

export const roleIdWithoutSession: Check = {
  id: "role-id-without-session",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "`aws:userid` is compared with a role's ID alone",
  why: "For a role `aws:userid` is the role's ID, a colon and the session's name. The ID alone is never equal: an Allow lets nobody in, and a Deny that was to spare the role denies it too.",
  fix: "Write `AROA…:*` under `StringLike` or `StringNotLike`.",
  learnMoreLink: awsPage.variables,
  bad: [
    { policyType: "resource", policy: denyingAllBut('«"AROAJ5QZZ2MPL7XQ3ZK2M"»') },
    {
      policyType: "resource",
      policy: denyingAllBut('["AIDAJ5QZZ2MPL7XQ3ZK2M", «"AROAJ5QZZ2MPL7XQ3ZK2M"»]', "StringNotEquals"),
    },
  ],
  good: [
    { policyType: "resource", policy: denyingAllBut('["AROAJ5QZZ2MPL7XQ3ZK2M:*", "AIDAJ5QZZ2MPL7XQ3ZK2M"]') },
    { policyType: "resource", policy: denyingAllBut('"AROAJ5QZZ2MPL7XQ3ZK2M*"') },
  ],
  needs: ["condition", "identifying-key", "String"],
  *run(policy) {
    for (const { lowerKey, operator, values } of policy.conditions) {
      if (lowerKey !== "aws:userid" || operator?.base.type !== "String") continue;
      const texts = new Set(values.map(({ value }) => value));
      for (const value of values) {
        const written = operator.base.ignoreCase ? value.value.toUpperCase() : value.value;
        if (!/^AROA[A-Z0-9]{12,}$/.test(written) || texts.has(`${value.value}:*`)) continue;
        const effect = operator.base.negated ? "always differs" : "is never equal";
        yield {
          at: value,
          details: `For a role \`aws:userid\` ends with a colon and the session's name, so ${quoteWhole(value.value)} ${effect}. Write ${quoteWhole(`${value.value}:*`)} under \`${operator.base.negated ? "StringNotLike" : "StringLike"}\`.`,
          ...(operator.base.wildcards ? { replacement: JSON.stringify(`${value.value}:*`) } : {}),
        };
      }
    }
  },
};
