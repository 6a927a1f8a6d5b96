import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { Condition } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isForRedshiftOnly, roleGrants } from "../redshift/role-grant.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';

export const networkOfAService: Check = {
  id: "network-of-a-service",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "Redshift does not assume the role from your network",
  why: "When Redshift assumes a role, the request comes from AWS, and neither through your VPC nor from your addresses, also with enhanced VPC routing. A condition on `aws:SourceVpc`, `aws:SourceVpce` or an address never holds, and the statement lets no cluster in.",
  fix: "Take the condition out. To limit the role to your clusters, ask for `aws:SourceAccount` and `aws:SourceArn`; to limit it to database users, for `sts:ExternalId`.",
  learnMoreLink: awsPage.conditionKeys,
  bad: [
    trusting(redshift, '{ "StringEquals": { «"aws:SourceVpc"»: "vpc-0a1b2c3d4e5f67890" } }'),
    trusting(redshift, '{ "Null": { «"aws:SourceVpc"»: "false" } }'),
    trusting(redshift, '{ "IpAddress": { «"aws:SourceIp"»: "203.0.113.0/24" } }'),
    trusting(
      '{ "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] }',
      '{ "StringEquals": { "aws:SourceAccount": "210000000001", «"aws:SourceVpce"»: "vpce-0a1b2c3d4e5f67890" } }',
    ),
  ],
  good: [
    trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": "210000000001" } }'),
    trusting(redshift, '{ "StringEqualsIfExists": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f67890" } }'),
    trusting(redshift, '{ "IpAddress": { "aws:SourceIp": "0.0.0.0/0" } }'),
    trusting(redshift, '{ "Null": { "aws:SourceVpc": "true" } }'),
    trusting(redshift, '{ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }'),
    trusting(
      '{ "Service": "redshift.amazonaws.com", "AWS": "arn:aws:iam::210000000001:role/etl" }',
      '{ "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f67890" } }',
    ),
  ],
  needs: ["principal", "condition", "redshift"],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      if (!isForRedshiftOnly(grant)) continue;
      for (const condition of grant.statement.conditions) {
        if (!networkKeys.has(condition.lowerKey) || !asksForTheKey(condition)) continue;
        yield {
          at: condition.member.key,
          details: `Redshift assumes the role from AWS's own network, so the condition on ${quoteWhole(condition.key)} never holds, and this statement lets nothing of Redshift's in. Take it out, and limit the role by \`aws:SourceAccount\` and \`aws:SourceArn\`.`,
        };
      }
    }
  },
};

function asksForTheKey(condition: Condition): boolean {
  const { lowerKey, operator, values } = condition;
  if (operator === undefined || holdsWithoutKey(condition)) return false;
  const isAddress = lowerKey === "aws:sourceip";
  if (operator.base.type === "Null") return values.length > 0 && !isAddress;
  // Every address is in the whole range, AWS's too.
  const isOpen = isAddress && values.some(({ value }) => /^(?:0\.0\.0\.0|::)\/0$/.test(value));
  return asksForValues(condition) && !isOpen;
}

const networkKeys: ReadonlySet<string> = new Set([
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "aws:vpcsourceip",
]);
