import type { Check } from "../check.ts";
import { isAllow } from "../policy/document.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
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
  bad: [integration("")],
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
      if (!isAllow(statement) || statement.conditions.some(({ lowerKey }) => lowerKey.startsWith("aws:source")))
        continue;
      const named = statement.action?.values.some(
        ({ value }) => value.toLowerCase() === "redshift:authorizeinboundintegration",
      );
      if (named !== true) continue;
      for (const { type, values } of statement.principal?.entries ?? []) {
        if (type !== "Service") continue;
        for (const { value, node } of values) {
          if (parseRedshiftPrincipal(value) === undefined) continue;
          yield {
            at: node,
            details: `\`${value}\` may connect any source of any account to this namespace. Add a condition on \`aws:SourceArn\` with the source's ARN.`,
          };
        }
      }
    }
  },
};
