import type { Check } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";

export const chinaServicePrincipal: Check = {
  id: "china-service-principal",
  findingType: "WARNING",
  policyTypes: ["trust", "resource", "identity", "session"],
  title: "`.amazonaws.com.cn` is the suffix of endpoints, not of Redshift's service principal",
  why: "In the China Regions endpoints end in `.amazonaws.com.cn`, but AWS documents Redshift's service principals there with `.amazonaws.com`. The two names are not the same principal.",
  fix: "Write `redshift.amazonaws.com`, or `redshift.cn-north-1.amazonaws.com` for one Region.",
  learnMoreLink: awsPage.regions,
  bad: [
    trusting('{ "Service": «"redshift.amazonaws.com.cn"» }'),
    trusting('{ "Service": «"redshift.cn-north-1.amazonaws.com.cn"» }'),
    {
      policyType: "identity",
      policy: allowing(
        '"Action": "iam:PassRole", "Resource": "arn:aws-cn:iam::210000000001:role/etl", "Condition": { "StringEquals": { "iam:PassedToService": «"redshift.amazonaws.com.cn"» } }',
      ),
    },
  ],
  good: [
    trusting('{ "Service": "redshift.amazonaws.com" }'),
    trusting('{ "Service": "redshift.cn-north-1.amazonaws.com" }'),
    trusting('{ "Service": "ec2.amazonaws.com.cn" }'),
  ],
  needs: ["redshift", "service-name"],
  *run(policy) {
    for (const value of servicePrincipals(policy)) {
      if (!value.value.endsWith(".cn") || parseRedshiftPrincipal(value.value)?.chinaSuffix !== true) continue;
      const fixed = value.value.slice(0, -".cn".length);
      yield {
        at: value,
        details: `Redshift's service principal ends in \`.amazonaws.com\` in China too; ${quoteWhole(value.value)} is not documented. Write ${quoteWhole(fixed)}.`,
        replacement: JSON.stringify(fixed),
      };
    }
  },
};

function* servicePrincipals(policy: PolicyDocument): Iterable<Value> {
  for (const { principal } of policy.statements) {
    for (const { type, values } of principal?.entries ?? []) if (type === "Service") yield* values;
  }
  for (const { lowerKey, values } of policy.conditions) if (lowerKey === "iam:passedtoservice") yield* values;
}
