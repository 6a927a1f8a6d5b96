import type { Check } from "../check.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { isAllow } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { beginsWithRedshift } from "../redshift/redshift-action.ts";

const authorizing = (principal: string, action = '"redshift:AuthorizeInboundIntegration"'): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": ${principal}, "Action": ${action}, "Resource": "arn:aws:redshift-serverless:us-west-2:210000000001:namespace/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20", "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:rds:us-west-2:210000000001:cluster:orders" } } }] }`;

export const inboundIntegrationPrincipal: Check = {
  id: "inbound-integration-principal",
  findingType: "ERROR",
  policyTypes: ["resource"],
  title: "A zero-ETL integration is authorized for a service that never asks",
  why: "`redshift:AuthorizeInboundIntegration` is asked for by Redshift itself, whatever the source is; `aws:SourceArn` says which source. A statement for `rds.amazonaws.com` or `dynamodb.amazonaws.com` authorizes nothing, and the integration cannot be made.",
  fix: "Write `redshift.amazonaws.com`, and the source's ARN under `aws:SourceArn`.",
  learnMoreLink: awsPage.zeroEtl,
  bad: [
    authorizing('{ "Service": «"rds.amazonaws.com"» }'),
    authorizing('{ "Service": ["redshift.amazonaws.com", «"dynamodb.amazonaws.com"»] }'),
    authorizing('{ "Service": «"redshift-serverless.amazonaws.com"» }'),
    authorizing('{ "Service": «"rds.amazonaws.com"» }', '"redshift:*"'),
  ],
  good: [
    authorizing('{ "Service": "redshift.amazonaws.com" }'),
    authorizing('{ "AWS": "arn:aws:iam::210000000001:root" }', '"redshift:CreateInboundIntegration"'),
    authorizing('{ "Service": "glue.amazonaws.com" }', '"redshift:DescribeInboundIntegrations"'),
  ],
  needs: ["principal", "redshift-action"],
  *run(policy, services) {
    for (const statement of statementsAbout(topic.redshift, policy, services)) {
      if (!isAllow(statement) || statement.principal === undefined) continue;
      const asks = statement.action?.values.some(
        (value) =>
          beginsWithRedshift(value) && matchesPatternIgnoringCase(value.value, "redshift:AuthorizeInboundIntegration"),
      );
      if (asks !== true) continue;
      for (const { type, values } of statement.principal.entries) {
        if (type !== "Service") continue;
        const isThere = values.some(({ value }) => value === "redshift.amazonaws.com");
        for (const value of values) {
          if (!neverAsking.has(value.value)) continue;
          yield {
            at: value,
            details: `${quoteWhole(value.value)} never asks for \`redshift:AuthorizeInboundIntegration\`; Redshift does, whatever the source. Write \`redshift.amazonaws.com\`.`,
            ...(isThere ? {} : { replacement: '"redshift.amazonaws.com"' }),
          };
        }
      }
    }
  },
};

/** The sources of integrations, and Redshift's other names. */
const neverAsking: ReadonlySet<string> = new Set([
  "dynamodb.amazonaws.com",
  "rds.amazonaws.com",
  "redshift-serverless.amazonaws.com",
  "s3.amazonaws.com",
]);
