import type { Check } from "../check.ts";
import { type Condition, isAllow } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";

const integration = (condition: string): string =>
  allowing(
    `"Principal": { "Service": «"redshift.amazonaws.com"» }, "Action": "redshift:AuthorizeInboundIntegration", "Resource": "arn:aws:redshift:us-west-2:210000000001:namespace:5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"${condition}`,
  );
const unmarked = (text: string): string => text.replaceAll(/[«»]/g, "");

export const inboundIntegrationWithoutSource: Check = {
  id: "inbound-integration-without-source",
  findingType: "SECURITY_WARNING",
  policyTypes: ["resource"],
  title: "Any source may be replicated into the namespace",
  why: "`redshift:AuthorizeInboundIntegration` lets the Redshift service connect a zero-ETL source to the namespace. Without `aws:SourceArn` that is any database or bucket, of any account.",
  fix: "Add a condition on `aws:SourceArn` with the source's ARN; for an S3 bucket also on `aws:SourceAccount`.",
  learnMoreLink: awsPage.zeroEtl,
  bad: [
    integration(""),
    integration(', "Condition": { "ArnLike": { "aws:SourceArn": "*" } }'),
    integration(', "Condition": { "ArnLikeIfExists": { "aws:SourceArn": "arn:aws:s3:::orders" } }'),
    integration("").replace("AuthorizeInboundIntegration", "Authorize*"),
    integration(
      ', "Condition": { "StringNotEquals": { "aws:SourceArn": "arn:aws:rds:us-west-2:210000000001:cluster:orders" } }',
    ),
  ],
  good: [
    unmarked(
      integration(
        ', "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:rds:us-west-2:210000000001:cluster:orders" } }',
      ),
    ),
    unmarked(integration(', "Condition": { "StringEquals": { "aws:SourceAccount": "210000000001" } }')),
  ],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement) || statement.conditions.some(limitsSource)) continue;
      const named = statement.action?.values.some(({ value }) =>
        matchesPatternIgnoringCase(value, "redshift:AuthorizeInboundIntegration"),
      );
      if (named !== true) continue;
      for (const { type, values } of statement.principal?.entries ?? []) {
        if (type !== "Service") continue;
        for (const value of values) {
          if (parseRedshiftPrincipal(value.value) === undefined) continue;
          yield {
            at: value,
            details: `${quoteWhole(value.value)} may connect any source of any account to this namespace. Add a condition on \`aws:SourceArn\` with the source's ARN.`,
          };
        }
      }
    }
  },
};

/** `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` and their like, asked for with a value that says something. */
function limitsSource({ lowerKey, operator, values }: Condition): boolean {
  if (!lowerKey.startsWith("aws:source")) return false;
  // What no operator is, others judge.
  if (operator === undefined) return true;
  // All sources but one are nearly all.
  if (operator.base.negated) return false;
  if (operator.ifExists || operator.setOperator === "ForAllValues" || operator.base.type === "Null") return false;
  return !(operator.base.wildcards && values.some(({ value }) => /^[*:]+$|^arn(?::\*)+$/.test(value)));
}
