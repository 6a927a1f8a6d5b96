import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { nearestRegion } from "../policy/nearest-region.ts";
import { regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const swapped = /^([a-z0-9-]{1,40})\.(redshift|redshift-serverless)\.amazonaws\.com(?:\.cn)?$/;

export const swappedServicePrincipal: Check = {
  id: "swapped-service-principal",
  findingType: "ERROR",
  policyTypes: ["trust", "resource"],
  title: "Region and service are swapped in the service principal",
  why: "A regional service principal begins with the service: `redshift.us-east-1.amazonaws.com`. With the Region first it names nothing.",
  fix: "Write the service first, then the Region.",
  learnMoreLink: awsPage.regions,
  bad: [trusting('{ "Service": «"us-east-1.redshift.amazonaws.com"» }')],
  good: [
    trusting('{ "Service": "redshift.us-east-1.amazonaws.com" }'),
    trusting('{ "Service": "scheduler.redshift.amazonaws.com" }'),
  ],
  *run(policy) {
    for (const { principal } of policy.statements) {
      for (const { type, values } of principal?.entries ?? []) {
        if (type !== "Service") continue;
        for (const value of values) {
          const match = value.value.includes(".redshift") ? swapped.exec(value.value) : null;
          if (match === null) continue;
          const written = match[1] as string;
          const region = regions.has(written) ? written : nearestRegion(written);
          if (region === undefined) continue;
          const fixed = `${match[2]}.${region}.amazonaws.com`;
          yield {
            at: value,
            details: `${quoteWhole(value.value)} names no service: the service stands before the Region. Write ${quoteWhole(fixed)}.`,
            replacement: JSON.stringify(fixed),
          };
        }
      }
    }
  },
};
