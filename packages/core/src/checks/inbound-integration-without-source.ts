import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { parseArn } from "../policy/arn.ts";
import { type Condition, isAllow, type Statement, type Value } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { sourceArnValues } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { reaches } from "../redshift/redshift-action.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { deniesOtherOwners } from "../redshift/source-owner.ts";
import { rememberEach } from "../remember-each.ts";

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
    integration(', "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:rds:us-west-2:*:cluster:*" } }'),
    integration(
      ', "Condition": { "StringLike": { "aws:SourceArn": ["arn:aws:rds:us-west-2:210000000001:cluster:orders", "arn:aws:dynamodb:*:*:table/orders"] } }',
    ),
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
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "redshift:AuthorizeInboundIntegration", "Resource": "*" }, { "Effect": "Deny", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "redshift:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceAccount": "210000000001" } } }] }',
    unmarked(
      integration(
        ', "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:rds:*:*:cluster:*" }, "StringEquals": { "aws:SourceAccount": "210000000001" } }',
      ),
    ),
    unmarked(
      integration(
        ', "Condition": { "ArnLike": { "aws:SourceArn": ["arn:aws:rds:*:210000000001:cluster:*", "arn:aws:s3:::orders"] } }',
      ),
    ),
  ],
  *run(policy) {
    const isClosed = rememberEach((name) =>
      policy.statements.some((other) => reaches(other, name) && deniesOtherOwners(other)),
    );
    for (const statement of policy.statements) {
      if (!isAllow(statement) || statement.conditions.some(limitsSource)) continue;
      const named = statement.action?.values.some(({ value }) => matchesPatternIgnoringCase(value, authorizing));
      if (named !== true) continue;
      if (isClosed(authorizing)) return;
      const open = ofAnyAccount(statement);
      for (const { type, values } of statement.principal?.entries ?? []) {
        if (type !== "Service") continue;
        for (const value of values) {
          if (parseRedshiftPrincipal(value.value) === undefined) continue;
          yield {
            at: value,
            details:
              open === undefined
                ? `${quoteWhole(value.value)} may connect any source of any account to this namespace. Add a condition on \`aws:SourceArn\` with the source's ARN.`
                : `${quoteWhole(value.value)} may connect sources of every account to this namespace, since ${quoteWhole(open.value)} leaves the account open. Write the account of the source.`,
            ...(open === undefined ? {} : { related: [{ at: open, label: "leaves the account open" }] }),
          };
        }
      }
    }
  },
};

const authorizing = "redshift:AuthorizeInboundIntegration";

/** `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` and their like, asked for with a value that says something. */
function limitsSource({ lowerKey, operator, values }: Condition): boolean {
  if (!lowerKey.startsWith("aws:source")) return false;
  // What no operator is, others judge.
  if (operator === undefined) return true;
  // All sources but one are nearly all.
  if (operator.base.negated) return false;
  if (operator.ifExists || operator.setOperator === "ForAllValues" || operator.base.type === "Null") return false;
  if (!operator.base.wildcards) return true;
  return !values.some((value) => /^[*:]+$|^arn(?::\*)+$/.test(value.value) || leavesAccountOpen(value));
}

/** The first ARN that the statement asks for and that sources of every account may have. */
function ofAnyAccount(statement: Statement): Value | undefined {
  return sourceArnValues(statement).find(leavesAccountOpen);
}

/** The ARN of a bucket has no account. */
function leavesAccountOpen({ value }: Value): boolean {
  return /^[*?]+$/.test(parseArn(value)?.account ?? "");
}
