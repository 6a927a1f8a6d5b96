import type { Check } from "../check.ts";
import { editDistance } from "../did-you-mean.ts";
import { nameOf } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { mentionsRedshift } from "../redshift/mentions.ts";
import { isMisspeltExternalId } from "../redshift/misspelt-key.ts";

const withCondition = (condition: string): string =>
  allowing(`"Action": "redshift-data:ExecuteStatement", "Resource": "*", "Condition": ${condition}`);

export const misspeltRedshiftKey: Check = {
  id: "misspelt-redshift-key",
  findingType: "ERROR",
  policyTypes: ["identity", "resource", "session", "scp", "rcp", "endpoint"],
  title: "The condition key is almost one of Redshift's",
  why: "No request carries a key of that name. A condition that needs it never holds; one with `…IfExists` or `Not…` always does, and restricts nothing.",
  fix: "Write the key that the finding names.",
  learnMoreLink: awsPage.dataApi,
  bad: [
    withCondition('{ "StringEquals": { «"redshift-data:session-owner"»: "${aws:userid}" } }'),
    withCondition('{ "StringEquals": { «"redshift-data:statement-owner-iam-user-id"»: "${aws:userid}" } }'),
    withCondition('{ "StringEquals": { «"redshift:DBUsers"»: "etl" } }'),
  ],
  good: [
    withCondition('{ "StringEquals": { "redshift-data:session-owner-iam-userid": "${aws:userid}" } }'),
    withCondition('{ "StringEquals": { "redshift:DbUser": "etl" } }'),
    withCondition('{ "StringEquals": { "aws:ResourceTag/redshift": "yes" } }'),
  ],
  needs: ["redshift", "condition"],
  *run(policy, services) {
    if (!mentionsRedshift(policy)) return;
    for (const condition of policy.conditions) {
      const { key, lowerKey } = condition;
      if (!lowerKey.startsWith("redshift") || isMisspeltExternalId(condition)) continue;
      const keys = services.service(lowerKey.slice(0, lowerKey.indexOf(":")))?.conditionKeys;
      if (keys === undefined || keys.has(lowerKey)) continue;
      const near = [...keys.values()].filter(({ name }) => {
        const known = name.toLowerCase();
        return known.startsWith(`${lowerKey}-`) || editDistance(lowerKey, known, 2) <= 2;
      });
      const meant = near.length === 1 ? near[0]?.name : undefined;
      if (meant === undefined) continue;
      yield {
        at: nameOf(condition),
        details: `No request carries the condition key ${quoteWhole(key)}. Did you mean ${quoteWhole(meant)}?`,
        replacement: JSON.stringify(meant),
      };
    }
  },
};
