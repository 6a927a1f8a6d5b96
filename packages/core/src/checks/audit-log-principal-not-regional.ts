import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { isAllow, type PolicyDocument } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { regions } from "../policy/region.ts";
import { sourceArns } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { rememberLast } from "../remember-last.ts";

const bucket = (service: string, region: string): string =>
  allowing(
    `"Principal": { "Service": ${service} }, "Action": ["s3:PutObject", "s3:GetBucketAcl"], "Resource": ["arn:aws:s3:::audit", "arn:aws:s3:::audit/*"], "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:redshift:${region}:210000000001:cluster:analytics", "aws:SourceAccount": "210000000001" } }`,
  );

export const auditLogPrincipalNotRegional: Check = {
  id: "audit-log-principal-not-regional",
  findingType: "WARNING",
  policyTypes: ["resource"],
  title: "Audit logs of an opt-in Region come from the regional service principal",
  why: "In a Region that the account has to enable, Redshift delivers audit logs to S3 as `redshift.<region>.amazonaws.com`. A bucket policy that trusts only `redshift.amazonaws.com` receives none from there.",
  fix: "Trust `redshift.<region>.amazonaws.com` for the cluster's Region.",
  learnMoreLink: awsPage.auditLogging,
  bad: [bucket('«"redshift.amazonaws.com"»', "af-south-1")],
  good: [
    bucket('"redshift.amazonaws.com"', "us-west-2"),
    bucket('"redshift.af-south-1.amazonaws.com"', "af-south-1"),
    bucket('["redshift.amazonaws.com", "redshift.af-south-1.amazonaws.com"]', "af-south-1"),
    bucket('"redshift.amazonaws.com"', "*"),
  ],
  needs: ["principal", "redshift"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement) || statement.conditions.length === 0) continue;
      if (!statement.action?.values.some(({ value }) => matchesPatternIgnoringCase(value, "s3:PutObject"))) continue;
      const global = statement.principal?.entries
        .filter(({ type }) => type === "Service")
        .flatMap(({ values }) => values)
        .find(({ value }) => value === "redshift.amazonaws.com");
      if (global === undefined) continue;
      const missing = sourceArns(statement)
        .filter(({ service, region }) => service.startsWith("redshift") && regions.get(region)?.optIn === true)
        .find(({ region }) => !trustedRegions(policy).has(region));
      if (missing === undefined) continue;
      const { region } = missing;
      yield {
        at: global,
        details: `${quoteWhole(region)} is an opt-in Region, where Redshift delivers audit logs as \`redshift.${region}.amazonaws.com\`, so ${quoteWhole(global.value)} delivers none. Trust the regional name.`,
        related: [{ at: missing.value, label: "the cluster's Region" }],
      };
    }
  },
};

/** The Regions whose own principals the policy trusts. */
const trustedRegions = rememberLast((policy: PolicyDocument): ReadonlySet<string | undefined> => {
  const services = policy.statements
    .filter(isAllow)
    .flatMap(({ principal }) => principal?.entries ?? [])
    .filter(({ type }) => type === "Service");
  return new Set(services.flatMap(({ values }) => values.map(({ value }) => parseRedshiftPrincipal(value)?.region)));
});
