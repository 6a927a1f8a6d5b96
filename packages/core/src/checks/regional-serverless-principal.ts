import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const regionalServerlessPrincipal: Check = {
  id: "regional-serverless-principal",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "AWS documents no regional principal for Redshift Serverless",
  why: "Role trust by Region is documented for `redshift.<region>.amazonaws.com` only. Whether Serverless ever uses `redshift-serverless.<region>.amazonaws.com` for this is stated nowhere, so the role may not be assumable.",
  fix: "Trust `redshift-serverless.amazonaws.com` and `redshift.amazonaws.com`, and restrict the Region with `aws:SourceArn` or the database users' ARNs.",
  learnMoreLink: awsPage.serverlessRole,
  bad: [
    trusting('{ "Service": ["redshift.us-east-1.amazonaws.com", «"redshift-serverless.us-east-1.amazonaws.com"»] }'),
  ],
  good: [
    trusting('{ "Service": ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] }'),
    trusting('{ "Service": ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] }'),
  ],
  *run(policy) {
    for (const { redshift } of roleGrants(policy)) {
      for (const { service, region, chinaSuffix, value } of redshift) {
        if (service !== "redshift-serverless" || chinaSuffix || region === undefined || !regions.has(region)) continue;
        yield {
          at: value,
          details: `AWS documents no ${quoteWhole(value.value)}; Serverless is trusted as \`redshift-serverless.amazonaws.com\`. Restrict the Region with \`aws:SourceArn\` or the database users' ARNs.`,
        };
      }
    }
  },
};
