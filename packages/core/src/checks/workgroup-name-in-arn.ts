import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isWorkgroupName } from "../redshift/db-user.ts";
import { faultOfCharacters } from "../redshift/name-fault.ts";
import { readRedshiftArn } from "../redshift/resource-type.ts";

const onResource = (resource: string): string =>
  allowing(`"Action": "redshift-serverless:GetCredentials", "Resource": ${resource}`);

export const workgroupNameInArn: Check = {
  id: "workgroup-name-in-arn",
  findingType: "WARNING",
  policyTypes: ["identity", "session", "scp", "endpoint"],
  title: "The ARN holds the workgroup's name where its ID belongs",
  why: "The ARN of a workgroup ends in its ID, a UUID, not in its name; so does a namespace's. With the name, the statement matches no workgroup.",
  fix: "Write the ID. `aws redshift-serverless get-workgroup` shows the whole ARN as `workgroupArn`.",
  learnMoreLink: awsPage.serverlessActions,
  bad: [
    onResource('«"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/my-workgroup"»'),
    onResource('«"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/analytics-*"»'),
  ],
  good: [
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"'),
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/*"'),
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/5d7c5b7e-*"'),
    onResource('"arn:aws:redshift-serverless:us-east-1:210000000001:workgroup/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"'),
  ],
  needs: ["redshift-arn"],
  *run(policy) {
    for (const { resource } of policy.statements) {
      for (const value of resource?.values ?? []) {
        const arn = readRedshiftArn(value);
        if (arn?.service !== "redshift-serverless" || arn.separator !== "/") continue;
        if ((arn.type !== "workgroup" && arn.type !== "namespace") || !isWorkgroupName(arn.name)) continue;
        // A blank, which no ID has, is another check's.
        if (faultOfCharacters(arn.name) !== undefined) continue;
        const what = /^[0-9a-f-]{30,40}$/i.test(arn.name) ? "does not have the form of one" : "looks like its name";
        yield {
          at: value,
          details: `The ARN of a ${arn.type} ends in its ID, a UUID; ${quoteWhole(arn.name)} ${what}, so it may match no ${arn.type}. Write the ID, which \`aws redshift-serverless get-${arn.type}\` shows.`,
        };
      }
    }
  },
};
