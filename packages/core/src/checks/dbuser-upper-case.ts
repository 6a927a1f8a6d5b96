import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { valuesInAnyCase } from "../redshift/external-id.ts";
import { roleGrants } from "../redshift/role-grant.ts";
import { vendorAlone } from "../redshift/vendor-grant.ts";

const asking = (value: string): string =>
  trusting('{ "Service": "redshift.amazonaws.com" }', `{ "StringEquals": { "sts:ExternalId": ${value} } }`);

export const dbuserUpperCase: Check = {
  id: "dbuser-upper-case",
  findingType: "SUGGESTION",
  policyTypes: ["trust"],
  title: "A database user's name has upper-case letters",
  why: "Redshift keeps user names in lower case unless they were created in quotation marks and case sensitivity is on, and the condition compares letter by letter. `ETL` then never matches the user `etl`. `IAM:` and `IAMR:` users keep the case of the IAM name; users of an identity provider, after its namespace and a colon, are left alone.",
  fix: "Write the name as `SELECT usename FROM pg_user` shows it.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/ETL"»')],
  good: [
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/IAMR:AdminRole"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/IAM:Alice"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/aad_2:Alice@example.com"'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEqualsIgnoreCase": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/ETL" } }',
    ),
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      const { users, externalIds } = grant;
      // Of a vendor, who sends no database user's ARN, another check tells.
      if (users.length === 0 || vendorAlone(grant) !== undefined) continue;
      const inAnyCase = valuesInAnyCase(externalIds);
      for (const { user, value } of users) {
        if (inAnyCase.has(value)) continue;
        if (!/[A-Z]/.test(user) || user.includes(":")) continue;
        yield {
          at: value,
          details: `Redshift keeps user names in lower case unless they were created otherwise, so ${quoteWhole(user)} may never match. Write the name as \`pg_user\` shows it.`,
        };
      }
    }
  },
};
