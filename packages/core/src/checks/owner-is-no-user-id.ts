import type { Check } from "../check.ts";
import type { BaseOperator } from "../policy/condition-operator.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";

const owned = (condition: string): string =>
  allowing(`"Action": "redshift-data:GetStatementResult", "Resource": "*", "Condition": ${condition}`);

export const ownerIsNoUserId: Check = {
  id: "owner-is-no-user-id",
  findingType: "ERROR",
  policyTypes: ["identity", "session", "scp"],
  title: "The owner of a Data API statement is compared with what is no user ID",
  why: "`redshift-data:statement-owner-iam-userid` and `session-owner-iam-userid` carry the caller's unique ID: `AIDA…` of a user, `AROA…:<session>` of a role. A name or an ARN never equals it.",
  fix: "Compare it with `${aws:userid}`.",
  learnMoreLink: awsPage.dataApi,
  bad: [
    owned('{ "StringEquals": { "redshift-data:statement-owner-iam-userid": «"${aws:username}"» } }'),
    owned('{ "StringEquals": { "redshift-data:statement-owner-iam-userid": ["${aws:userid}", «"etl"»] } }'),
    owned('{ "StringLike": { "redshift-data:statement-owner-iam-userid": «"arn:aws:iam::210000000001:role/etl"» } }'),
  ],
  good: [
    owned('{ "StringEquals": { "redshift-data:statement-owner-iam-userid": "${aws:userid}" } }'),
    owned('{ "StringLike": { "redshift-data:statement-owner-iam-userid": ["AROAEXAMPLEID12345678:*", "*:etl"] } }'),
    owned('{ "StringEquals": { "redshift-data:statement-owner-iam-userid": "AIDAEXAMPLEID12345678" } }'),
  ],
  needs: ["condition", "redshift", "String"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      if (!isOwnerKey.test(lowerKey) || operator?.base.type !== "String") continue;
      for (const value of values) {
        if (mayBeUserId(value.value, operator.base)) continue;
        const effect = operator.base.negated ? "always differs from it" : "never equals it";
        yield {
          at: value,
          details: `${quoteWhole(key)} carries the caller's unique ID, and ${quoteWhole(value.value)} ${effect}. Compare it with \`\${aws:userid}\`.`,
          replacement: JSON.stringify("${aws:userid}"),
        };
      }
    }
  },
};

const isOwnerKey = /^redshift-data:(?:statement|session)-owner-iam-userid$/;

/** The account's own number is the ID of its root user; the letters of roles and users are IAM's. */
function mayBeUserId(text: string, { wildcards }: BaseOperator): boolean {
  if (text === "" || text.includes("<")) return true;
  // Of variables, those that never hold an ID are known.
  if (text.includes("${")) return !/^\$\{aws:(?:username|principalarn|principalaccount)\}$/i.test(text);
  if (/^\d{12}(?::|$)/.test(text) || /^A[A-Z]{3}[A-Z0-9]{4,}(?::|$)/.test(text)) return true;
  return wildcards && /^(?!arn:)[^*?]*[*?]/.test(text);
}
