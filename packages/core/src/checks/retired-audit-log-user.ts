import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

/** The accounts whose user `logs` delivered audit logs, one a Region, as AWS published them before the change. */
const logAccounts = new Set(
  (
    "193672423079 391106570357 262260360010 902366379725 365689465814 313564881002 404641285394 760740231472 " +
    "090321488786 865932855811 361669875840 762762565011 907379612154 111890595117 660998842044 053454850223 " +
    "729911121831 945612479654 210876761215 307160386991 915173422425 013126148197 075028567923 665727464434"
  ).split(" "),
);

const bucket = (principal: string): string =>
  allowing(
    `"Principal": ${principal}, "Action": ["s3:PutObject", "s3:GetBucketAcl"], "Resource": ["arn:aws:s3:::audit", "arn:aws:s3:::audit/*"]`,
  );

export const retiredAuditLogUser: Check = {
  id: "retired-audit-log-user",
  findingType: "WARNING",
  policyTypes: ["resource"],
  title: "Redshift no longer delivers audit logs as this user",
  why: "Redshift once wrote audit logs to S3 as a user `logs` of an account of its own, one for each Region. Since August 10, 2025 it uses its service principal only. A bucket policy with the old user alone receives no logs.",
  fix: "Trust `redshift.amazonaws.com`; in an opt-in Region `redshift.<region>.amazonaws.com`.",
  learnMoreLink: awsPage.behaviorChanges,
  bad: [bucket('{ "AWS": «"arn:aws:iam::193672423079:user/logs"» }')],
  good: [
    bucket('{ "Service": "redshift.amazonaws.com" }'),
    bucket('{ "Service": "redshift.ap-east-1.amazonaws.com" }'),
    bucket('{ "AWS": "arn:aws:iam::210000000001:user/logs" }'),
  ],
  *run(policy) {
    for (const { principal } of policy.statements) {
      for (const { type, values } of principal?.entries ?? []) {
        if (type !== "AWS") continue;
        for (const value of values) {
          const account = /^arn:[^:]+:iam::(\d{12}):user\/logs$/.exec(value.value)?.[1];
          if (account === undefined || !logAccounts.has(account)) continue;
          yield {
            at: value,
            details: `Since August 10, 2025 Redshift delivers audit logs with its service principal, not as ${quoteWhole(value.value)}. Trust \`"Service": "redshift.amazonaws.com"\`; in an opt-in Region its regional name.`,
          };
        }
      }
    }
  },
};
