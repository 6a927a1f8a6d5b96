import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { nearestRegion } from "../policy/nearest-region.ts";
import { regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { meantPrincipal } from "../redshift/known-principals.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";

export const unknownRegionInServicePrincipal: Check = {
  id: "unknown-region-in-service-principal",
  findingType: "ERROR",
  policyTypes: ["trust", "resource"],
  title: "The Redshift service principal names no Region of Redshift's",
  why: "A regional service principal is `redshift.<region>.amazonaws.com` with the Region's code, such as `us-west-2`. IAM refuses a trust policy with a principal that does not exist, and no service ever uses that name.",
  fix: "Correct the Region's code.",
  learnMoreLink: awsPage.regions,
  bad: [
    trusting('{ "Service": «"redshift.us-west2.amazonaws.com"» }'),
    trusting('{ "Service": ["redshift.us-east-1.amazonaws.com", «"redshift.us-east-1a.amazonaws.com"»] }'),
    trusting('{ "Service": «"redshift.mars-north-1.amazonaws.com"» }'),
  ],
  good: [
    trusting('{ "Service": ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] }'),
    trusting('{ "Service": "redshift.cn-north-1.amazonaws.com" }'),
    trusting('{ "Service": "redshift.us-gov-west-1.amazonaws.com" }'),
    trusting('{ "Service": ["scheduler.redshift.amazonaws.com", "redshift.amazonaws.com"] }'),
  ],
  *run(policy, services) {
    for (const { principal } of policy.statements) {
      for (const { type, values } of principal?.entries ?? []) {
        if (type !== "Service") continue;
        for (const value of values) {
          const region = parseRedshiftPrincipal(value.value)?.region;
          if (region === undefined || regions.has(region)) continue;
          // Two labels the wrong way round are another check's.
          if (meantPrincipal(value.value, services) !== undefined) continue;
          const meant = nearestRegion(region);
          if (meant === undefined) {
            const details = region.includes("*")
              ? `A principal takes no wildcards, so ${quoteWhole(value.value)} names no service. List one name a Region, or trust \`redshift.amazonaws.com\`.`
              : `Redshift is in no Region ${quoteWhole(region)}, so ${quoteWhole(value.value)} names no service. Write a Region's code, such as \`us-west-2\`.`;
            yield { at: value, details };
          } else {
            const fixed = value.value.replace(`.${region}.`, `.${meant}.`);
            const details = `${quoteWhole(region)} is no Region, so ${quoteWhole(value.value)} names no service. Did you mean ${quoteWhole(fixed)}?`;
            yield { at: value, details, replacement: JSON.stringify(fixed) };
          }
        }
      }
    }
  },
};
