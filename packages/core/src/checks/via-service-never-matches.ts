import type { Check } from "../check.ts";
import { everyPolicyType } from "../check.ts";
import { closest } from "../closest.ts";
import { nearestRegion } from "../policy/nearest-region.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isRegionalName } from "../service-reference/service-principals.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

const using = (condition: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": ${condition} }] }`;

/** Services whose `kms:ViaService` name AWS documents, each with its Region in it. */
const named = new Set(
  "dynamodb ec2 glue kinesis lambda rds redshift redshift-serverless s3 secretsmanager sqlworkbench sqs".split(" "),
);

export const viaServiceNeverMatches: Check = {
  id: "via-service-never-matches",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "`kms:ViaService` never has this value",
  why: "KMS names the service with its Region and, in every partition, with the suffix `.amazonaws.com`: `redshift.us-east-1.amazonaws.com`. A name with the suffix of endpoints in China, or with a Region or service that does not exist, never matches. Access Analyzer tells it of one without a Region, as one AWS sample prints it.",
  fix: "Write `<service>.<region>.amazonaws.com`, or `<service>.*.amazonaws.com` under `StringLike`.",
  learnMoreLink: awsPage.viaService,
  bad: [
    {
      policyType: "identity",
      policy: using(
        '{ "StringEquals": { "kms:ViaService": ["redshift.us-east-1.amazonaws.com", «"redshift-serverless.us-east1.amazonaws.com"»] } }',
      ),
    },
    {
      policyType: "identity",
      policy: using('{ "StringEquals": { "kms:ViaService": «"redshfit.us-west-2.amazonaws.com"» } }'),
    },
    {
      policyType: "identity",
      policy: using('{ "StringEquals": { "kms:ViaService": «"redshift.cn-north-1.amazonaws.com.cn"» } }'),
    },
  ],
  good: [
    {
      policyType: "identity",
      policy: using('{ "StringEquals": { "kms:ViaService": "lex.us-east-1.amazonaws.com" } }'),
    },
    {
      policyType: "identity",
      policy: using(
        '{ "StringEquals": { "kms:ViaService": ["redshift.us-east-1.amazonaws.com", "redshift-serverless.us-east-1.amazonaws.com"] } }',
      ),
    },
    { policyType: "identity", policy: using('{ "StringLike": { "kms:ViaService": "redshift.*.amazonaws.com" } }') },
  ],
  needs: ["via-service-key", "String"],
  *run(policy, services) {
    for (const { lowerKey, operator, values } of policy.conditions) {
      if (lowerKey !== "kms:viaservice" || operator?.base.type !== "String") continue;
      for (const value of values) {
        if (value.value.includes("${") || hasWildcard(value.value)) continue;
        // What has no Region, or not the form, is Access Analyzer's to tell.
        if (!isRegionalName(value.value)) continue;
        const reason = reasonAgainst(value.value, services);
        if (reason === undefined) continue;
        const effect = operator.base.negated ? "always differs from" : "never matches";
        yield {
          at: value,
          details: `\`kms:ViaService\` ${effect} ${quoteWhole(value.value)}: ${reason}. Write \`<service>.<region>.amazonaws.com\`.`,
        };
      }
    }
  },
};

function reasonAgainst(text: string, services: ServiceReference): string | undefined {
  const match = /^([a-z0-9-]+)\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(text);
  if (match === null) return undefined;
  const [, service = "", region = ""] = match;
  if (!named.has(service)) {
    const family = ["redshift", "redshift-serverless"].find((known) => closest(service, [known]) !== undefined);
    const isOther = family === undefined || services.prefixes.includes(service);
    return isOther ? undefined : `${quoteWhole(service)} is no service, ${quoteWhole(family)} is`;
  }
  if (match[3] !== undefined) return "its suffix is `.amazonaws.com` in every partition";
  if (regions.has(region)) return undefined;
  const meant = nearestRegion(region);
  return meant === undefined ? undefined : `${quoteWhole(region)} is no Region, ${quoteWhole(meant)} is`;
}
