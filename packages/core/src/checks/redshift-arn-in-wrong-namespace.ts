import type { Check } from "../check.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { type RedshiftArn, redshiftArns, serverlessTypes } from "../redshift/resource-type.ts";

const onResource = (resource: string): string => allowing(`"Action": "redshift:*", "Resource": ${resource}`);

export const redshiftArnInWrongNamespace: Check = {
  id: "redshift-arn-in-wrong-namespace",
  findingType: "ERROR",
  policyTypes: ["identity", "trust", "resource", "session", "scp", "rcp", "endpoint"],
  title: "The resource is of another Redshift service",
  why: "Workgroups are resources of `redshift-serverless`, clusters and database users of `redshift`; the Data API has no resources of its own and uses theirs. An ARN with the wrong service names nothing, so the statement never matches. AWS's own Data API sample prints `arn:aws:redshift:…:workgroup/*`.",
  fix: "Write the service that the finding names.",
  learnMoreLink: awsPage.dataApiActions,
  bad: [
    onResource('«"arn:aws:redshift:us-east-1:210000000001:workgroup/*"»'),
    onResource(
      '["arn:aws:redshift:us-east-1:210000000001:cluster:*", «"arn:aws:redshift-serverless:us-east-1:210000000001:cluster:analytics"»]',
    ),
    onResource('«"arn:aws:redshift-data:us-east-1:210000000001:cluster:analytics"»'),
  ],
  good: [
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/*"'),
    onResource(
      '["arn:aws:redshift:us-east-1:210000000001:namespace:5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20", "arn:aws:redshift-serverless:us-east-1:210000000001:namespace/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"]',
    ),
    onResource('["arn:aws:redshift:us-east-1:210000000001:dbuser:analytics/etl", "arn:aws:redshift:*:*:*"]'),
  ],
  needs: ["redshift-arn"],
  *run(policy) {
    for (const arn of redshiftArns(policy)) {
      const service = serviceOf(arn);
      if (service === undefined || service === arn.service) continue;
      const separator = service === "redshift" ? ":" : "/";
      const fixed = arn.value.value
        .replace(`:${arn.service}:`, `:${service}:`)
        .replace(`:${arn.type}${arn.separator}`, `:${arn.type}${arn.separator === "" ? "" : separator}`);
      const problem = {
        at: arn.value,
        details: `The type \`${arn.type}\` is one of ${quoteWhole(service)}, not of ${quoteWhole(arn.service)}, so ${quoteWhole(arn.value.value)} names nothing. Write ${quoteWhole(fixed)}.`,
      };
      // Database users of Serverless are named otherwise; only the service is certain there.
      yield arn.type.startsWith("db") ? problem : { ...problem, replacement: JSON.stringify(fixed) };
    }
  },
};

function serviceOf({ type, service }: RedshiftArn): string | undefined {
  if (serverlessTypes.has(type)) return "redshift-serverless";
  // In both: which was meant cannot be told from the Data API's name.
  if (type === "namespace" || type === "snapshot") return service === "redshift-data" ? "redshift" : undefined;
  return "redshift";
}
