import { type Check, everyPolicyType } from "../check.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const onUser = (user: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": ${user} }] }`;

export const variableInOtherBrackets: Check = {
  id: "variable-in-other-brackets",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable is not written as `${…}`",
  why: "IAM replaces what stands in `${` and `}`. `$(aws:username)` and `{redshift:DbUser}` are taken letter by letter, and no resource and no value has such a name.",
  fix: "Write it as `${…}`.",
  learnMoreLink: awsPage.variables,
  bad: [
    {
      policyType: "identity",
      policy: onUser('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/$(aws:username)"»'),
    },
    {
      policyType: "identity",
      policy: onUser('«"arn:aws:redshift:us-west-2:210000000001:dbuser:$(aws:PrincipalTag/team)/&{aws:username}"»'),
    },
    {
      policyType: "identity",
      policy: onUser(
        '["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/{redshift:DbUser}"»]',
      ),
    },
    {
      policyType: "identity",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift-data:GetStatementResult", "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": «"$aws:userid"» } } }] }',
    },
  ],
  good: [
    {
      policyType: "identity",
      policy: onUser('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${aws:username}"'),
    },
    // A template's own placeholders, which something fills in before.
    {
      policyType: "identity",
      policy: onUser('"arn:aws:redshift:us-west-2:210000000001:dbuser:{{aws:username}}/{user}"'),
    },
  ],
  needs: ["redshift"],
  *run(policy) {
    for (const value of replacedStrings(policy)) {
      if (!value.value.includes("{") && !value.value.includes("$")) continue;
      const found = written.exec(value.value);
      if (found === null) continue;
      const mended = value.value.replaceAll(new RegExp(written, "gi"), (...[, round, square, curly, bare]) => {
        return `\${${round ?? square ?? curly ?? bare}}`;
      });
      yield {
        at: value,
        details: `${quoteWhole(found[0])} is no policy variable, and IAM takes it letter by letter, so ${quoteWhole(value.value)} matches nothing. Write ${quoteWhole(mended)}.`,
        // A tag's name without a bracket behind it may end elsewhere.
        ...(found[4]?.includes("/") === true ? {} : { replacement: JSON.stringify(mended) }),
      };
    }
  },
};

/** Names that nothing but a policy variable has. */
const name = "(aws:(?:username|userid|principalaccount|principaltag/[\\w.@-]{1,128})|redshift:(?:dbuser|dbname))";
/** With whatever stands before the bracket in other languages. */
const written = new RegExp(
  `[$]{1,2}\\(${name}\\)|[$]{1,2}\\[${name}\\]|(?<![$\\{])[&%#@]?\\{${name}\\}(?!\\})|[$]${name}(?![\\w.@-])`,
  "i",
);

/** The strings in which IAM replaces variables. */
function* replacedStrings({ statements, conditions }: PolicyDocument): Iterable<Value> {
  for (const { resource, notResource } of statements) {
    if (resource !== undefined) yield* resource.values;
    if (notResource !== undefined) yield* notResource.values;
  }
  for (const { values } of conditions) yield* values;
}
