import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import type { BaseOperator } from "../policy/condition-operator.ts";
import { aboutOf } from "../policy/key-feature.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

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
    owned(
      '{ "StringEquals": { "redshift-data:statement-owner-iam-userid": ["AIDAEXAMPLEID12345678", "{{userid}}"] } }',
    ),
  ],
  needs: ["owner-key", "String"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      if (aboutOf(lowerKey) !== "owner-key" || operator?.base.type !== "String") continue;
      const isThere = values.some(({ value }) => value === "${aws:userid}");
      for (const value of values) {
        if (mayBeUserId(value.value, operator.base)) continue;
        const effect = operator.base.negated ? "always differs from it" : "never equals it";
        yield {
          at: value,
          details: `${quoteWhole(key)} carries the caller's unique ID, and ${quoteWhole(value.value)} ${effect}. Compare it with \`\${aws:userid}\`.`,
          ...(isCaller.test(value.value) && !isThere ? { replacement: JSON.stringify("${aws:userid}") } : {}),
        };
      }
    }
  },
};

/** Variables that are about the caller and never hold an ID. */
const isCaller = /^\$\{aws:(?:username|principalarn|principalaccount)\}$/i;

/** The account's own number is the ID of its root user; the letters of roles and users are IAM's. */
function mayBeUserId(text: string, { wildcards, ignoreCase }: BaseOperator): boolean {
  if (isCaller.test(text)) return false;
  const written = ignoreCase ? text.toUpperCase() : text;
  if (text === "" || /^\d{12}(?::|$)|^A(?!ROA)[A-Z]{3}[A-Z0-9]{4,}(?::|$)|^AROA[A-Z0-9]{4,}:/.test(written))
    return true;
  // A wildcard is one under some operators only; placeholders and other variables may be anything.
  return wildcards ? !text.startsWith("arn:") && isLeftOpen(text) : isLeftOpen(text.replaceAll(/[*?]/g, ""));
}
