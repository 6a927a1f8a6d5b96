import type { Check } from "../check.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { provisionedTypes, redshiftArns, serverlessTypes } from "../redshift/resource-type.ts";

const onResource = (resource: string): string => allowing(`"Action": "redshift:*", "Resource": ${resource}`);

export const redshiftArnSeparator: Check = {
  id: "redshift-arn-separator",
  findingType: "ERROR",
  policyTypes: ["identity", "trust", "resource", "session", "scp", "rcp", "endpoint"],
  title: "`:` and `/` are swapped after the resource type",
  why: "Resources of `redshift` have a colon after their type (`cluster:analytics`), those of `redshift-serverless` a slash (`workgroup/…`). With the other sign the ARN names nothing, and the statement never matches.",
  fix: "Write the sign that the finding gives.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    onResource('«"arn:aws:redshift:us-east-1:210000000001:cluster/analytics"»'),
    onResource('«"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup:5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"»'),
    onResource('«"arn:aws:redshift:us-east-1:210000000001:dbuser/analytics/etl"»'),
  ],
  good: [
    onResource('["arn:aws:redshift:us-east-1:210000000001:cluster:analytics", "arn:aws:redshift:*:*:cluster*"]'),
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/*"'),
  ],
  needs: ["redshift-arn"],
  *run(policy) {
    for (const { value, service, type, separator, name } of redshiftArns(policy)) {
      const right = service === "redshift" ? ":" : service === "redshift-serverless" ? "/" : "";
      if (right === "" || separator === "" || separator === right) continue;
      // The wrong service is the greater mistake and has its own finding.
      if (service === "redshift" ? serverlessTypes.has(type) : provisionedTypes.has(type)) continue;
      const end = value.value.length - name.length;
      // Behind the cluster of a snapshot stands the other sign.
      const rest = type === "snapshot" && right === ":" ? name.replace(":", "/") : name;
      const fixed = `${value.value.slice(0, end - 1)}${right}${rest}`;
      yield {
        at: value,
        details: `After \`${type}\` an ARN of ${quoteWhole(service)} has \`${right}\`, not \`${separator}\`, so ${quoteWhole(value.value)} names nothing. Write ${quoteWhole(fixed)}.`,
        replacement: JSON.stringify(fixed),
      };
    }
  },
};
